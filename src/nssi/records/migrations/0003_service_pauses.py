# the table stays where it is: only the room that keeps it is another

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0002_number_in_one_call"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="ServicePause",
                    fields=[
                        ("service", models.SlugField(max_length=60, primary_key=True, serialize=False)),
                        ("until", models.DateTimeField()),
                        ("paused_at", models.DateTimeField()),
                        (
                            "official",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={"db_table": "applications_servicepause"},
                ),
            ]
        )
    ]
