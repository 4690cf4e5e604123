import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from nssi.audit.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0003_files_set_aside"),
        ("audit", "0001_initial"),
        ("proceedings", "0007_appeals"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="LinksJudgement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("accepted", models.BooleanField()),
                ("why", models.CharField(max_length=300)),
                ("at", models.DateTimeField()),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="links_judged",
                        to="applications.applicationfile",
                    ),
                ),
                (
                    "official",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("at", "id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("why", ""), _negated=True), name="links_are_judged_for_a_reason"
                    )
                ],
            },
        ),
        append_only("proceedings_linksjudgement"),
    ]
