-- What else a figure says: what one of its number is, what the words say of the
-- people (JSON array: "age:child"), and who is said to confirm it (JSON array).
ALTER TABLE figures ADD COLUMN unit TEXT NOT NULL DEFAULT 'people';
ALTER TABLE figures ADD COLUMN tags TEXT NOT NULL DEFAULT '[]';
ALTER TABLE figures ADD COLUMN voices TEXT NOT NULL DEFAULT '[]';
