from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("service_pension_recalculation", "0001_initial")]

    operations = [
        migrations.AddField(model_name="orderdraft", name="rests_on", field=models.JSONField(default=dict)),
    ]
