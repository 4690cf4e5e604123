from django.db import migrations, models

_KEY = "ALTER TABLE insurance_insurancedatarecord DROP CONSTRAINT insurance_insurancedatarecord_pkey, ADD PRIMARY KEY ({})"


class Migration(migrations.Migration):
    dependencies = [("insurance", "0002_protocol_confirmation")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    _KEY.format("month, identifier, submission_id, line"),
                    _KEY.format("identifier, month, submission_id, line"),
                ),
            ],
            state_operations=[
                migrations.AlterField(
                    "insurancedatarecord",
                    "pk",
                    models.CompositePrimaryKey(
                        "month",
                        "identifier",
                        "submission_id",
                        "line",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
            ],
        ),
    ]
