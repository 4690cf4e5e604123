import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from nssi.audit.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("insurance", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ProtocolConfirmation",
            fields=[
                (
                    "submission",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="confirmation",
                        serialize=False,
                        to="insurance.submission",
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "official",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        append_only("insurance_protocolconfirmation"),
    ]
