import django.db.models.deletion
from django.db import migrations, models

from nssi.audit.append_only import append_only


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("audit", "0001_initial"),
        ("documents", "0001_initial"),
        ("payments", "0001_initial"),
        ("proceedings", "0002_indexes_of_the_queue"),
    ]

    operations = [
        migrations.CreateModel(
            name="DuplicateRequest",
            fields=[
                (
                    "proceeding",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="duplicate_request",
                        serialize=False,
                        to="proceedings.proceeding",
                    ),
                ),
                (
                    "fee",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="payments.fee"
                    ),
                ),
                (
                    "original",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.issueddocument",
                    ),
                ),
            ],
        ),
        append_only("service_archive_certificate_duplicaterequest"),
    ]
