-- What customers have said about the use of their data. docs/formats/journal.md explains every column.

ALTER TABLE ricordo.tenant
    ADD COLUMN standings bigint NOT NULL DEFAULT 0 CHECK (standings >= 0);

ALTER TABLE ricordo.subject
    ADD COLUMN standing smallint NOT NULL DEFAULT 0 CHECK (standing BETWEEN 0 AND 255);
CREATE INDEX subject_by_standing ON ricordo.subject (tenant, id) WHERE standing <> 0;
