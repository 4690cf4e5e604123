from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("applications", "0007_signed_forms")]

    operations = [
        migrations.AlterField(
            model_name="application",
            name="identified_by",
            field=models.CharField(
                choices=[
                    ("pik", "ПИК"),
                    ("qes", "КЕП"),
                    ("qes_signed", "КЕП, с който заявлението е подписано"),
                    ("counter", "на гише, с лична карта"),
                    ("post", "по пощата, с подпис"),
                    ("email", "по електронна поща"),
                ],
                max_length=10,
            ),
        )
    ]
