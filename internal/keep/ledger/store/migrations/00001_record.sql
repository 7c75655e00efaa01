-- The record. Tables are only ever added to, except heads, which is made of the
-- others and can be made again. Spans are bytes; times are RFC 3339 in UTC;
-- enumerations stand as their names, so that anyone can read the file with any
-- SQLite tool.

-- One published piece. key is what it is known by (ledger.DocumentKey).
CREATE TABLE documents (
  id     INTEGER PRIMARY KEY,
  public TEXT NOT NULL UNIQUE,
-- +only sqlite
  key    TEXT NOT NULL UNIQUE,
-- +only postgres
  key    TEXT NOT NULL,
  EXCLUDE USING hash (key WITH =), -- unique, of any length
-- +all
  given  TEXT NOT NULL,
  added  TEXT NOT NULL
) STRICT;
-- +only sqlite
CREATE INDEX documents_given ON documents (given);
-- +only postgres
CREATE INDEX documents_given ON documents USING hash (given);
COMMENT ON TABLE documents IS 'a ledger of sayso';
-- +all

-- Bytes as they came, under their SHA-256. coding: "" as they are, "deflate".
CREATE TABLE blobs (
  id     INTEGER PRIMARY KEY,
  hash   BLOB NOT NULL UNIQUE,
  size   INTEGER NOT NULL,
  coding TEXT NOT NULL,
  data   BLOB NOT NULL
) STRICT;

-- A text with its blocks; hash is over both, text_hash over the text alone.
CREATE TABLE texts (
  id        INTEGER PRIMARY KEY,
  hash      BLOB NOT NULL UNIQUE,
  text_hash BLOB NOT NULL,
  text      BLOB NOT NULL
) STRICT;
CREATE INDEX texts_text_hash ON texts (text_hash);

-- The blocks, each with its bytes on the page (raw) and the number of the block
-- that it continues.
CREATE TABLE passages (
  id        INTEGER PRIMARY KEY,
  text      INTEGER NOT NULL REFERENCES texts,
  n         INTEGER NOT NULL,
  kind      TEXT NOT NULL,
  start     INTEGER NOT NULL,
  "end"     INTEGER NOT NULL,
  raw_start INTEGER NOT NULL,
  raw_end   INTEGER NOT NULL,
  joins     INTEGER,
  UNIQUE (text, n)
) STRICT;

-- The words of the passages, rowid = passages.id. It holds no text of its own.
-- +only sqlite
CREATE VIRTUAL TABLE passage_words USING fts5(words, content='', tokenize="unicode61 remove_diacritics 2");
-- +only postgres
-- A long passage is in parts that overlap: PostgreSQL keeps no more than 255
-- places of one word. Part 0 is in every passage.
CREATE TABLE passage_words (
  rowid INTEGER NOT NULL REFERENCES passages,
  part  INTEGER NOT NULL,
  words TSVECTOR NOT NULL,
  PRIMARY KEY (rowid, part)
);
CREATE INDEX passage_words_words ON passage_words USING gin (words);
-- How many passages there are and how many words they have, in sums over all
-- rows: what ranking needs to know.
CREATE TABLE passage_sums (
  passages INTEGER NOT NULL,
  words    INTEGER NOT NULL
);
-- +all

-- One retrieved state of a document. hash is over text and facts.
CREATE TABLE revisions (
  id        INTEGER PRIMARY KEY,
  document  INTEGER NOT NULL REFERENCES documents,
  number    INTEGER NOT NULL,
  hash      BLOB NOT NULL,
  text_hash BLOB NOT NULL,
  title     TEXT NOT NULL,
  authors   TEXT NOT NULL, -- JSON array
  outlet    TEXT NOT NULL,
  published TEXT NOT NULL,
  url       TEXT NOT NULL,
  language  TEXT NOT NULL,
  UNIQUE (document, number)
) STRICT;

-- Where and when bytes were had, and the state of the document that they showed.
CREATE TABLE captures (
  id          INTEGER PRIMARY KEY,
  fingerprint BLOB NOT NULL UNIQUE,
  document    INTEGER NOT NULL REFERENCES documents,
  revision    INTEGER NOT NULL REFERENCES revisions,
  blob        INTEGER NOT NULL REFERENCES blobs,
  media_type  TEXT NOT NULL,
  given       TEXT NOT NULL,
  url         TEXT NOT NULL,
  place       TEXT NOT NULL,
  file        TEXT NOT NULL,
  facts       TEXT NOT NULL, -- JSON: what was known of the input beside its bytes
  time        TEXT NOT NULL,
  tool        TEXT NOT NULL
) STRICT;
CREATE INDEX captures_revision ON captures (revision);
CREATE INDEX captures_blob ON captures (blob);
-- +only sqlite
CREATE INDEX captures_file ON captures (file) WHERE file <> '';
-- +only postgres
CREATE INDEX captures_file ON captures USING hash (file) WHERE file <> '';
-- +all

-- What one version of the reader found in a revision.
CREATE TABLE readings (
  id       INTEGER PRIMARY KEY,
  revision INTEGER NOT NULL REFERENCES revisions,
  reader   TEXT NOT NULL,
  text     INTEGER NOT NULL REFERENCES texts,
  time     TEXT NOT NULL,
  UNIQUE (revision, reader)
) STRICT;
CREATE INDEX readings_text ON readings (text);

-- Every name of a source, once; folded for comparing.
CREATE TABLE names (
  id     INTEGER PRIMARY KEY,
-- +only sqlite
  name   TEXT NOT NULL UNIQUE,
-- +only postgres
  name   TEXT NOT NULL,
  EXCLUDE USING hash (name WITH =),
-- +all
  folded TEXT NOT NULL
) STRICT;

-- Every place as it was named and understood, once. name and country are empty
-- and lat and lon null where it was not.
CREATE TABLE toponyms (
  id        INTEGER PRIMARY KEY,
  hash      BLOB NOT NULL UNIQUE,
  text      TEXT NOT NULL,
  name      TEXT NOT NULL,
  country   TEXT NOT NULL,
  lat       REAL,
  lon       REAL,
  precision TEXT NOT NULL,
  folded    TEXT NOT NULL -- text, name and country
) STRICT;

-- source, cue and content are JSON arrays of [start, end]. start and end span
-- all that is shown of it in lists.
CREATE TABLE attributions (
  id         INTEGER PRIMARY KEY,
  public     TEXT NOT NULL,
  reading    INTEGER NOT NULL REFERENCES readings,
  n          INTEGER NOT NULL, -- its place in the reading, from 0
  number     INTEGER NOT NULL, -- its ID within the reading
  passage    INTEGER REFERENCES passages,
  start      INTEGER NOT NULL,
  "end"      INTEGER NOT NULL,
  source     TEXT NOT NULL,
  cue        TEXT NOT NULL,
  content    TEXT NOT NULL,
  kind       TEXT NOT NULL,
  class      TEXT NOT NULL,
  speaker    INTEGER REFERENCES names,
  role       TEXT NOT NULL,
  type       TEXT NOT NULL,
  parent     INTEGER, -- number of the attribution whose content holds it
  confidence REAL NOT NULL,
  rule       TEXT NOT NULL,
  UNIQUE (reading, n)
) STRICT;
CREATE INDEX attributions_public ON attributions (public);
CREATE INDEX attributions_speaker ON attributions (speaker);
CREATE INDEX attributions_passage ON attributions (passage);

CREATE TABLE figures (
  id             INTEGER PRIMARY KEY,
  public         TEXT NOT NULL,
  reading        INTEGER NOT NULL REFERENCES readings,
  n              INTEGER NOT NULL, -- its place in the reading, from 0
  passage        INTEGER REFERENCES passages,
  start          INTEGER NOT NULL,
  "end"          INTEGER NOT NULL,
  number_start   INTEGER NOT NULL,
  number_end     INTEGER NOT NULL,
  quantifier     TEXT NOT NULL,
  low            INTEGER, -- null = open
  high           INTEGER,
  category       TEXT NOT NULL,
  term_start     INTEGER NOT NULL,
  term_end       INTEGER NOT NULL,
  victims        TEXT,
  victims_start  INTEGER,
  victims_end    INTEGER,
  place          INTEGER REFERENCES toponyms,
  place_start    INTEGER,
  place_end      INTEGER,
  when_first     TEXT,
  when_last      TEXT,
  when_start     INTEGER,
  when_end       INTEGER,
  when_precision TEXT,
  scope          TEXT NOT NULL,
  status         TEXT NOT NULL,
  attribution    INTEGER, -- number of the innermost attribution that holds it
  chain          TEXT NOT NULL, -- JSON array of names, outermost first
  part_of        INTEGER, -- n of the larger figure
  article        INTEGER NOT NULL,
  confidence     REAL NOT NULL,
  rule           TEXT NOT NULL,
  UNIQUE (reading, n)
) STRICT;
CREATE INDEX figures_public ON figures (public);
CREATE INDEX figures_category ON figures (category, reading);
CREATE INDEX figures_place ON figures (place);
CREATE INDEX figures_passage ON figures (passage);

-- The links of the figures' chains; link 0 is the outermost.
CREATE TABLE figure_sources (
  name   INTEGER NOT NULL REFERENCES names,
  figure INTEGER NOT NULL REFERENCES figures,
  link   INTEGER NOT NULL,
  PRIMARY KEY (name, figure, link)
) STRICT, WITHOUT ROWID;
CREATE INDEX figure_sources_figure ON figure_sources (figure);

CREATE TABLE places (
  reading INTEGER NOT NULL REFERENCES readings,
  n       INTEGER NOT NULL,
  toponym INTEGER NOT NULL REFERENCES toponyms,
  start   INTEGER NOT NULL,
  "end"   INTEGER NOT NULL,
  PRIMARY KEY (reading, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX places_toponym ON places (toponym);

-- Made of the others: each document's current revision and reading, with what
-- lists sort and filter by.
CREATE TABLE heads (
  document     INTEGER PRIMARY KEY REFERENCES documents,
  public       TEXT NOT NULL,
  revision     INTEGER NOT NULL REFERENCES revisions,
  reading      INTEGER NOT NULL UNIQUE REFERENCES readings,
  published    TEXT NOT NULL,
  outlet       TEXT NOT NULL, -- folded
  changed      TEXT NOT NULL,
  bytes        INTEGER NOT NULL,
  attributions INTEGER NOT NULL,
  figures      INTEGER NOT NULL
) STRICT;
CREATE INDEX heads_published ON heads (published DESC, public);
-- +only sqlite
CREATE INDEX heads_outlet ON heads (outlet);
-- +all

-- +only postgres
-- What SQLite calls by these names.
CREATE FUNCTION instr(text, text) RETURNS integer LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS 'SELECT strpos($1, $2)';
CREATE FUNCTION substr(bytea, bigint, bigint) RETURNS bytea LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS 'SELECT substr($1, $2::integer, $3::integer)';
CREATE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the ledger only appends'; END $$;
-- +all

-- Nothing overwrites the record: the database itself refuses.
-- +appendonly documents blobs texts passages revisions captures readings names toponyms attributions figures figure_sources places
-- +only postgres
-- +appendonly passage_words passage_sums
-- +all
