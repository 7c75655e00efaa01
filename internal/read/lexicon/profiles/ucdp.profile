# The counting conventions of the Uppsala Conflict Data Program (UCDP) for vague numbers.
# After the UCDP GED Codebook, which gives low, best and high estimates and reads vague words as the least
# that their plural can mean. Written from memory of the published codebook: we are sure of the habit
# (the smallest number that fits the words), not of a figure for each word.
[numbers.tsv]
several	few	3
few	few	3
handful	few	3
couple	few	2
tens	vague	20
dozens	vague	24
scores	vague	40
hundreds	vague	200
thousands	vague	2000
millions	vague	2000000
