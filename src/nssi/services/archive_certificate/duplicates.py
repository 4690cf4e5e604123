"""Duplicates: the original is found in the register, the fee is asked for and paid, and only then it is issued (O-24, S2.7)."""

from typing import Any

from django import forms
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy

from nssi.applications.changes import contact_of
from nssi.applications.models import Application, Change
from nssi.audit import Actor
from nssi.documents import wording
from nssi.documents.actions.issue_document import issue_document
from nssi.documents.actions.preview_document import preview
from nssi.documents.kinds import kind_named
from nssi.documents.models import IssuedDocument
from nssi.foundation import clock
from nssi.institution.parameters import current_parameters
from nssi.law.errors import MissingValue
from nssi.look.forms import Radios
from nssi.messages.actions.send import send
from nssi.payments.actions.ask_fee import ask_fee
from nssi.payments.actions.cancel_fee import cancel_fee
from nssi.payments.models import Fee
from nssi.proceedings.actions.perform import carry_out, hold
from nssi.proceedings.forms import ActForm
from nssi.proceedings.models import SUBJECT, Proceeding
from nssi.proceedings.procedures import Doing, Text, procedure_of
from nssi.services.archive_certificate.delivery import DELIVERY, OTHER, deliver
from nssi.services.archive_certificate.documents import KINDS, NO_DATA, issued_about
from nssi.services.archive_certificate.issuing import acting_official
from nssi.services.archive_certificate.kinds import DUPLICATE_FEE, CertificateKind, in_bulgarian
from nssi.services.archive_certificate.models import DuplicateRequest
from nssi.services.archive_certificate.subject import subject_of
from nssi.terms.actions.open_tasks import open_tasks
from nssi.terms.models import Task

NOT_A_DUPLICATE = gettext_lazy("Не е поискан дубликат.")
NO_PRICE = gettext_lazy("Цената на дубликата не е въведена. Въвежда я администраторът в „Тарифа“.")
NOT_IN_REGISTER = gettext_lazy("В регистъра няма издаден документ на това лице. Издайте писмо.")
IN_REGISTER = gettext_lazy("В регистъра има издадени документи на това лице. Изберете от тях.")
NOT_PAID = gettext_lazy("Таксата не е платена.")

AWAITING_PAYMENT = "awaiting_payment"
PAID = "paid"
PAID_AFTER_THE_END = "archive_certificate.paid_after_the_end"
PAID_TWICE = "archive_certificate.paid_twice"
_TO_DECIDE = {
    PAID_AFTER_THE_END: "Платена е такса по приключена преписка",
    PAID_TWICE: "Таксата е платена още веднъж или след отпадането си",
}


def asks_for_duplicate(application: Application) -> bool:
    """Return whether a duplicate is asked for, and no new document."""
    return bool(application.answers.get("certificate", {}).get("wanted") == "duplicate")


def originals_of(application: Application) -> list[IssuedDocument]:
    """Return the certificates and notes of the register that were issued about the same person, the newest first."""
    about = subject_of(application)
    found = issued_about(about.kind, about.number)
    return list(found.filter(state=IssuedDocument.State.ISSUED, data__duplicate_of=""))


class OriginalForm(ActForm):
    """Which of the issued documents the duplicate is of."""

    original = forms.ChoiceField(
        label=gettext_lazy("Издаден документ"),
        widget=Radios,
        error_messages={"required": gettext_lazy("Изберете документа, на който се издава дубликат")},
    )

    def prepare(self) -> None:
        """Offer what the register holds."""
        field: Any = self.fields["original"]
        field.choices = [
            (str(document.pk), f"{document.title}, {document.outgoing_number}")
            for document in originals_of(self.proceeding.application)
        ]


def needs_original(proceeding: Proceeding) -> Text:
    """Say why the fee for a duplicate cannot be asked for, or nothing."""
    if not asks_for_duplicate(proceeding.application):
        return NOT_A_DUPLICATE
    if not originals_of(proceeding.application):
        return NOT_IN_REGISTER
    try:
        current_parameters().at(DUPLICATE_FEE, clock.today())
    except MissingValue:
        return NO_PRICE
    return ""


def needs_no_original(proceeding: Proceeding) -> Text:
    """Say why it cannot be said that there is no original, or nothing."""
    if not asks_for_duplicate(proceeding.application):
        return NOT_A_DUPLICATE
    return IN_REGISTER if originals_of(proceeding.application) else ""


def needs_payment(proceeding: Proceeding) -> Text:
    """Say that the fee is not paid, or nothing."""
    return (
        ""
        if DuplicateRequest.objects.filter(pk=proceeding.pk, fee__state=Fee.State.PAID).exists()
        else NOT_PAID
    )


def ask_for_fee(doing: Doing) -> None:
    """Remember the original and ask for the fee."""
    proceeding, official = doing.proceeding, acting_official(doing)
    original = next(
        document
        for document in originals_of(proceeding.application)
        if str(document.pk) == doing.data["original"]
    )
    fee = ask_fee(
        current_parameters().at(DUPLICATE_FEE, clock.today()),
        reason="Дубликат на документ от осигурителния архив",
        person=proceeding.person,
        body=proceeding.body,
        subject_kind=SUBJECT,
        subject_id=str(proceeding.pk),
        actor=Actor.official(official.pk),
    )
    DuplicateRequest.objects.create(proceeding=proceeding, original=original, fee=fee)
    send(
        contact_of(proceeding.application).email,
        "archive_certificate/messages/fee",
        {"fee": fee, "address": settings.PUBLIC_URL + reverse("my_fee", args=[fee.pk])},
        key=f"archive_certificate.fee:{fee.pk}",
    )


def issue_duplicate(doing: Doing) -> None:
    """Issue the duplicate: what the original says, marked, under a number of its own."""
    asked = DuplicateRequest.objects.select_related("original").get(pk=doing.proceeding.pk)
    original, proceeding = asked.original, doing.proceeding
    duplicate = issue_document(
        kind_named(original.kind),
        data=_marked(original),
        person=proceeding.person,
        body=proceeding.body,
        subject_kind=SUBJECT,
        subject_id=str(proceeding.pk),
        actor=Actor.official(acting_official(doing).pk),
        title=_title(original),
    )
    is_note = original.kind == KINDS[CertificateKind.TAX_OFFICIAL_NOTE].name
    deliver(duplicate, proceeding.application, OTHER if is_note else DELIVERY)


def preview_duplicate(doing: Doing) -> bytes:
    """Draw the duplicate that would be issued."""
    original = DuplicateRequest.objects.select_related("original").get(pk=doing.proceeding.pk).original
    kind = kind_named(original.kind)
    return preview(kind, _marked(original), body=doing.proceeding.body, title=_title(original))


def issue_no_original(doing: Doing) -> None:
    """Issue the letter that the register holds no such document."""
    document = issue_document(
        NO_DATA,
        data=_no_original(doing.proceeding.application),
        person=doing.proceeding.person,
        body=doing.proceeding.body,
        subject_kind=SUBJECT,
        subject_id=str(doing.proceeding.pk),
        actor=Actor.official(acting_official(doing).pk),
    )
    deliver(document, doing.proceeding.application, OTHER)


def preview_no_original(doing: Doing) -> bytes:
    """Draw that letter."""
    return preview(NO_DATA, _no_original(doing.proceeding.application), body=doing.proceeding.body)


def fee_was_paid(fee: Fee) -> None:
    """Let the proceeding of a fee go on; where it has ended meanwhile an official is told, for nothing is paid back by itself."""
    asked = DuplicateRequest.objects.filter(fee=fee).first()
    if asked is None:
        return
    proceeding = hold(asked.pk)
    if proceeding.state == AWAITING_PAYMENT:
        act = procedure_of(proceeding).act("pay")
        carry_out(Doing(act, proceeding), Actor.person(proceeding.person_id))
        return
    open_tasks([_to_decide(proceeding, fee, PAID_AFTER_THE_END)])


def fee_was_paid_twice(fee: Fee) -> None:
    """Tell an official that money came for a fee that was settled before: nothing is paid back by itself."""
    asked = DuplicateRequest.objects.filter(fee=fee).first()
    if asked is not None:
        open_tasks([_to_decide(hold(asked.pk), fee, PAID_TWICE)])


def cancel_fee_of_withdrawn(application: Application, change: Change) -> None:
    """Let the fee of an application that its person withdrew fall away, if it is not paid."""
    asked = DuplicateRequest.objects.filter(proceeding__application=application).first()
    if asked is not None and change.what == Change.What.WITHDRAWAL:
        cancel_fee(asked.fee_id, Actor.person(application.person_id))


def _to_decide(proceeding: Proceeding, fee: Fee, kind: str) -> Task:
    return Task(
        key=f"{kind}:{fee.pk}",
        kind=kind,
        title=f"{_TO_DECIDE[kind]}: {proceeding.application.registry_uid}",
        subject_kind=SUBJECT,
        subject_id=str(proceeding.pk),
        body_id=proceeding.body_id,
        role=procedure_of(proceeding).initial.role,
        due_on=clock.today(),
    )


def _marked(original: IssuedDocument) -> dict[str, Any]:
    return {
        **original.data,
        "duplicate_of": f"{original.outgoing_number} от {wording.day(original.issued_at)}",
    }


def _title(original: IssuedDocument) -> str:
    return f"Дубликат: {original.title}"


def _no_original(application: Application) -> dict[str, Any]:
    asked = application.answers["duplicate"]
    kind = in_bulgarian(CertificateKind(asked["original_kind"]))
    number = f" № {asked['original_number']}" if asked.get("original_number") else ""
    return {
        "addressee": [application.person.full_name],
        "facts": subject_of(application).as_told,
        "paragraphs": [
            f"Поискахте дубликат на документ: {kind}{number}.",
            "В регистъра на издадените документи няма такъв документ за лицето, затова дубликат не се издава и такса не се"
            " дължи. Можете да подадете заявление за нов документ – той е безплатен.",
        ],
    }
