from datetime import timedelta

from django.db import migrations, models

from nssi.foundation import clock


def close_what_was_closed(apps, schema_editor):
    """An office that was closed has been so at least since yesterday."""
    OutreachOffice = apps.get_model("institution", "OutreachOffice")
    OutreachOffice.objects.filter(is_open=False).update(until=clock.today() - timedelta(days=1))


class Migration(migrations.Migration):
    dependencies = [
        ("institution", "0003_outreach_offices"),
    ]

    operations = [
        migrations.CreateModel(
            name="EnteredValue",
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
                ("act", models.CharField(help_text="by which act it was set", max_length=200)),
                ("source", models.CharField(help_text="where the act was read", max_length=200)),
                ("verified", models.BooleanField(help_text="whether it was read in the act itself")),
                ("entered_at", models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name="competentbody",
            name="address",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="competentbody",
            name="email",
            field=models.EmailField(blank=True, max_length=254),
        ),
        migrations.AddField(
            model_name="competentbody",
            name="phone",
            field=models.CharField(blank=True, max_length=50),
        ),
        migrations.AddField(
            model_name="competentbody",
            name="working_hours",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="outreachoffice",
            name="email",
            field=models.EmailField(blank=True, max_length=254),
        ),
        migrations.AddField(
            model_name="outreachoffice",
            name="phone",
            field=models.CharField(blank=True, max_length=50),
        ),
        migrations.AddField(
            model_name="outreachoffice",
            name="since",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="outreachoffice",
            name="until",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="outreachoffice",
            name="working_hours",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.RunPython(close_what_was_closed, migrations.RunPython.noop),
        migrations.RemoveField(
            model_name="outreachoffice",
            name="is_open",
        ),
        migrations.AddConstraint(
            model_name="outreachoffice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("since__isnull", True),
                    ("until__isnull", True),
                    ("since__lte", models.F("until")),
                    _connector="OR",
                ),
                name="outreach_office_begins_before_it_ends",
            ),
        ),
        migrations.AddConstraint(
            model_name="enteredvalue",
            constraint=models.CheckConstraint(
                condition=models.Q(("value__regex", "^[0-9]+(\\.[0-9]+)?$")), name="entered_value_is_a_number"
            ),
        ),
    ]
