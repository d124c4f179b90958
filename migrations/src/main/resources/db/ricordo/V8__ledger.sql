-- A ledger's rows: they are added and read, nothing else. docs/formats/ledger.md explains every column.

CREATE TABLE ricordo.ledger_entry (
    log   text   NOT NULL,
    index bigint NOT NULL CHECK (index >= 0),
    entry bytea  NOT NULL CHECK (octet_length(entry) <= 65535),
    PRIMARY KEY (log, index)
);

COMMENT ON TABLE ricordo.ledger_entry IS
    'The entries of a log in their order. Nothing in them can be found out by trying.';

CREATE TABLE ricordo.ledger_hash (
    log   text     NOT NULL,
    level smallint NOT NULL CHECK (level BETWEEN 0 AND 7),
    index bigint   NOT NULL CHECK (index >= 0),
    hash  bytea    NOT NULL CHECK (octet_length(hash) = 32),
    PRIMARY KEY (log, level, index)
);

COMMENT ON TABLE ricordo.ledger_hash IS
    'The roots of subtrees of 256^level entries each.';

CREATE TABLE ricordo.ledger_checkpoint (
    log    text   NOT NULL,
    number bigint NOT NULL CHECK (number >= 0),
    size   bigint NOT NULL CHECK (size >= 0),
    note   bytea  NOT NULL,
    PRIMARY KEY (log, number)
);

COMMENT ON TABLE ricordo.ledger_checkpoint IS
    'What was signed. The one with the highest number says how far the log has come.';

-- For everybody, the tables' owner too. Who takes the trigger away can change rows; an audit with a
-- checkpoint that was kept elsewhere finds it.
CREATE FUNCTION ricordo.refuse_change() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RAISE EXCEPTION 'ledger: % of % is refused, its rows are added and read only', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER added_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ricordo.ledger_entry
    FOR EACH STATEMENT EXECUTE FUNCTION ricordo.refuse_change();
CREATE TRIGGER added_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ricordo.ledger_hash
    FOR EACH STATEMENT EXECUTE FUNCTION ricordo.refuse_change();
CREATE TRIGGER added_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ricordo.ledger_checkpoint
    FOR EACH STATEMENT EXECUTE FUNCTION ricordo.refuse_change();
ALTER TABLE ricordo.ledger_entry ENABLE ALWAYS TRIGGER added_only;
ALTER TABLE ricordo.ledger_hash ENABLE ALWAYS TRIGGER added_only;
ALTER TABLE ricordo.ledger_checkpoint ENABLE ALWAYS TRIGGER added_only;

-- The role is the server's, not this database's: another database may have made it, and whoever
-- migrates may have no right to. Then a person makes it, and grants what is granted here.
DO $$
BEGIN
    BEGIN
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'ricordo_ledger') THEN
            CREATE ROLE ricordo_ledger NOLOGIN;
        END IF;
    EXCEPTION
        WHEN duplicate_object OR unique_violation THEN NULL;
        WHEN insufficient_privilege THEN
            RAISE WARNING 'role ricordo_ledger is missing, and % may not make it', current_user;
    END;
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'ricordo_ledger') THEN
        GRANT USAGE ON SCHEMA ricordo TO ricordo_ledger;
        GRANT SELECT, INSERT
            ON ricordo.ledger_entry, ricordo.ledger_hash, ricordo.ledger_checkpoint
            TO ricordo_ledger;
    END IF;
END
$$;
