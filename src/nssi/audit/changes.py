"""Lets the database itself tell the trail what changed in a row, whoever changed it and by whatever way.

A migration that uses `noted_changes` depends on `("audit", "0003_changes_digests_and_retention")`. The entry is written when the
transaction ends: by then it has told, with its first entry, who acts, from where and why (trail.py). A change that nobody told
of, made past the portal, is an entry of the actor `database` with the name of the database's user.
"""

from django.db.migrations.operations import RunSQL

FUNCTION = RunSQL(
    """
    CREATE FUNCTION note_change() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE -- TG_ARGV: room.thing, the column that names the row, and the columns whose values may be told
        context text[] := string_to_array(current_setting('nssi.context', true), '|');
        before jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END;
        after jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END;
        this jsonb := coalesce(after, before);
        changed jsonb;
    BEGIN
        SELECT jsonb_object_agg(
            key, CASE WHEN key = ANY (TG_ARGV[2:]) THEN jsonb_build_array(before -> key, after -> key) ELSE 'true' END
        )
        INTO changed FROM jsonb_each(this)
        WHERE before -> key IS DISTINCT FROM after -> key AND (TG_OP = 'UPDATE' OR key = ANY (TG_ARGV[2:]));
        IF TG_OP = 'UPDATE' AND changed IS NULL THEN
            RETURN NULL;
        END IF;
        INSERT INTO audit_auditentry
            (at, event, actor_kind, actor_id, subject_kind, subject_id, reason, origin, details)
        VALUES (
            coalesce(context[1]::timestamptz, now()),
            TG_ARGV[0] || CASE TG_OP WHEN 'INSERT' THEN '_added' WHEN 'UPDATE' THEN '_changed' ELSE '_removed' END,
            coalesce(context[2], 'database'),
            coalesce(context[3], left(session_user, 36)),
            split_part(TG_ARGV[0], '.', 2),
            this ->> TG_ARGV[1],
            coalesce(context[5], ''),
            coalesce(context[4], ''),
            jsonb_build_object('changed', coalesce(changed, '{}'))
        );
        RETURN NULL;
    END $$;
    """,
    "DROP FUNCTION note_change();",
)


def noted_changes(
    table: str,
    thing: str,
    *told: str,
    row: str = "id",
    on: str = "INSERT OR UPDATE OR DELETE",
    when: str = "",
) -> RunSQL:
    """Let every change of `table` be an entry `<thing>_added`, `_changed` or `_removed`; `thing` is `room.thing`.

    `told`: the columns whose values, old and new, the entry tells; of others it tells only that they changed. None of them
    may hold personal data or a secret. `row`: the column that names the row. `when`: of which rows alone (SQL over OLD, NEW).
    """
    arguments = ", ".join(f"'{each}'" for each in (thing, row, *told))
    return RunSQL(
        f"""
        CREATE CONSTRAINT TRIGGER note_change AFTER {on} ON {table} DEFERRABLE INITIALLY DEFERRED
            FOR EACH ROW {f"WHEN ({when})" if when else ""} EXECUTE FUNCTION note_change({arguments});
        """,
        f"DROP TRIGGER note_change ON {table};",
    )
