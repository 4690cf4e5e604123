from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("pik", "0003_newest_procedures")]

    operations = [
        migrations.AlterModelTable("CounterIssue", "pik_counterissue"),
        migrations.RenameModel("CounterIssue", "PikIssue"),
        migrations.AddField(
            "PikIssue",
            "way",
            models.CharField(
                choices=[("counter", "Counter"), ("qes", "Qes")], default="counter", max_length=7
            ),
        ),
        migrations.AddField("PikIssue", "request_id", models.UUIDField(blank=True, null=True, unique=True)),
        migrations.AddField("PikIssue", "last_day", models.DateField(null=True)),
        migrations.RunSQL(
            "UPDATE pik_counterissue SET last_day = (created_at AT TIME ZONE 'Europe/Sofia')::date;"
            "SET CONSTRAINTS ALL IMMEDIATE;",
            migrations.RunSQL.noop,
        ),
        migrations.AlterField("PikIssue", "last_day", models.DateField()),
        migrations.AlterField(
            "PikIssue",
            "credential",
            models.OneToOneField(
                blank=True,
                null=True,
                on_delete=models.deletion.PROTECT,
                related_name="+",
                to="access.pikcredential",
            ),
        ),
        migrations.AlterField(
            "PikIssue",
            "sheets",
            models.PositiveSmallIntegerField(default=0, help_text="how often a certificate was drawn"),
        ),
        migrations.AddConstraint(
            "PikIssue",
            models.CheckConstraint(
                condition=Q(way="counter", request_id=None)
                | Q(way="qes", request_id__isnull=False, representation=None),
                name="pik_issue_by_qes_was_asked_for",
            ),
        ),
        migrations.RemoveIndex("PikIssue", "pik_counter_unfinished"),
        migrations.AddIndex(
            "PikIssue",
            models.Index(
                fields=["last_day"],
                condition=Q(state__in=["prepared", "printed", "handed_over"]),
                name="pik_issue_unfinished",
            ),
        ),
    ]
