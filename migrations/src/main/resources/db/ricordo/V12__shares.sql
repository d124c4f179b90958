-- Beside a subject's memory, what the shared sums hold of it if its journal is long.
-- docs/formats/journal.md explains every column.

ALTER TABLE ricordo.snapshot ADD COLUMN kind smallint NOT NULL DEFAULT 0 CHECK (kind IN (0, 1));
ALTER TABLE ricordo.snapshot DROP CONSTRAINT snapshot_pkey;
ALTER TABLE ricordo.snapshot ADD PRIMARY KEY (subject, kind);
ALTER TABLE ricordo.snapshot ALTER COLUMN kind DROP DEFAULT;

COMMENT ON TABLE ricordo.snapshot IS
    'A cache: a memory, or a share of the sums, folded up to a position. Losing it costs replay.';
