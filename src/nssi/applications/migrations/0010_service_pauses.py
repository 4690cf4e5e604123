# the table alone: the room of the registers keeps it (records 0003), so that a PIK by phone may ask for it too

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0009_forms_on_the_phone"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
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
                )
            ]
        )
    ]
