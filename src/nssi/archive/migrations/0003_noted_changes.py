from django.db import migrations

from nssi.audit.changes import noted_changes


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0003_changes_digests_and_retention"),
        ("archive", "0002_payroll_extracts"),
    ]

    operations = [
        noted_changes(
            "archive_terminatedinsurer", "archive.insurer", "name", "eik", "is_public", on="UPDATE OR DELETE"
        ),
        noted_changes("archive_deposit", "archive.deposit", "place_id", "shelf", on="UPDATE OR DELETE"),
    ]
