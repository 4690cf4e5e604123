import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from nssi.audit.append_only import append_only, frozen_columns, frozen_rows

PROPOSED = (
    *("name", "since", "value", "currency", "act", "source", "verified", "reaches_back", "ground"),
    *("proposed_by_id", "proposed_at"),
)


class Migration(migrations.Migration):
    dependencies = [
        ("institution", "0004_entered_values_and_contacts"),
        ("staff", "0002_noted_changes_of_money"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ProposedValue",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60)),
                ("since", models.DateField()),
                ("value", models.CharField(max_length=20)),
                ("currency", models.CharField(blank=True, max_length=3)),
                ("act", models.CharField(max_length=200)),
                ("source", models.CharField(max_length=200)),
                ("verified", models.BooleanField()),
                ("reaches_back", models.BooleanField()),
                ("ground", models.CharField(blank=True, max_length=200)),
                ("proposed_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "чака одобрение"),
                            ("approved", "одобрено"),
                            ("rejected", "върнато"),
                            ("withdrawn", "оттеглено"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True)),
                ("reason", models.CharField(blank=True, max_length=500)),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "entered",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="institution.enteredvalue",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "waiting")),
                        fields=("name", "since"),
                        name="proposed_value_waits_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("decided_by", None), ("state", "waiting")),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by", models.F("proposed_by")),
                                ("state", "withdrawn"),
                            ),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("state__in", ["approved", "rejected"]),
                                models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="proposed_value_is_decided_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("entered__isnull", False), ("state", "approved")),
                            models.Q(
                                models.Q(("state", "approved"), _negated=True), ("entered__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="proposed_value_holds_once_approved",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "rejected"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="proposed_value_is_returned_with_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reaches_back", True), models.Q(("ground", ""), _negated=True)),
                            models.Q(("ground", ""), ("reaches_back", False)),
                            _connector="OR",
                        ),
                        name="proposed_value_reaches_back_on_a_ground",
                    ),
                ],
            },
        ),
        append_only("institution_enteredvalue"),
        frozen_columns("staff_proposedvalue", *PROPOSED),
        frozen_rows("staff_proposedvalue", "OLD.state <> 'waiting'"),
    ]
