-- By which rules epochs are judged and decided about. docs/formats/journal.md explains the column.

ALTER TABLE ricordo.tenant ADD COLUMN rules text;

COMMENT ON COLUMN ricordo.tenant.rules IS
    'The rules of consolidation in force, JSON; null before any were put.';
