import uuid

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Representation",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "capacity",
                    models.CharField(
                        choices=[
                            ("authorised_person", "Като упълномощено лице"),
                            ("heir", "Като наследник"),
                        ],
                        max_length=20,
                    ),
                ),
                ("first_name", models.CharField(max_length=100)),
                ("middle_name", models.CharField(blank=True, max_length=100)),
                ("last_name", models.CharField(max_length=100)),
                (
                    "identifier_kind",
                    models.CharField(
                        choices=[("egn", "ЕГН"), ("lnch", "ЛНЧ"), ("nra_number", "служебен номер")],
                        max_length=20,
                    ),
                ),
                ("identifier_number", models.CharField(max_length=10)),
                (
                    "kinship",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("parent", "Родител"),
                            ("spouse", "Съпруг или съпруга"),
                            ("child", "Дете"),
                            ("other", "Друго лице"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "kinship_stated",
                    models.BooleanField(default=False, help_text="the power of attorney states the kinship"),
                ),
                ("notarised", models.BooleanField(default=False)),
                ("power_of_attorney_number", models.CharField(blank=True, max_length=50)),
                ("power_of_attorney_date", models.DateField(blank=True, null=True)),
                ("notary", models.CharField(blank=True, max_length=100)),
                ("died_on", models.DateField(blank=True, null=True)),
                ("created_at", models.DateTimeField()),
                (
                    "representative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="representations",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(("capacity", "authorised_person"), ("died_on", None))
                        | Q(("capacity", "heir"), ("kinship", "")),
                        name="representation_by_power_of_attorney_or_by_death",
                    ),
                    models.CheckConstraint(
                        condition=Q(
                            ("kinship", ""),
                            ("notarised", True),
                            Q(Q(("kinship", "other"), _negated=True), ("kinship_stated", True)),
                            _connector="OR",
                        ),
                        name="representation_notarised_or_of_the_family",
                    ),
                    models.CheckConstraint(
                        condition=Q(
                            ("identifier_kind__in", ["egn", "lnch", "nra_number"]),
                            ("identifier_number__regex", "^[0-9]{10}$"),
                        ),
                        name="representation_of_a_number",
                    ),
                ],
            },
        ),
    ]
