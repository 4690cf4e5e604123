"""Which rows of the rooms below tell the trail of their changes by themselves (those of the lowest are in audit's migration)."""

from django.db import migrations

from nssi.audit.changes import noted_changes


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("audit", "0003_changes_digests_and_retention"),
        ("access", "0005_second_factor"),
        ("archive", "0001_initial"),
        ("payments", "0001_initial"),
        ("proceedings", "0001_initial"),
    ]

    operations = [
        noted_changes("access_official", "access.official", "role", "competent_body_id", "is_active"),
        noted_changes(
            "access_authenticatorapp", "access.authenticator_app", "official_id", on="INSERT OR DELETE"
        ),
        noted_changes("access_securitykey", "access.security_key", "official_id", on="INSERT OR DELETE"),
        noted_changes("access_pikcredential", "access.pik", "state", on="UPDATE OR DELETE"),
        noted_changes(
            "archive_terminatedinsurer", "archive.insurer", "name", "eik", "is_public", on="UPDATE OR DELETE"
        ),
        noted_changes("archive_deposit", "archive.deposit", "place_id", "shelf", on="UPDATE OR DELETE"),
        noted_changes("payments_fee", "payments.fee", "state", "paid_by", "cents", on="UPDATE OR DELETE"),
        noted_changes(
            "proceedings_proceeding",
            "proceedings.proceeding",
            "state",
            "role",
            "assignee_id",
            "body_id",
            on="UPDATE OF state, role, assignee_id, body_id, person_id OR DELETE",
        ),
    ]
