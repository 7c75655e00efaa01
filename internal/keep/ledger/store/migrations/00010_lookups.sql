-- An index that begins with the level has a rival in the primary key, of which an
-- engine without statistics thinks as well: it then went through a whole level for
-- each look-up. The names of nodes tell the level too.
DROP INDEX group_nodes_heads;
DROP INDEX group_nodes_core;
DROP INDEX group_nodes_family;
DROP INDEX group_nodes_tie;
DROP INDEX group_nodes_whole;
CREATE INDEX group_nodes_heads ON group_nodes (family) WHERE core = node;
CREATE INDEX group_nodes_core ON group_nodes (core, place);
CREATE INDEX group_nodes_family ON group_nodes (family);
CREATE INDEX group_nodes_tie ON group_nodes (tie) WHERE tie <> '';
CREATE INDEX group_nodes_whole ON group_nodes (whole) WHERE whole <> '';
