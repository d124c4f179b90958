-- The calendar of consolidation. docs/formats/journal.md explains every column.

CREATE TABLE ricordo.epoch (
    tenant        text        NOT NULL REFERENCES ricordo.tenant (name),
    number        bigint      NOT NULL CHECK (number >= 1),
    last_position bigint      NOT NULL CHECK (last_position >= 1),
    closed_at     timestamptz NOT NULL,
    verdict       text        NOT NULL CHECK (verdict IN ('PENDING', 'PROMOTED', 'HELD', 'REJECTED')),
    changes       bigint      NOT NULL CHECK (changes >= 1),
    examined      bigint      NOT NULL CHECK (examined >= 0),
    findings      text        NOT NULL,
    PRIMARY KEY (tenant, number),
    CONSTRAINT epoch_end_once UNIQUE (tenant, last_position)
);

COMMENT ON TABLE ricordo.epoch IS
    'Closed epochs of acceptance: where each ends, what was found in it, what was decided.';
