import uuid

import django.db.models.deletion
from django.db import migrations, models

from nssi.audit.append_only import append_only, frozen_columns

BEFORE = frozen_columns(
    "applications_application",
    *("id", "draft_id", "person_id", "service", "form_version", "answers", "summary", "size", "registry_uid"),
    *("access_key_id", "local_office_id", "email", "delivery_method", "delivery_address", "filed_at"),
)
AFTER = frozen_columns(
    "applications_application",
    *("id", "draft_id", "person_id", "service", "form_version", "answers", "summary", "size", "registry_uid"),
    *("access_key_id", "competent_body_id", "email", "delivery_method", "delivery_address", "filed_at"),
    *("representation_id", "identified_by", "replaces_id", "first_filed_at"),
)
IDENTIFIED_BY = [
    ("pik", "ПИК"),
    ("qes", "КЕП"),
    ("counter", "на гише, с лична карта"),
    ("post", "по пощата, с подпис"),
    ("email", "по електронна поща"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0001_initial"),
        ("audit", "0001_initial"),
        ("institution", "0002_competent_bodies"),
        ("people", "0002_representation"),
    ]

    operations = [
        migrations.RunSQL(BEFORE.reverse_sql, BEFORE.sql),
        migrations.RenameField("application", "local_office", "competent_body"),
        migrations.AlterField(
            model_name="application",
            name="competent_body",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="institution.competentbody",
            ),
        ),
        migrations.AddField(
            model_name="application",
            name="representation",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.representation",
            ),
        ),
        migrations.AddField(
            model_name="application",
            name="identified_by",
            field=models.CharField(choices=IDENTIFIED_BY, default="pik", max_length=10),
        ),
        migrations.AddField(
            model_name="application",
            name="replaces",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replaced_by",
                to="applications.application",
            ),
        ),
        migrations.AddField(
            model_name="application",
            name="first_filed_at",
            field=models.DateTimeField(blank=True, help_text="empty where it replaces none", null=True),
        ),
        migrations.AlterField(
            model_name="application",
            name="state",
            field=models.CharField(
                choices=[("filed", "Заведено"), ("replaced", "Заменено"), ("withdrawn", "Оттеглено")],
                default="filed",
                max_length=20,
            ),
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.CheckConstraint(
                condition=models.Q(("first_filed_at", None), ("replaces", None))
                | models.Q(("first_filed_at__lte", models.F("filed_at")), ("replaces__isnull", False)),
                name="application_keeps_the_date_of_the_first",
            ),
        ),
        AFTER,
        migrations.AddField(
            model_name="draft",
            name="replaces",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="drafts_replacing",
                to="applications.application",
            ),
        ),
        migrations.AlterField(
            model_name="applicationevent",
            name="what",
            field=models.CharField(
                choices=[
                    ("filed", "Заявлението е заведено"),
                    ("replaced", "Заявлението е подадено отново и е заменено"),
                    ("changed", "Заведена е промяна в данните за връзка"),
                    ("withdrawn", "Заявлението е оттеглено"),
                ],
                max_length=30,
            ),
        ),
        migrations.CreateModel(
            name="Change",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("email", "E-mail"),
                            ("address", "Настоящ адрес"),
                            ("account", "Банкова сметка"),
                            ("delivery", "Начин на получаване"),
                            ("withdrawal", "Оттегляне на заявлението"),
                        ],
                        max_length=20,
                    ),
                ),
                ("value", models.JSONField(default=dict)),
                ("registry_uid", models.CharField(max_length=40, unique=True)),
                ("identified_by", models.CharField(choices=IDENTIFIED_BY, max_length=10)),
                ("made_at", models.DateTimeField()),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="applications.application",
                    ),
                ),
            ],
            options={
                "ordering": ("made_at", "registry_uid"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("what", "withdrawal")),
                        fields=("application",),
                        name="change_withdraws_once",
                    )
                ],
            },
        ),
        append_only("applications_change"),
        append_only("people_representation"),  # here, because the room of people lies below the triggers
    ]
