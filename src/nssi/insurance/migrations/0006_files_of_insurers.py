import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [
        ("insurance", "0005_submissions_by_month"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            "Submission",
            "insurer",
            models.CharField(
                blank=True,
                default="",
                help_text="ЕИК of who sent it for itself alone; empty for every other file",
                max_length=13,
            ),
            preserve_default=False,
        ),
        migrations.RemoveConstraint("Submission", "submission_of_a_file_once"),
        migrations.AddConstraint(
            "Submission",
            models.UniqueConstraint(
                fields=["sha256", "insurer"],
                condition=~Q(state="refused"),
                name="submission_of_a_file_once",
            ),
        ),
        migrations.AddIndex(
            "Submission",
            models.Index(
                fields=["insurer", "-received_at"], condition=~Q(insurer=""), name="submission_of_insurer"
            ),
        ),
        migrations.AlterField(
            "ProtocolConfirmation",
            "official",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL
            ),
        ),
    ]
