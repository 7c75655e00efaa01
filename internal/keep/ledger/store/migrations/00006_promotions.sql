-- Which version of the reader counts: each row a person's act, the newest in
-- force. Of a revision that this version has not read the first reading counts.
CREATE TABLE promotions (
  id     INTEGER PRIMARY KEY,
  reader TEXT NOT NULL,
  by     TEXT NOT NULL,
  why    TEXT NOT NULL,
  time   TEXT NOT NULL
) STRICT;

-- +appendonly promotions
