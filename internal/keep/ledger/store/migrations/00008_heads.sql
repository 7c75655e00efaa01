-- The heads of a group's cores, however many nodes the group has.
CREATE INDEX group_nodes_heads ON group_nodes (level, family) WHERE core = node;
