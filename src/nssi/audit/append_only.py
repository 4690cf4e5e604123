"""Operations for migrations that let the database itself keep proof from being changed.

A migration that uses them depends on `("audit", "0001_initial")`, which makes the functions behind the triggers.
"""

from django.db.migrations.operations import RunSQL

FUNCTIONS = RunSQL(
    """
    CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP
            USING ERRCODE = 'integrity_constraint_violation';
    END $$;

    CREATE FUNCTION refuse_change_of_columns() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        frozen text;
    BEGIN
        FOREACH frozen IN ARRAY TG_ARGV LOOP
            IF to_jsonb(OLD) -> frozen IS DISTINCT FROM to_jsonb(NEW) -> frozen THEN
                RAISE EXCEPTION '%.% never changes', TG_TABLE_NAME, frozen
                    USING ERRCODE = 'integrity_constraint_violation';
            END IF;
        END LOOP;
        RETURN NEW;
    END $$;
    """,
    "DROP FUNCTION refuse_change(); DROP FUNCTION refuse_change_of_columns();",
)


def append_only(table: str) -> RunSQL:
    """Refuse UPDATE, DELETE and TRUNCATE of `table`."""
    return RunSQL(
        f"""
        CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION refuse_change();
        CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
        """,
        f"DROP TRIGGER append_only ON {table}; DROP TRIGGER append_only_whole ON {table};",
    )


def frozen_columns(table: str, *columns: str) -> RunSQL:
    """Refuse a change of these columns of `table`, and DELETE and TRUNCATE of its rows."""
    return RunSQL(
        f"""
        CREATE TRIGGER frozen_columns BEFORE UPDATE ON {table}
            FOR EACH ROW EXECUTE FUNCTION refuse_change_of_columns({", ".join(f"'{name}'" for name in columns)});
        CREATE TRIGGER never_removed BEFORE DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION refuse_change();
        CREATE TRIGGER never_removed_whole BEFORE TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
        """,
        f"""
        DROP TRIGGER frozen_columns ON {table};
        DROP TRIGGER never_removed ON {table};
        DROP TRIGGER never_removed_whole ON {table};
        """,
    )


def frozen_rows(table: str, when: str) -> RunSQL:
    """Refuse any change of the rows of `table` of which the condition `when` (SQL over OLD) holds."""
    return RunSQL(
        f"""
        CREATE TRIGGER frozen_rows BEFORE UPDATE ON {table}
            FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION refuse_change();
        """,
        f"DROP TRIGGER frozen_rows ON {table};",
    )
