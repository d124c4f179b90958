-- The journal and what is folded from it. docs/formats/journal.md explains every column.
-- Flyway creates the schema ricordo. Once landed, this file is never edited: changes are new files.

CREATE TABLE ricordo.tenant (
    name       text   NOT NULL PRIMARY KEY,
    digest_key bytea  NOT NULL CHECK (octet_length(digest_key) = 32),
    erasures   bigint NOT NULL DEFAULT 0 CHECK (erasures >= 0)
);

COMMENT ON TABLE ricordo.tenant IS
    'Whose data it is, the key of the tenant''s digests, and the number of erasures so far.';

CREATE TABLE ricordo.subject (
    id            uuid        NOT NULL PRIMARY KEY,
    tenant        text        NOT NULL REFERENCES ricordo.tenant (name),
    digest        uuid        NOT NULL,
    format        smallint    NOT NULL,
    customer      bytea       NOT NULL,
    last_position bigint      NOT NULL CHECK (last_position >= 0),
    enrolled_at   timestamptz NOT NULL,
    CONSTRAINT subject_once UNIQUE (tenant, digest)
);

COMMENT ON TABLE ricordo.subject IS
    'A customer, from the first event to the erasure, under a random id of that time alone.';

CREATE TABLE ricordo.event (
    subject     uuid        NOT NULL REFERENCES ricordo.subject (id),
    position    bigint      NOT NULL CHECK (position > 0),
    tenant      text        NOT NULL,
    digest      uuid        NOT NULL,
    accepted_at timestamptz NOT NULL,
    format      smallint    NOT NULL,
    payload     bytea       NOT NULL,
    PRIMARY KEY (subject, position),
    CONSTRAINT event_once UNIQUE (tenant, digest)
);

COMMENT ON TABLE ricordo.event IS
    'The journal: one event at its place in the order in which a subject''s events were accepted.';

CREATE TABLE ricordo.snapshot (
    subject  uuid     NOT NULL PRIMARY KEY REFERENCES ricordo.subject (id),
    tenant   text     NOT NULL,
    position bigint   NOT NULL CHECK (position >= 0),
    format   smallint NOT NULL,
    payload  bytea    NOT NULL
);

COMMENT ON TABLE ricordo.snapshot IS
    'A cache: a memory folded up to a position. Losing it costs replay and nothing else.';

CREATE TABLE ricordo.tombstone (
    tenant    text        NOT NULL REFERENCES ricordo.tenant (name),
    digest    uuid        NOT NULL,
    erased_at timestamptz NOT NULL,
    erasure   bigint      NOT NULL CHECK (erasure > 0),
    PRIMARY KEY (tenant, digest)
);

COMMENT ON TABLE ricordo.tombstone IS
    'Refuses events of a forgotten customer up to a time. Holds a keyed digest, nothing readable.';
