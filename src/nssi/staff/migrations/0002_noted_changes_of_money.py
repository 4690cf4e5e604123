"""The rows of money, and of what decides about it, tell the trail of their changes too."""

from django.db import migrations

from nssi.audit.changes import noted_changes


class Migration(migrations.Migration):
    dependencies = [
        ("staff", "0001_noted_changes"),
        ("applications", "0007_signed_forms"),
        ("archive", "0002_payroll_extracts"),
        ("institution", "0003_outreach_offices"),
        ("payments", "0005_repayments"),
        ("pensions", "0001_initial"),
        ("pik", "0002_at_the_counter"),
        ("proceedings", "0007_appeals"),
    ]

    operations = [
        noted_changes("payments_cashbenefit", "payments.benefit", "hold", "asked_back", "unknown_from", on="UPDATE OR DELETE"),
        noted_changes("payments_amountdue", "payments.amount", "month", "euro_cents", "superseded_at", on="UPDATE OR DELETE"),
        noted_changes("payments_paymentlist", "payments.list", "state", "pay_on", "settled_by_id", on="UPDATE OR DELETE"),
        noted_changes(
            "payments_benefitpayment", "payments.payment", "state", "cents",
            on="UPDATE OR DELETE", when="OLD.state <> 'listed'",
        ),
        noted_changes("payments_repaymentclaim", "payments.claim", "revoked_at", on="UPDATE OR DELETE"),
        noted_changes("payments_repayment", "payments.repayment", "cents", "paid_on", "cancelled_at", on="UPDATE OR DELETE"),
        noted_changes("payments_onlinepayment", "payments.online_payment", "status", on="UPDATE OF status, fee_id, attempt OR DELETE"),
        noted_changes("pensions_pension", "pensions.pension", "yearly_since", "body_id", on="UPDATE OR DELETE"),
        noted_changes("pensions_incomecoefficient", "pensions.coefficient", "year", "coefficient", on="UPDATE OR DELETE"),
        noted_changes("applications_application", "applications.application", "state", on="UPDATE OF state, person_id OR DELETE"),
        noted_changes("proceedings_appeal", "proceedings.appeal", "outcome", "decided_by_id", on="UPDATE OR DELETE"),
        noted_changes("proceedings_absence", "proceedings.absence", "official_id", "stand_in_id", "since", "until"),
        noted_changes("archive_payrollextract", "archive.extract", "confirmed_by_id", on="UPDATE OR DELETE"),
        noted_changes("pik_counterissue", "pik.counter_issue", "state", on="UPDATE OR DELETE"),
        noted_changes("institution_outreachoffice", "institution.outreach_office", "name", "since", "until", on="UPDATE OR DELETE"),
    ]  # fmt: skip
