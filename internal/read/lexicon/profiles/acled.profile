# The counting conventions of the Armed Conflict Location & Event Data project (ACLED) for vague numbers.
# After the ACLED Codebook and its notes on how fatalities are coded: "several" and "a few" and the like are
# coded low, "dozens" as 12, "hundreds" as 100, "thousands" as 1000. Written from memory of the published
# codebook: the bounds for "dozens" and "hundreds" are as it gives them; those for "scores" and "tens" are not
# given there, to our knowledge, and follow the same habit of one of the unit.
# A reading keeps the words: an analyst who codes 3 or 10 by context finds them beside the number.
[numbers.tsv]
several	few	3
few	few	3
handful	few	3
couple	few	2
tens	vague	10
dozens	vague	12
scores	vague	20
hundreds	vague	100
thousands	vague	1000
millions	vague	1000000
