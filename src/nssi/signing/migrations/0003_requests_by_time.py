import django.contrib.postgres.indexes
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("signing", "0002_logins"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="signingrequest",
            index=django.contrib.postgres.indexes.BrinIndex(
                fields=["created_at"], name="signing_requests_by_time"
            ),
        ),
    ]
