import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from nssi.audit.append_only import append_only


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("audit", "0001_initial"),
        ("foundation", "0001_initial"),
        ("institution", "0002_competent_bodies"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="HoldingsImport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(help_text="of the file, as it came", max_length=255)),
                ("sha256", models.CharField(max_length=64, unique=True)),
                ("size", models.BigIntegerField(help_text="bytes")),
                ("started_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(null=True)),
                ("bytes_done", models.BigIntegerField(default=0)),
                (
                    "lines_done",
                    models.PositiveIntegerField(default=0, help_text="with the one that names the columns"),
                ),
                ("accepted", models.PositiveIntegerField(default=0)),
                ("unchanged", models.PositiveIntegerField(default=0)),
                ("rejected", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="HoldingsImportError",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "holdings_import_id",
                        "line",
                        "field",
                        "code",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("line", models.PositiveIntegerField()),
                ("field", models.CharField(blank=True, max_length=20)),
                ("code", models.CharField(max_length=30)),
                ("value", models.CharField(max_length=60)),
                (
                    "holdings_import",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="errors",
                        to="archive.holdingsimport",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="NameWord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("word", models.TextField()),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass(models.F("word"), name="gin_trgm_ops"),
                        name="name_word_trigrams",
                    )
                ],
                "constraints": [models.UniqueConstraint(fields=("word",), name="name_word_once")],
            },
        ),
        migrations.CreateModel(
            name="TerminatedInsurer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                (
                    "former_names",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=200), blank=True, default=list, size=None
                    ),
                ),
                (
                    "eik",
                    models.CharField(
                        blank=True, help_text="ЕИК or БУЛСТАТ; empty where it never had one", max_length=13
                    ),
                ),
                ("seat", models.CharField(max_length=100)),
                ("area", models.CharField(max_length=50)),
                (
                    "is_public",
                    models.BooleanField(default=True, help_text="whether the free enquiry shows it"),
                ),
                ("identity", models.TextField()),
                ("name_key", models.TextField()),
                ("search", django.contrib.postgres.search.SearchVectorField()),
                ("created_at", models.DateTimeField()),
                (
                    "holdings_import",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="archive.holdingsimport",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="HoldingChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("insurer_added", "Осигурителят е добавен"),
                            ("insurer_changed", "Данните на осигурителя са променени"),
                            ("deposit_added", "Добавен е фонд"),
                            ("deposit_changed", "Фондът е променен"),
                            ("deposit_removed", "Фондът е премахнат"),
                        ],
                        max_length=20,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("before", models.JSONField(default=dict)),
                ("after", models.JSONField(default=dict)),
                (
                    "official",
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
                        related_name="changes",
                        to="archive.terminatedinsurer",
                    ),
                ),
            ],
            options={
                "ordering": ("-at", "-id"),
            },
        ),
        migrations.CreateModel(
            name="Deposit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("payrolls", "ведомости за заплати"),
                            ("employment_documents", "трудовоправни документи"),
                        ],
                        max_length=20,
                    ),
                ),
                ("first_month", models.DateField(help_text="its first day")),
                ("last_month", models.DateField(help_text="its first day")),
                ("shelf", models.CharField(blank=True, max_length=60)),
                ("accepted_on", models.DateField()),
                (
                    "protocol",
                    models.CharField(help_text="number of the protocol of acceptance", max_length=60),
                ),
                (
                    "place",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="institution.competentbody",
                    ),
                ),
                (
                    "holdings_import",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="archive.holdingsimport",
                    ),
                ),
                (
                    "insurer",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deposits",
                        to="archive.terminatedinsurer",
                    ),
                ),
            ],
            options={
                "ordering": ("first_month", "kind"),
            },
        ),
        migrations.AddIndex(
            model_name="terminatedinsurer",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["search"], name="terminated_insurer_search"
            ),
        ),
        migrations.AddConstraint(
            model_name="terminatedinsurer",
            constraint=models.UniqueConstraint(fields=("identity",), name="terminated_insurer_once"),
        ),
        migrations.AddConstraint(
            model_name="terminatedinsurer",
            constraint=models.CheckConstraint(
                condition=models.Q(("eik", ""), ("eik__regex", "^[0-9]{9}([0-9]{4})?$"), _connector="OR"),
                name="terminated_insurer_eik",
            ),
        ),
        migrations.AddConstraint(
            model_name="deposit",
            constraint=models.CheckConstraint(
                condition=models.Q(("first_month__lte", models.F("last_month"))),
                name="deposit_begins_before_it_ends",
            ),
        ),
        migrations.AddConstraint(
            model_name="deposit",
            constraint=models.UniqueConstraint(
                fields=("insurer", "kind", "first_month"), name="deposit_begins_in_a_month_once"
            ),
        ),
        append_only("archive_holdingchange"),
    ]
