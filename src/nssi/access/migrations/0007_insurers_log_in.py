from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("access", "0006_director")]

    operations = [
        migrations.AddField("QesLogin", "for_insurer", models.BooleanField(default=False)),
        migrations.AddField(
            "QesLogin",
            "organisation_name",
            models.CharField(blank=True, help_text="as the certificate writes it", max_length=200),
        ),
    ]
