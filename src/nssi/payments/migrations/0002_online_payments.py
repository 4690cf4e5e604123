import uuid

import django.db.models.deletion
from django.db import migrations, models

from nssi.audit.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("payments", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="OnlinePayment",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("attempt", models.PositiveSmallIntegerField()),
                ("asked_at", models.DateTimeField()),
                ("expires_on", models.DateField(help_text="the last day on which it can be paid there")),
                ("reference", models.CharField(blank=True, max_length=40)),
                (
                    "status",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("PENDING", "чака плащане"),
                            ("AUTHORIZED", "плащането се обработва"),
                            ("ORDERED", "плащането се обработва"),
                            ("INPROGRESS", "плащането се обработва"),
                            ("PAID", "платено"),
                            ("EXPIRED", "срокът изтече"),
                            ("CANCELED", "отказано"),
                            ("SUSPENDED", "спряно"),
                        ],
                        help_text="empty until it is registered",
                        max_length=20,
                    ),
                ),
                ("changed_at", models.DateTimeField(null=True)),
                (
                    "looked_after_at",
                    models.DateTimeField(help_text="when the sweeper asks next if nothing was told"),
                ),
            ],
        ),
        migrations.RemoveField(
            model_name="paymentnotice",
            name="fee",
        ),
        migrations.RemoveConstraint(
            model_name="fee",
            name="fee_known_online_by_one_reference",
        ),
        migrations.RemoveIndex(
            model_name="fee",
            name="fee_waiting_online",
        ),
        migrations.RemoveField(
            model_name="fee",
            name="access_code",
        ),
        migrations.RemoveField(
            model_name="fee",
            name="asked_online_at",
        ),
        migrations.RemoveField(
            model_name="fee",
            name="online_changed_at",
        ),
        migrations.RemoveField(
            model_name="fee",
            name="online_status",
        ),
        migrations.RemoveField(
            model_name="fee",
            name="reference",
        ),
        migrations.AddField(
            model_name="onlinepayment",
            name="fee",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="online_payments", to="payments.fee"
            ),
        ),
        migrations.DeleteModel(
            name="PaymentNotice",
        ),
        migrations.AddIndex(
            model_name="onlinepayment",
            index=models.Index(
                condition=models.Q(
                    ("status__in", ["PAID", "EXPIRED", "CANCELED", "SUSPENDED"]), _negated=True
                ),
                fields=["looked_after_at"],
                name="online_payment_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="onlinepayment",
            constraint=models.UniqueConstraint(fields=("fee", "attempt"), name="online_payment_attempts"),
        ),
        migrations.AddConstraint(
            model_name="onlinepayment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("reference", ""), _negated=True),
                fields=("reference",),
                name="online_payment_reference_once",
            ),
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
                    "payment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="payments.onlinepayment",
                    ),
                ),
            ],
            options={
                "ordering": ("received_at", "id"),
            },
        ),
        append_only("payments_paymentnotice"),
    ]
