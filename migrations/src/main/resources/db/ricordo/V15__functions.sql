-- Partitions are made with the owner's rights, so only for those who may add events: not for everybody
-- who may use the schema, as whoever writes the ledger may. docs/formats/journal.md says who else.

REVOKE EXECUTE ON FUNCTION ricordo.prepare_month(timestamptz) FROM PUBLIC;

-- Roles that a host granted this before go on.
DO $$
DECLARE
    appends oid;
BEGIN
    FOR appends IN
        SELECT DISTINCT a.grantee
        FROM pg_class c CROSS JOIN LATERAL aclexplode(c.relacl) a
        WHERE c.oid = 'ricordo.event'::regclass AND a.privilege_type = 'INSERT' AND a.grantee <> 0
    LOOP
        EXECUTE format(
            'GRANT EXECUTE ON FUNCTION ricordo.prepare_month(timestamptz) TO %s', appends::regrole);
    END LOOP;
END
$$;
