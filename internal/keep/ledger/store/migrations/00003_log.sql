-- The Merkle log over the record (docs/format.md): a leaf for every capture, every
-- reading and every judgement. subject names what was recorded; data is the
-- leaf, canonical JSON; nodes are the hashes, 32 bytes each, of the subtrees that
-- the leaf completes, from its own upwards.
CREATE TABLE log_leaves (
  n       INTEGER NOT NULL, -- from 0
  subject BLOB NOT NULL UNIQUE,
  data    TEXT NOT NULL,
  nodes   BLOB NOT NULL,
  PRIMARY KEY (n)
) STRICT;

-- Made of the leaves: how many there are, and the hash over them all. origin is
-- the log's name.
CREATE TABLE log_head (
  one    INTEGER NOT NULL CHECK (one = 1),
  origin TEXT NOT NULL,
  size   INTEGER NOT NULL,
  root   BLOB NOT NULL,
  PRIMARY KEY (one)
) STRICT;

-- +appendonly log_leaves
