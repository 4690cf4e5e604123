from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0006_director"),
        ("people", "0002_representation"),
        ("pik", "0002_at_the_counter"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="pikprocedure",
            index=models.Index(fields=["-created_at"], name="pik_procedure_newest"),
        ),
    ]
