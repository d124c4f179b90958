-- Whose journals another process changed, by the tenant's number of the change.
-- docs/formats/journal.md explains every column.

ALTER TABLE ricordo.subject ADD COLUMN change bigint NOT NULL DEFAULT 0 CHECK (change >= 0);
CREATE INDEX subject_by_change ON ricordo.subject (tenant, change) WHERE change > 0;
CREATE INDEX tombstone_by_change ON ricordo.tombstone (tenant, change);
