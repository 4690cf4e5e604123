from django.db import migrations


def hand_over(apps, schema_editor):
    """What was entered of the tariff is kept where every value of the institution is, in the order in which it was entered."""
    EnteredValue = apps.get_model("institution", "EnteredValue")
    EnteredValue.objects.bulk_create(
        EnteredValue(
            name=price.name,
            since=price.since,
            value=f"{price.cents // 100}.{price.cents % 100:02}",
            currency="EUR",
            act=price.act,
            source=price.act,
            verified=price.verified,
            entered_at=price.entered_at,
        )
        for price in apps.get_model("payments", "TariffPrice").objects.order_by("entered_at", "id")
    )


class Migration(migrations.Migration):
    dependencies = [
        ("institution", "0004_entered_values_and_contacts"),
        ("payments", "0005_repayments"),
    ]

    operations = [
        migrations.RunPython(hand_over, migrations.RunPython.noop),
        migrations.DeleteModel(name="TariffPrice"),
    ]
