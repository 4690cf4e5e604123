import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

from nssi.audit.append_only import append_only, frozen_columns


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0001_initial"),
        ("payments", "0004_cashbenefit_asked_back"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="RepaymentClaim",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("order_id", models.CharField(max_length=50)),
                ("cents", models.PositiveIntegerField()),
                ("with_interest", models.BooleanField()),
                ("ordered_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "benefit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claims",
                        to="payments.cashbenefit",
                    ),
                ),
            ],
            options={"ordering": ("ordered_at", "pk")},
        ),
        migrations.CreateModel(
            name="ClaimedSum",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("month", models.DateField(help_text="its first day")),
                ("received_on", models.DateField()),
                ("cents", models.PositiveIntegerField()),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sums",
                        to="payments.repaymentclaim",
                    ),
                ),
            ],
            options={"ordering": ("received_on", "pk")},
        ),
        migrations.CreateModel(
            name="Repayment",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("paid_on", models.DateField()),
                ("cents", models.PositiveIntegerField()),
                ("proof", models.CharField(max_length=100)),
                ("entered_at", models.DateTimeField()),
                ("cancelled_at", models.DateTimeField(blank=True, null=True)),
                ("cancelled_why", models.CharField(blank=True, max_length=500)),
                (
                    "cancelled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="repayments",
                        to="payments.repaymentclaim",
                    ),
                ),
                (
                    "official",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"ordering": ("paid_on", "pk")},
        ),
        migrations.AddConstraint(
            model_name="repaymentclaim",
            constraint=models.UniqueConstraint(fields=("benefit", "order_id"), name="repayment_claim_once"),
        ),
        migrations.AddConstraint(
            model_name="repaymentclaim",
            constraint=models.CheckConstraint(
                condition=Q(cents__gt=0), name="repayment_claim_asks_for_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="claimedsum",
            constraint=models.CheckConstraint(condition=Q(cents__gt=0), name="claimed_sum_is_something"),
        ),
        migrations.AddConstraint(
            model_name="repayment",
            constraint=models.CheckConstraint(condition=Q(cents__gt=0), name="repayment_is_something"),
        ),
        migrations.AddConstraint(
            model_name="repayment",
            constraint=models.CheckConstraint(
                condition=Q(cancelled_at=None, cancelled_by=None, cancelled_why="")
                | Q(cancelled_at__isnull=False, cancelled_by__isnull=False) & ~Q(cancelled_why=""),
                name="repayment_is_cancelled_for_a_reason",
            ),
        ),
        append_only("payments_claimedsum"),
        frozen_columns(
            "payments_repaymentclaim", "benefit_id", "order_id", "cents", "with_interest", "ordered_at"
        ),
        frozen_columns(
            "payments_repayment", "claim_id", "paid_on", "cents", "proof", "official_id", "entered_at"
        ),
    ]
