import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("archive", "0001_initial"),
        ("attachments", "0003_attachment_scanned"),
        ("people", "0002_representation"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PayrollExtract",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("names", models.CharField(max_length=200)),
                ("entered_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(null=True)),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "insurer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="extracts",
                        to="archive.terminatedinsurer",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payroll_extracts",
                        to="people.person",
                    ),
                ),
                (
                    "scan",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="attachments.attachment",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="EmploymentRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateField()),
                ("until", models.DateField()),
                ("position", models.CharField(blank=True, max_length=100)),
                ("document", models.CharField(help_text="which document says so", max_length=100)),
                (
                    "extract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="employment",
                        to="archive.payrollextract",
                    ),
                ),
            ],
            options={
                "ordering": ("since",),
            },
        ),
        migrations.CreateModel(
            name="PayrollRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField(help_text="its first day")),
                ("category", models.PositiveSmallIntegerField(help_text="of labour: 1, 2 or 3")),
                ("days", models.PositiveSmallIntegerField()),
                ("whole", models.BooleanField()),
                ("gross", models.BigIntegerField()),
                ("insurable_income", models.BigIntegerField()),
                ("contributions", models.BigIntegerField(default=0)),
                ("tax", models.BigIntegerField(default=0)),
                ("page", models.CharField(max_length=20)),
                (
                    "extract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="archive.payrollextract",
                    ),
                ),
            ],
            options={
                "ordering": ("month", "category"),
            },
        ),
        migrations.AddConstraint(
            model_name="payrollextract",
            constraint=models.UniqueConstraint(
                fields=("person", "insurer"), name="extract_of_a_person_at_an_insurer"
            ),
        ),
        migrations.AddConstraint(
            model_name="payrollextract",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("confirmed_at", None), ("confirmed_by", None)),
                    models.Q(
                        ("confirmed_at__isnull", False),
                        models.Q(("confirmed_by", models.F("entered_by")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="extract_confirmed_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="employmentrow",
            constraint=models.CheckConstraint(
                condition=models.Q(("since__lte", models.F("until"))), name="employment_begins_before_it_ends"
            ),
        ),
        migrations.AddConstraint(
            model_name="employmentrow",
            constraint=models.UniqueConstraint(fields=("extract", "since"), name="employment_begins_once"),
        ),
        migrations.AddConstraint(
            model_name="payrollrow",
            constraint=models.UniqueConstraint(
                fields=("extract", "month", "category"), name="payroll_row_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="payrollrow",
            constraint=models.CheckConstraint(
                condition=models.Q(("category__in", [1, 2, 3]), ("days__lte", 31)),
                name="payroll_row_is_a_month",
            ),
        ),
        migrations.AddConstraint(
            model_name="payrollrow",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("contributions__gte", 0),
                    ("gross__gte", 0),
                    ("insurable_income__gte", 0),
                    ("tax__gte", 0),
                ),
                name="payroll_row_amounts",
            ),
        ),
    ]
