-- A bit of its own for whoever's data are used for nothing only while a request is in hand.
-- docs/formats/journal.md explains every column.

ALTER TABLE ricordo.subject
    DROP CONSTRAINT subject_standing_check,
    ADD CONSTRAINT subject_standing_check CHECK (standing BETWEEN 0 AND 511);
