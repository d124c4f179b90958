-- Visitors who were merged into a customer, and one order of acceptance for all.
-- docs/formats/journal.md explains every column.

CREATE SEQUENCE ricordo.acceptance AS bigint;

COMMENT ON SEQUENCE ricordo.acceptance IS
    'Positions of events and merges, in the order of acceptance. Taken under the lock of the owner''s row.';

-- Positions counted each subject's own events so far: they are renumbered in the order of
-- acceptance, which for one subject is the order that they had.
CREATE TEMPORARY TABLE renumbered ON COMMIT DROP AS
    SELECT subject, position AS old,
           row_number() OVER (ORDER BY accepted_at, subject, position) AS new
    FROM (SELECT subject, position,
                 max(accepted_at) OVER (PARTITION BY subject ORDER BY position) AS accepted_at
          FROM ricordo.event) AS monotone;

DELETE FROM ricordo.snapshot;
ALTER TABLE ricordo.event DROP CONSTRAINT event_pkey;
UPDATE ricordo.event SET position = new
    FROM renumbered WHERE renumbered.subject = event.subject AND old = position;
ALTER TABLE ricordo.event ADD PRIMARY KEY (subject, position);
SELECT setval('ricordo.acceptance', coalesce(max(position), 0) + 1, false) FROM ricordo.event;

ALTER TABLE ricordo.subject
    ADD COLUMN owner uuid,
    ADD COLUMN merged_into uuid REFERENCES ricordo.subject (id),
    ADD COLUMN changed_position bigint NOT NULL DEFAULT 0;
UPDATE ricordo.subject SET
    owner = id,
    last_position =
        coalesce((SELECT max(position) FROM ricordo.event WHERE event.subject = subject.id), 0);
ALTER TABLE ricordo.subject
    ALTER COLUMN owner SET NOT NULL,
    ADD CONSTRAINT subject_owner CHECK ((merged_into IS NULL) = (owner = id));
CREATE INDEX subject_by_owner ON ricordo.subject (owner);
CREATE INDEX subject_by_merged_into ON ricordo.subject (merged_into) WHERE merged_into IS NOT NULL;

ALTER TABLE ricordo.tenant RENAME COLUMN erasures TO changes;
ALTER TABLE ricordo.tombstone RENAME COLUMN erasure TO change;

COMMENT ON TABLE ricordo.tenant IS
    'Whose data it is, the key of the tenant''s digests, and the number of erasures and merges so far.';
