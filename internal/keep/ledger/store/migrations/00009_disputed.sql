-- Who calls a figure into question: the numbers of attributions of its reading (JSON
-- array).
ALTER TABLE figures ADD COLUMN disputed_by TEXT NOT NULL DEFAULT '[]';
