from django.db import migrations

from nssi.audit.changes import noted_changes


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0003_changes_digests_and_retention"),
        ("proceedings", "0005_added_documents"),
    ]

    operations = [
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
