from django.db import migrations, models
from django.db.migrations.operations import RunSQL

from nssi.audit.append_only import append_only
from nssi.audit.changes import FUNCTION, noted_changes

RETENTION = RunSQL(
    """
    CREATE FUNCTION refuse_removal_before_its_time() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF OLD.id <= (SELECT max(last_id) FROM audit_retentionend) THEN
            RETURN OLD;
        END IF;
        RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP
            USING ERRCODE = 'integrity_constraint_violation';
    END $$;

    DROP TRIGGER append_only ON audit_auditentry;
    CREATE TRIGGER append_only BEFORE UPDATE ON audit_auditentry
        FOR EACH ROW EXECUTE FUNCTION refuse_change();
    CREATE TRIGGER kept_for_years BEFORE DELETE ON audit_auditentry
        FOR EACH ROW EXECUTE FUNCTION refuse_removal_before_its_time();
    """,
    """
    DROP TRIGGER kept_for_years ON audit_auditentry;
    DROP TRIGGER append_only ON audit_auditentry;
    CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON audit_auditentry
        FOR EACH ROW EXECUTE FUNCTION refuse_change();
    DROP FUNCTION refuse_removal_before_its_time();
    """,
)


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0002_where_about_whom_why_and_sealed"),
        ("institution", "0002_competent_bodies"),
        ("people", "0002_representation"),
    ]

    operations = [
        migrations.CreateModel(
            name="DailyDigest",
            fields=[
                ("day", models.DateField(primary_key=True, serialize=False)),
                ("last_batch", models.PositiveBigIntegerField()),
                ("content", models.BinaryField()),
                ("signature", models.BinaryField()),
                ("made_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="RetentionEnd",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("last_batch", models.PositiveBigIntegerField()),
                ("last_id", models.PositiveBigIntegerField()),
                ("kept_years", models.PositiveSmallIntegerField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kept_years__gte", 1)), name="audit_is_kept_for_a_year_at_least"
                    )
                ]
            },
        ),
        append_only("audit_dailydigest"),
        append_only("audit_retentionend"),
        RETENTION,
        FUNCTION,
        noted_changes(
            "institution_localoffice", "institution.office", "name", "city", "verified", row="code"
        ),
        noted_changes("institution_competentbody", "institution.body", "label", "since", "until", row="code"),
        noted_changes("people_person", "people.person", "known_deceased", on="UPDATE OR DELETE"),
        noted_changes("people_identifier", "people.identifier", "kind", on="UPDATE OR DELETE"),
    ]
