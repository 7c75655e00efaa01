# The counting conventions of the Internal Displacement Monitoring Centre (IDMC) for vague numbers and units.
# After IDMC's published methods for its Helix database: the unit (people or households) and the source's own
# term are kept beside the number, and vague plurals are taken at the least they can mean. Written from memory
# of the methods: we are sure of unit, term and quantifier being kept, not of a number for each word.
# Terms that IDMC counts as displacement and that have other uses elsewhere are added.
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
[casualty.tsv]
displaced	verb	evict, evicts, evicted, evicted, evicting	people
displaced	verb	relocate, relocates, relocated, relocated, relocating	people
displaced	passive	sheltered, housed in camps, accommodated	people
