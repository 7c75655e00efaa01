-- Where captured bytes go that are not kept here (blobs.coding "outside"): each
-- row a person's act, the newest in force; "" = here. Bytes are looked for in all
-- of them, and are what they are wherever they lie: their hash says so.
CREATE TABLE blob_places (
  id      INTEGER PRIMARY KEY,
  address TEXT NOT NULL,
  time    TEXT NOT NULL
) STRICT;

-- +appendonly blob_places
