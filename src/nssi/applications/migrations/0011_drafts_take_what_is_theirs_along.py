"""Let the database delete what belongs to a draft together with it, as the models say: filing then takes one statement for all of it."""

from django.db import migrations

_TABLES = ("applications_draftfile", "applications_asidefile", "applications_formsignature")


def _renew(rule: str) -> str:
    return f"""
    DO $$
    DECLARE
        key record;
    BEGIN
        FOR key IN
            SELECT conname AS name, conrelid::regclass AS of FROM pg_constraint
            WHERE confrelid = 'applications_draft'::regclass AND contype = 'f'
              AND conrelid IN ({", ".join(f"'{table}'::regclass" for table in _TABLES)})
        LOOP
            EXECUTE format(
                'ALTER TABLE %s DROP CONSTRAINT %I, ADD CONSTRAINT %I FOREIGN KEY (draft_id)'
                ' REFERENCES applications_draft {rule} DEFERRABLE INITIALLY DEFERRED',
                key.of, key.name, key.name
            );
        END LOOP;
    END $$
    """  # noqa: S608 – names of tables


class Migration(migrations.Migration):
    dependencies = [("applications", "0010_service_pauses")]

    operations = [migrations.RunSQL(_renew("ON DELETE CASCADE"), _renew(""))]
