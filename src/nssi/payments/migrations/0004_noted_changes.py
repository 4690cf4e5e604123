from django.db import migrations

from nssi.audit.changes import noted_changes


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0003_changes_digests_and_retention"),
        ("payments", "0003_cash_benefits"),
    ]

    operations = [
        noted_changes("payments_fee", "payments.fee", "state", "paid_by", "cents", on="UPDATE OR DELETE"),
    ]
