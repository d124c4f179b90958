-- Everything readable is sealed with keys that are not in the database, and events are partitioned by
-- month and tenant. docs/formats/journal.md explains every column.

DO $$
BEGIN
    IF EXISTS (SELECT FROM ricordo.subject) OR EXISTS (SELECT FROM ricordo.tombstone) THEN
        RAISE EXCEPTION 'schema ricordo holds rows of a version before the first release, unsealed: '
            'drop the schema, or use another database';
    END IF;
END
$$;

DELETE FROM ricordo.tenant;
ALTER TABLE ricordo.tenant
    DROP COLUMN digest_key,
    ADD COLUMN key_check uuid NOT NULL;

COMMENT ON TABLE ricordo.tenant IS
    'Whose data it is, which vault belongs to it, and the number of erasures and merges so far.';

ALTER TABLE ricordo.subject SET (fillfactor = 80);

DROP TABLE ricordo.event;

CREATE TABLE ricordo.event (
    subject     uuid        NOT NULL,
    position    bigint      NOT NULL CHECK (position > 0),
    tenant      text        NOT NULL,
    digest      uuid        NOT NULL,
    accepted_at timestamptz NOT NULL,
    format      smallint    NOT NULL,
    payload     bytea       NOT NULL,
    PRIMARY KEY (subject, position, tenant, accepted_at)
) PARTITION BY RANGE (accepted_at);

COMMENT ON TABLE ricordo.event IS
    'The journal: one event at its place in the order of acceptance. Partitioned by month, then tenant.';

CREATE TABLE ricordo.delivery (
    tenant text NOT NULL,
    digest uuid NOT NULL,
    PRIMARY KEY (tenant, digest)
);

COMMENT ON TABLE ricordo.delivery IS
    'The digests of all events'' ids: an event counts once, in whatever partition it stands.';

CREATE TABLE ricordo.erased (
    subject   uuid        NOT NULL PRIMARY KEY,
    tenant    text        NOT NULL REFERENCES ricordo.tenant (name),
    erased_at timestamptz NOT NULL
);

COMMENT ON TABLE ricordo.erased IS
    'Subjects that were erased, whose data keys no vault may hold any more.';

-- Makes the partitions of a month, if they are missing: one per remainder of the tenant's hash.
-- Attached whole, so that readers and writers of other months do not wait.
CREATE FUNCTION ricordo.prepare_month(moment timestamptz) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    first  timestamp := date_trunc('month', moment AT TIME ZONE 'UTC');
    months text := 'event_' || to_char(first, 'YYYY_MM');
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('ricordo.prepare_month', 0));
    IF to_regclass('ricordo.' || months) IS NOT NULL THEN
        RETURN;
    END IF;
    EXECUTE format(
        'CREATE TABLE ricordo.%I (LIKE ricordo.event INCLUDING CONSTRAINTS) PARTITION BY HASH (tenant)',
        months);
    FOR remainder IN 0..3 LOOP
        EXECUTE format(
            'CREATE TABLE ricordo.%I PARTITION OF ricordo.%I FOR VALUES WITH (MODULUS 4, REMAINDER %s)',
            months || '_' || remainder, months, remainder);
    END LOOP;
    EXECUTE format(
        'ALTER TABLE ricordo.event ATTACH PARTITION ricordo.%I FOR VALUES FROM (%L) TO (%L)',
        months, first AT TIME ZONE 'UTC', (first + interval '1 month') AT TIME ZONE 'UTC');
END
$$;
