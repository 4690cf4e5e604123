import django.db.models.deletion
from django.db import migrations, models

from nssi.institution.competent_bodies import COMPETENT_BODIES


def load_competent_bodies(apps, schema_editor):
    CompetentBody = apps.get_model("institution", "CompetentBody")
    LocalOffice = apps.get_model("institution", "LocalOffice")
    CompetentBody.objects.bulk_create(
        CompetentBody(
            code=office.code,
            kind="local_office",
            label=f"ТП на НОИ – {office.name}",
            local_office=office,
            verified=office.verified,
        )
        for office in LocalOffice.objects.all()
    )
    CompetentBody.objects.bulk_create(
        CompetentBody(code=row.code, kind=row.kind, label=row.name, source=row.source, verified=row.verified)
        for row in COMPETENT_BODIES
    )


class Migration(migrations.Migration):
    dependencies = [("institution", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="CompetentBody",
            fields=[
                ("code", models.CharField(max_length=20, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("local_office", "Териториално поделение"),
                            ("archive_centre", "Регионален архивен център"),
                            ("directorate", "Дирекция „Европейски регламенти и международни договори“"),
                        ],
                        max_length=20,
                    ),
                ),
                ("label", models.CharField(max_length=100, unique=True)),
                ("since", models.DateField(blank=True, null=True)),
                ("until", models.DateField(blank=True, null=True)),
                ("source", models.CharField(blank=True, max_length=200)),
                ("verified", models.BooleanField()),
                (
                    "local_office",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="competent_body",
                        to="institution.localoffice",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind", "local_office"),
                            ("local_office", models.F("code")),
                            ("local_office__isnull", False),
                        )
                        | models.Q(
                            models.Q(("kind", "local_office"), _negated=True), ("local_office__isnull", True)
                        ),
                        name="competent_body_is_a_local_office_or_none",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("since__isnull", True),
                            ("until__isnull", True),
                            ("since__lte", models.F("until")),
                            _connector="OR",
                        ),
                        name="competent_body_begins_before_it_ends",
                    ),
                ],
            },
        ),
        migrations.RunPython(load_competent_bodies, migrations.RunPython.noop),
    ]
