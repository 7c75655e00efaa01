# The counting conventions of Iraq Body Count (IBC) for vague numbers.
# After IBC's published methods, which record a least and a greatest number for each incident and take the
# least that a report's words support. Written from memory: we are not sure that IBC gives a number for each
# word; "several" and "a few" as three and plurals as twice their unit follow from its rule.
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
