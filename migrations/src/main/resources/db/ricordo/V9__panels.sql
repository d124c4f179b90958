-- Who base releases were trained on, and what was forgotten of it since.
-- docs/formats/journal.md explains every column.

CREATE TABLE ricordo.panel (
    id            uuid        NOT NULL PRIMARY KEY,
    tenant        text        NOT NULL REFERENCES ricordo.tenant (name),
    enrolled_at   timestamptz NOT NULL,
    last_position bigint      NOT NULL CHECK (last_position >= 0),
    members       bigint      NOT NULL CHECK (members >= 0),
    most          bigint      NOT NULL CHECK (most >= 1),
    granted       boolean     NOT NULL,
    base          text        CHECK (base ~ '^[0-9a-f]{64}$'),
    retired_at    timestamptz
);
CREATE INDEX panel_by_tenant ON ricordo.panel (tenant, enrolled_at);

CREATE TABLE ricordo.panel_member (
    subject uuid NOT NULL REFERENCES ricordo.subject (id) ON UPDATE CASCADE ON DELETE CASCADE,
    panel   uuid NOT NULL REFERENCES ricordo.panel (id),
    PRIMARY KEY (subject, panel)
);
CREATE INDEX panel_member_by_panel ON ricordo.panel_member (panel, subject);

CREATE TABLE ricordo.panel_debt (
    panel  uuid        NOT NULL REFERENCES ricordo.panel (id),
    digest uuid        NOT NULL,
    person uuid        NOT NULL,
    since  timestamptz NOT NULL,
    PRIMARY KEY (panel, digest)
);
CREATE INDEX panel_debt_by_digest ON ricordo.panel_debt (digest);

COMMENT ON TABLE ricordo.panel IS
    'Panels of customers that bases were trained on.';
COMMENT ON TABLE ricordo.panel_member IS
    'Subjects whose events may have been read for a base that is not retired.';
COMMENT ON TABLE ricordo.panel_debt IS
    'Customers of whom something was forgotten, or who withdrew, and whom a base that is not retired still holds.';
