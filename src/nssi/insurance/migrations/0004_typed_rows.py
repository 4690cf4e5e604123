"""Rows typed by hand are a way on which declarations come."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("insurance", "0003_key_by_month")]

    operations = [
        migrations.AlterField(
            model_name="submission",
            name="source",
            field=models.CharField(
                choices=[
                    ("folder", "наблюдавана папка"),
                    ("command", "команден ред"),
                    ("page", "страница на портала"),
                    ("typed", "редове, въведени на ръка"),
                ],
                max_length=10,
            ),
        ),
    ]
