-- What customers said is listed in the order of their digests, which stay when a customer gets another id.
-- docs/formats/journal.md explains every column.

DROP INDEX ricordo.subject_by_standing;
CREATE INDEX subject_by_standing ON ricordo.subject (tenant, digest) WHERE standing <> 0;
