-- Inputs as they came, recorded before anybody has read them. What has been read
-- is a capture besides, under the same fingerprint.
CREATE TABLE arrivals (
  id          INTEGER PRIMARY KEY,
  fingerprint BLOB NOT NULL,
  blob        INTEGER NOT NULL REFERENCES blobs,
  form        TEXT NOT NULL, -- "text", "html"
  charset     TEXT NOT NULL,
  given       TEXT NOT NULL,
  place       TEXT NOT NULL,
  file        TEXT NOT NULL,
  facts       TEXT NOT NULL, -- JSON: what was known of the input beside its bytes
  time        TEXT NOT NULL,
  tool        TEXT NOT NULL
) STRICT;
CREATE INDEX arrivals_fingerprint ON arrivals (fingerprint);

-- +appendonly arrivals

-- Work, not record: the arrivals that are still to be read, and the job that
-- carries each. lane is what is known of its document before it is read ("" =
-- nothing): states of one document are stored in the order in which they came.
-- One that failed holds up none. kills counts the programs that were killed at it.
CREATE TABLE waiting (
  arrival INTEGER NOT NULL REFERENCES arrivals,
  job     INTEGER NOT NULL,
  lane    TEXT NOT NULL,
  failed  INTEGER NOT NULL,
  kills   INTEGER NOT NULL,
  PRIMARY KEY (arrival)
) STRICT;
CREATE INDEX waiting_lane ON waiting (lane, arrival);
CREATE INDEX waiting_job ON waiting (job);

-- The programs that carry jobs now, each with its last sign of life: what one of
-- them was at when it was killed, others take over.
CREATE TABLE workers (
  id   TEXT NOT NULL,
  host TEXT NOT NULL,
  pid  INTEGER NOT NULL,
  beat TEXT NOT NULL,
  PRIMARY KEY (id)
) STRICT;
