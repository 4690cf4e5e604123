"""Every state that should not last has a sweeper: what is left behind by a crash is found, repaired or ended."""

import pytest
from django.apps import apps
from procrastinate.contrib.django import app

RESTS = ""
"""A state in which a thing may stay for ever."""

SWEEPERS = {
    ("PikCredential", "inactive"): "pik.expire_procedures",
    ("PikCredential", "active"): RESTS,
    ("PikCredential", "superseded"): RESTS,
    ("PikCredential", "annulled"): RESTS,
    ("PikCredential", "destroyed"): RESTS,
    ("QesLogin", "begun"): "access.forget_what_is_over",
    ("QesLogin", "presented"): "access.forget_what_is_over",
    ("QesLogin", "accepted"): "access.forget_what_is_over",
    ("QesLogin", "refused"): "access.forget_what_is_over",
    ("QesLogin", "used"): "access.forget_what_is_over",
    ("MobileLogin", "begun"): "mobile_qes.forget_what_is_over",
    ("MobileLogin", "accepted"): "mobile_qes.forget_what_is_over",
    ("MobileLogin", "refused"): "mobile_qes.forget_what_is_over",
    ("MobileLogin", "used"): "mobile_qes.forget_what_is_over",
    ("StepRun", "running"): "pik.expire_procedures",
    ("StepRun", "done"): RESTS,
    ("StepRun", "failed"): RESTS,
    ("PikIssue", "prepared"): "pik.settle_issues",
    ("PikIssue", "printed"): "pik.settle_issues",
    ("PikIssue", "handed_over"): "pik.settle_issues",
    ("PikIssue", "activated"): RESTS,
    ("PikIssue", "discarded"): RESTS,
    ("SigningRequest", "created"): "signing.sweep",
    ("SigningRequest", "sending"): "signing.sweep",
    ("SigningRequest", "sent"): "signing.sweep",
    ("SigningRequest", "unknown"): "signing.sweep",
    ("SigningRequest", "pending"): "signing.sweep",
    ("SigningRequest", "processing"): "signing.sweep",
    ("SigningRequest", "signed"): RESTS,
    ("SigningRequest", "verified"): RESTS,
    ("SigningRequest", "not_verified"): RESTS,
    ("SigningRequest", "refused"): RESTS,
    ("SigningRequest", "rejected"): RESTS,
    ("SigningRequest", "expired"): RESTS,
    ("SigningRequest", "failed"): RESTS,
    ("SigningRequest", "withdrawn"): RESTS,
    ("SigningRequest", "undeliverable"): RESTS,
    ("SigningRequest", "face_check_failed"): RESTS,
    ("OutgoingMessage", "waiting"): "messages.deliver_waiting",
    ("OutgoingMessage", "handing_over"): "messages.deliver_waiting",
    ("OutgoingMessage", "uncertain"): "messages.deliver_waiting",
    ("OutgoingMessage", "sent"): RESTS,
    ("OutgoingMessage", "given_up"): RESTS,
    ("OutgoingMessage", "bounced"): RESTS,
    ("Attachment", "not_scanned"): "attachments.scan_waiting",
    ("Attachment", "clean"): RESTS,
    ("Attachment", "infected"): RESTS,
    ("Attachment", "ours"): RESTS,
    ("Mending", "waiting"): "attachments.mend_waiting",
    ("Mending", "ready"): RESTS,
    ("Mending", "failed"): RESTS,
    ("Submission", "received"): "insurance.continue_imports",
    ("Submission", "checking"): "insurance.continue_imports",
    ("Submission", "merged"): RESTS,
    ("Submission", "refused"): RESTS,
    ("IssuedDocument", "preparing"): "documents.make_waiting",
    ("IssuedDocument", "issued"): RESTS,
    ("YearlyBlock", "waiting"): "services.pension_recalculation.continue_yearly_runs",
    ("YearlyBlock", "done"): RESTS,
    ("Term", "running"): "terms.sweep_terms",
    ("Term", "met"): RESTS,
    ("Term", "missed"): RESTS,
    ("Term", "stopped"): RESTS,
    ("Delivery", "preparing"): "messages.deliver_waiting",
    ("Delivery", "waiting"): "terms.sweep_terms",
    ("Delivery", "undelivered"): RESTS,
    ("Delivery", "not_fetched"): RESTS,
    ("Delivery", "served"): RESTS,
    ("PaymentList", "drawing"): "payments.continue_lists",
    ("PaymentList", "drawn"): RESTS,
    ("PaymentList", "approved"): RESTS,
    ("PaymentList", "discarded"): RESTS,
    ("PaymentBlock", "waiting"): "payments.continue_lists",
    ("PaymentBlock", "done"): RESTS,
    ("BenefitPayment", "listed"): RESTS,
    ("BenefitPayment", "left_out"): RESTS,
    ("BenefitPayment", "sent"): RESTS,
    ("BenefitPayment", "returned"): RESTS,
    ("Fee", "due"): RESTS,
    ("Fee", "paid"): RESTS,
    ("Fee", "cancelled"): RESTS,
    ("FormSignature", "handed_out"): "applications.discard_expired_drafts",
    ("FormSignature", "on_phone"): "applications.sweep_phone_signatures",
    ("FormSignature", "presented"): "applications.check_waiting_forms",
    ("FormSignature", "accepted"): "applications.discard_expired_drafts",
    ("FormSignature", "refused"): "applications.discard_expired_drafts",
    ("OwnDataFile", "waiting"): "portal.make_waiting_own_data",
    ("OwnDataFile", "ready"): "foundation.end_retention",
    ("ProposedValue", "waiting"): RESTS,
    ("ProposedValue", "approved"): RESTS,
    ("ProposedValue", "rejected"): RESTS,
    ("ProposedValue", "withdrawn"): RESTS,
    ("ProposedAccount", "waiting"): RESTS,
    ("ProposedAccount", "approved"): RESTS,
    ("ProposedAccount", "rejected"): RESTS,
    ("ProposedAccount", "withdrawn"): RESTS,
    ("Application", "filed"): RESTS,
    ("Application", "replaced"): RESTS,
    ("Application", "withdrawn"): RESTS,
}

STATES = {
    (model.__name__, value)
    for model in apps.get_models()
    if model.__module__.startswith("nssi.") and any(field.name == "state" for field in model._meta.fields)
    for value, _text in model._meta.get_field("state").choices or []
}


def test_the_table_names_every_state_and_no_other():
    assert set(SWEEPERS) == STATES


@pytest.mark.parametrize("sweeper", sorted(set(SWEEPERS.values()) - {RESTS}))
def test_a_sweeper_runs_by_itself(sweeper: str):
    periodic = {name for name, _ in app.periodic_registry.periodic_tasks}
    assert sweeper in periodic
