import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from nssi.audit.append_only import append_only, frozen_columns


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("audit", "0001_initial"),
        ("institution", "0002_competent_bodies"),
        ("people", "0002_representation"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Fee",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("subject_kind", models.CharField(max_length=50)),
                ("subject_id", models.CharField(max_length=50)),
                ("reason", models.CharField(max_length=70)),
                ("cents", models.PositiveIntegerField()),
                ("currency", models.CharField(choices=[("EUR", "€")], default="EUR", max_length=3)),
                (
                    "tariff_verified",
                    models.BooleanField(help_text="whether the price is confirmed by the tariff itself"),
                ),
                ("asked_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[("due", "чака плащане"), ("paid", "платена"), ("cancelled", "отпаднала")],
                        default="due",
                        max_length=10,
                    ),
                ),
                ("settled_at", models.DateTimeField(help_text="when it was paid, or fell away", null=True)),
                (
                    "paid_by",
                    models.CharField(
                        blank=True,
                        choices=[("counter", "на гише"), ("online", "чрез системата за електронни плащания")],
                        max_length=10,
                    ),
                ),
                (
                    "receipt_number",
                    models.CharField(blank=True, help_text="of the receipt of the counter", max_length=40),
                ),
                ("reference", models.CharField(blank=True, max_length=40)),
                ("access_code", models.CharField(blank=True, max_length=40)),
                ("online_status", models.CharField(blank=True, max_length=20)),
                ("online_changed_at", models.DateTimeField(null=True)),
                (
                    "asked_online_at",
                    models.DateTimeField(help_text="when the person chose to pay online", null=True),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="institution.competentbody",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="fees", to="people.person"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PaymentNotice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("status", models.CharField(max_length=20)),
                ("changed_at", models.DateTimeField(help_text="as the sender says")),
                ("received_at", models.DateTimeField()),
                ("asked", models.BooleanField(help_text="whether it is the answer to a question of ours")),
                (
                    "outcome",
                    models.CharField(
                        choices=[("taken", "Taken"), ("repeated", "Repeated"), ("stale", "Stale")],
                        max_length=10,
                    ),
                ),
                (
                    "fee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="notices", to="payments.fee"
                    ),
                ),
            ],
            options={
                "ordering": ("received_at", "id"),
            },
        ),
        migrations.CreateModel(
            name="TariffPrice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60)),
                ("since", models.DateField()),
                ("cents", models.PositiveIntegerField(help_text="euro cents")),
                ("act", models.CharField(help_text="by which act or order", max_length=200)),
                ("verified", models.BooleanField()),
                ("entered_at", models.DateTimeField()),
                (
                    "entered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("entered_at", "id"),
            },
        ),
        migrations.AddIndex(
            model_name="fee",
            index=models.Index(
                condition=models.Q(("asked_online_at__isnull", False), ("state", "due")),
                fields=["asked_online_at"],
                name="fee_waiting_online",
            ),
        ),
        migrations.AddConstraint(
            model_name="fee",
            constraint=models.UniqueConstraint(fields=("subject_kind", "subject_id"), name="fee_once"),
        ),
        migrations.AddConstraint(
            model_name="fee",
            constraint=models.UniqueConstraint(
                condition=models.Q(("reference", ""), _negated=True),
                fields=("reference",),
                name="fee_known_online_by_one_reference",
            ),
        ),
        migrations.AddConstraint(
            model_name="fee",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("paid_by", ""), ("settled_at", None), ("state", "due")),
                    models.Q(
                        ("settled_at__isnull", False),
                        ("state", "paid"),
                        models.Q(("paid_by", ""), _negated=True),
                    ),
                    models.Q(("paid_by", ""), ("settled_at__isnull", False), ("state", "cancelled")),
                    _connector="OR",
                ),
                name="fee_paid_in_some_way",
            ),
        ),
        migrations.AddConstraint(
            model_name="fee",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("paid_by", "counter"), _negated=True),
                    models.Q(("recorded_by__isnull", False), models.Q(("receipt_number", ""), _negated=True)),
                    _connector="OR",
                ),
                name="fee_paid_at_the_counter_with_a_receipt",
            ),
        ),
        migrations.AddConstraint(
            model_name="fee",
            constraint=models.CheckConstraint(
                condition=models.Q(("cents__gt", 0)), name="fee_costs_something"
            ),
        ),
        frozen_columns(
            "payments_fee",
            "subject_kind",
            "subject_id",
            "person_id",
            "reason",
            "cents",
            "currency",
            "asked_at",
        ),
        append_only("payments_paymentnotice"),
        append_only("payments_tariffprice"),
    ]
