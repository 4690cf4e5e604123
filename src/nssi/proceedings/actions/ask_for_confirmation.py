"""Ask a person to confirm that an unsigned application is theirs (O-05, M-05, S2.5)."""

from datetime import date
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from nssi.applications.changes import contact_of
from nssi.applications.queries import title_of
from nssi.audit import SYSTEM
from nssi.delivery.actions.deliver_document import deliver_document
from nssi.delivery.methods import DeliveryMethod
from nssi.delivery.models import Delivery
from nssi.documents.actions.issue_document import issue_document
from nssi.documents.models import IssuedDocument
from nssi.foundation import clock
from nssi.messages.actions.send import send
from nssi.proceedings.actions.perform import hold
from nssi.proceedings.clocks import renew_deadline, start_term
from nssi.proceedings.letters import BY_LETTER, CONFIRMATION
from nssi.proceedings.models import SUBJECT, Proceeding
from nssi.proceedings.procedures import UNCONFIRMED
from nssi.proceedings.shared_acts import confirmation_of


@transaction.atomic
def ask_for_confirmation(proceeding_id: UUID) -> None:
    """Send the notice, once: by e-mail where one is known, and the three days run from it; else by letter.

    The three days of a letter run from its service (`letter_was_served`).
    """
    proceeding = hold(proceeding_id)
    if proceeding.state != UNCONFIRMED.name:
        return
    email = contact_of(proceeding.application).email
    if not email:
        _write_letter(proceeding)
        return
    until = _start(proceeding, clock.today(), "съобщението за потвърждаване")
    send(
        email,
        "proceedings/messages/confirm",
        {
            "title": title_of(proceeding.application),
            "registry_uid": proceeding.application.registry_uid,
            "until": until,
            "address": settings.PUBLIC_URL + reverse("confirm_application", args=[proceeding.pk]),
            "body": proceeding.body.told,
        },
        key=f"proceedings.confirm:{proceeding.pk}",
    )


@transaction.atomic
def letter_was_served(delivery: Delivery) -> None:
    """Let the three days run from the day on which the letter was served."""
    document = delivery.document
    if document.kind != CONFIRMATION.name or delivery.served_on is None:
        return
    proceeding = hold(UUID(document.subject_id))
    if proceeding.state == UNCONFIRMED.name:
        _start(proceeding, delivery.served_on, "връчването на искането за потвърждаване")


def _start(proceeding: Proceeding, started_on: date, started_by: str) -> date:
    name = confirmation_of(proceeding.service).name
    term = start_term(proceeding, name, started_on=started_on, started_by=started_by)
    renew_deadline(proceeding)
    proceeding.save(update_fields=["due_on", "late_since"])
    return term.due_on


def _write_letter(proceeding: Proceeding) -> None:
    key = str(proceeding.pk)
    if IssuedDocument.objects.filter(kind=CONFIRMATION.name, subject_kind=SUBJECT, subject_id=key).exists():
        return
    application = proceeding.application
    answers = application.answers.get("personal_data", {})
    address = str(answers.get("address", "")) or application.delivery_address
    document = issue_document(
        CONFIRMATION,
        data=_letter(proceeding, address),
        person=proceeding.person,
        body=proceeding.body,
        subject_kind=SUBJECT,
        subject_id=key,
        actor=SYSTEM,
    )
    deliver_document(
        document,
        addressee=proceeding.person,
        method=DeliveryMethod.POST if address else DeliveryMethod.COUNTER,
        destination=address,
        policy=BY_LETTER,
    )


def _letter(proceeding: Proceeding, address: str) -> dict[str, object]:
    with translation.override(settings.LANGUAGE_CODE):
        return {
            "addressee": [proceeding.person.full_name, *filter(None, [address])],
            "facts": [
                [gettext("Заявление"), title_of(proceeding.application)],
                [gettext("Входящ номер (УРИ)"), proceeding.application.registry_uid],
            ],
            "paragraphs": [
                gettext("При нас постъпи заявление от Ваше име, което не е подписано."),
                gettext(
                    "Потвърдете в тридневен срок от получаването на това писмо, че Вие го подадохте: подпишете го на място или го потвърдете в портала с ПИК или КЕП."
                ),
                gettext("Ако не го потвърдите в срок, производството по него се прекратява."),
            ],
            "signed_by": [proceeding.body.label],
        }
