-- Judgements: somebody's word that two are one, or are not. by is a rule's name or
-- a person's; takes names the judgement that is taken back, undo that nothing else
-- is said.
CREATE TABLE judgements (
  id      INTEGER PRIMARY KEY,
  public  TEXT NOT NULL UNIQUE,
  level   TEXT NOT NULL, -- text, event, quantity, origin
  a       TEXT NOT NULL, -- IDs of documents or figures, or names of origins
  b       TEXT NOT NULL,
  verdict TEXT NOT NULL,
  by      TEXT NOT NULL,
  person  INTEGER NOT NULL,
  why     TEXT NOT NULL,
  score   REAL NOT NULL,
  time    TEXT NOT NULL,
  takes   TEXT NOT NULL, -- "" = none
  undo    INTEGER NOT NULL
) STRICT;
CREATE INDEX judgements_person ON judgements (id) WHERE person = 1;

-- What follows is made of the record and the judgements, and can be made again.

-- What grouping needs of each document's current reading.
CREATE TABLE group_documents (
  document TEXT NOT NULL PRIMARY KEY,
  reading  INTEGER NOT NULL,
  claims   BLOB NOT NULL,
  shingles BLOB NOT NULL
) STRICT;

-- Figures with the words that lists of groups show.
CREATE TABLE group_figures (
  figure      TEXT NOT NULL PRIMARY KEY,
  document    TEXT NOT NULL,
  n           INTEGER NOT NULL,
  words       TEXT NOT NULL,
  point_start INTEGER NOT NULL, -- in code points
  point_end   INTEGER NOT NULL,
  sentence    TEXT NOT NULL
) STRICT;
CREATE INDEX group_figures_document ON group_figures (document, n);

-- The index: which nodes stand near each other. list is a hash of what they share.
CREATE TABLE group_lists (
  list INTEGER NOT NULL,
  at   INTEGER NOT NULL, -- day
  node TEXT NOT NULL,
  PRIMARY KEY (list, at, node)
) STRICT, WITHOUT ROWID;

-- Nodes of the index that are alike, each pair both ways.
CREATE TABLE group_pairs (
  level INTEGER NOT NULL,
  a     TEXT NOT NULL,
  b     TEXT NOT NULL,
  score REAL NOT NULL,
  PRIMARY KEY (level, a, b)
) STRICT, WITHOUT ROWID;

-- Documents by their text and happenings: the judgements that stand, and the
-- groups that come of them.
CREATE TABLE group_nodes (
  level       INTEGER NOT NULL,
  node        TEXT NOT NULL,
  document    TEXT NOT NULL,
  place       TEXT NOT NULL, -- in the order of nodes
  born        TEXT NOT NULL,
  judged      INTEGER NOT NULL,
  tie         TEXT NOT NULL,
  tie_score   REAL NOT NULL,
  tie_by      TEXT NOT NULL,
  core        TEXT NOT NULL,
  whole       TEXT NOT NULL,
  whole_score REAL NOT NULL,
  whole_by    TEXT NOT NULL,
  first       TEXT NOT NULL,
  first_born  TEXT NOT NULL,
  family      TEXT NOT NULL, -- the group's first node
  PRIMARY KEY (level, node)
) STRICT, WITHOUT ROWID;
CREATE INDEX group_nodes_core ON group_nodes (level, core, place);
CREATE INDEX group_nodes_family ON group_nodes (level, family, core);
CREATE INDEX group_nodes_tie ON group_nodes (level, tie);
CREATE INDEX group_nodes_whole ON group_nodes (level, whole);
CREATE INDEX group_nodes_document ON group_nodes (document);

-- +appendonly judgements
