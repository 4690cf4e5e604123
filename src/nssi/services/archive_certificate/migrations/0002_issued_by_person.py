from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("service_archive_certificate", "0001_initial"),
        ("documents", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(
            "CREATE INDEX archive_certificate_by_person ON documents_issueddocument"
            " USING gin ((data -> 'person') jsonb_path_ops)",
            "DROP INDEX archive_certificate_by_person",
        )
    ]
