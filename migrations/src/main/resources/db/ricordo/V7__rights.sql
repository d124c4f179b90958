-- What customers have said about the use of their data, and what they asked for.
-- docs/formats/journal.md explains every column.

ALTER TABLE ricordo.tenant
    ADD COLUMN standings bigint NOT NULL DEFAULT 0 CHECK (standings >= 0);

ALTER TABLE ricordo.subject
    ADD COLUMN standing smallint NOT NULL DEFAULT 0 CHECK (standing BETWEEN 0 AND 255);
CREATE INDEX subject_by_standing ON ricordo.subject (tenant, id) WHERE standing <> 0;

CREATE TABLE ricordo.request (
    id        uuid     NOT NULL PRIMARY KEY,
    tenant    text     NOT NULL REFERENCES ricordo.tenant (name),
    digest    uuid     NOT NULL,
    reference uuid     NOT NULL,
    version   bigint   NOT NULL CHECK (version > 0),
    state     text     NOT NULL,
    format    smallint NOT NULL,
    details   bytea,
    CONSTRAINT request_once UNIQUE (tenant, reference)
);
CREATE INDEX request_by_customer ON ricordo.request (tenant, digest);

COMMENT ON TABLE ricordo.request IS
    'What people asked for by right, and how far it is. What names them is sealed, and goes with their erasure.';
