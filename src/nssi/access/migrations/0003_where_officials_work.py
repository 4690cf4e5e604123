"""An official works in any body, not in a local office alone; the code of a local office is that of its body."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F


def _move(apps, schema_editor):
    officials = apps.get_model("access", "Official")
    officials.objects.filter(local_office__isnull=False).update(competent_body_id=F("local_office_id"))


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0002_visitor_sessions"),
        ("institution", "0002_competent_bodies"),
        ("people", "0001_initial"),
    ]
    operations = [
        migrations.AddField(
            "official",
            "competent_body",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="officials",
                to="institution.competentbody",
            ),
        ),
        migrations.AddField(
            "official",
            "person",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.person",
            ),
        ),
        migrations.RunPython(_move, migrations.RunPython.noop),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.RemoveConstraint("official", "official_works_in_a_local_office"),
        migrations.RemoveField("official", "local_office"),
        migrations.AddConstraint(
            "official",
            models.CheckConstraint(
                condition=models.Q(competent_body__isnull=False) | models.Q(role="administrator"),
                name="official_works_in_a_body",
            ),
        ),
    ]
