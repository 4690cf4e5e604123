from django.db import migrations

from nssi.audit.changes import noted_changes


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0003_changes_digests_and_retention"),
        ("access", "0005_second_factor"),
    ]

    operations = [
        noted_changes("access_official", "access.official", "role", "competent_body_id", "is_active"),
        noted_changes(
            "access_authenticatorapp", "access.authenticator_app", "official_id", on="INSERT OR DELETE"
        ),
        noted_changes("access_securitykey", "access.security_key", "official_id", on="INSERT OR DELETE"),
        noted_changes("access_pikcredential", "access.pik", "state", on="UPDATE OR DELETE"),
    ]
