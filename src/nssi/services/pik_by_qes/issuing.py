"""What the acts of the procedure do: grant, refuse, hand the certificate over, give it up."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from nssi.access.models import Official
from nssi.access.queries import active_pik
from nssi.applications.models import Application, Change
from nssi.audit import SYSTEM, Actor
from nssi.delivery.actions.deliver_document import deliver_document
from nssi.delivery.methods import DeliveryMethod
from nssi.delivery.policies import DeliveryPolicy, NotFetched
from nssi.documents.actions.issue_document import issue_document
from nssi.documents.actions.preview_document import preview
from nssi.documents.kinds import PLAIN_LETTER, DocumentKind, Seal
from nssi.look.typography import date_text
from nssi.pik.actions.hand_over_certificate import discard, hand_over
from nssi.pik.actions.prepare_qes_issue import prepare_qes_issue
from nssi.pik.models import PikIssue
from nssi.proceedings.actions.tell_person import tell_person
from nssi.proceedings.clocks import start_term
from nssi.proceedings.models import SUBJECT, Proceeding
from nssi.proceedings.procedures import Doing, Text
from nssi.proceedings.rights import ActRefused
from nssi.services.pik_by_qes.service import REGISTER_INDEX
from nssi.terms.queries import running_term

DECIDING, COLLECTING = "pik_by_qes.deciding", "pik_by_qes.collecting"
COLLECT = "collect"

DECEASED = gettext_lazy("По данни на НОИ лицето е починало. Откажете искането.")
NOT_HANDED_OVER = gettext_lazy("Удостоверението беше изготвено отново или вече не може да се изтегли.")

REFUSAL = DocumentKind(
    "pik_by_qes.refusal",
    gettext_lazy("Отказ за издаване на ПИК"),
    REGISTER_INDEX,
    PLAIN_LETTER,
    Seal.ORDER,
)
BY_LETTER = DeliveryPolicy(
    name="pik_by_qes",
    methods=frozenset({DeliveryMethod.ELECTRONIC, DeliveryMethod.COUNTER}),
    role=Official.Role.CLERK,
    if_not_fetched=NotFetched.POST,
    by_access_code=True,
)
"""How a refusal reaches the person. The certificate itself goes no such way: nothing of it may be kept."""


def issue_of(proceeding_id: UUID) -> PikIssue | None:
    """Return the PIK that is issued in a proceeding; None where the request was not granted."""
    return PikIssue.objects.select_related("credential").filter(request_id=proceeding_id).first()


def last_day_of(proceeding: Proceeding) -> date | None:
    """Return the last day of the term for the download, which moves with days off; None where it does not run."""
    term = running_term(COLLECTING, SUBJECT, str(proceeding.pk))
    return term.due_on if term else None


def facts(proceeding: Proceeding) -> Sequence[tuple[Text, str]]:
    """Return what is worth knowing before the request is granted: that a PIK is replaced by it."""
    active = active_pik(proceeding.person_id)
    if active is None or active.activated_at is None or proceeding.closed_at is not None:
        return ()
    return (
        (
            gettext("Активен ПИК, който ще бъде заменен"),
            gettext("от %(day)s") % {"day": date_text(active.activated_at)},
        ),
    )


def needs_living_person(proceeding: Proceeding) -> Text:
    """Say that nothing can be issued to somebody who has died, or nothing."""
    return DECEASED if proceeding.person.known_deceased else ""


def grant(doing: Doing) -> None:
    """Let the person download the certificate, until the last day of the term, and tell them."""
    proceeding, official = doing.proceeding, _official(doing)
    term = start_term(proceeding, COLLECTING, started_by="одобряване на искането")
    prepare_qes_issue(
        proceeding.person,
        request_id=proceeding.pk,
        official=official,
        body=proceeding.body,
        email=proceeding.application.email,
        last_day=term.due_on,
    )
    _tell(proceeding, "ready", term.due_on)


def remind(proceeding: Proceeding, last_day: date) -> None:
    """Tell the person once more until which day the certificate waits; after it they have to ask anew."""
    _tell(proceeding, "reminder", last_day)


def refuse(doing: Doing) -> None:
    """Issue the refusal with its reasons, and deliver it to the address of the request."""
    proceeding, application = doing.proceeding, doing.proceeding.application
    document = issue_document(
        REFUSAL,
        data=_refusal(proceeding, str(doing.data["reason"])),
        person=proceeding.person,
        body=proceeding.body,
        subject_kind=SUBJECT,
        subject_id=str(proceeding.pk),
        actor=Actor.official(_official(doing).pk),
    )
    deliver_document(
        document,
        addressee=proceeding.person,
        method=DeliveryMethod.ELECTRONIC,
        destination=application.email,
        policy=BY_LETTER,
        access=(application.pk, application.access_key_id),
    )


def preview_refusal(doing: Doing) -> bytes:
    """Draw the refusal that would be issued."""
    return preview(REFUSAL, _refusal(doing.proceeding, str(doing.data["reason"])), body=doing.proceeding.body)


def collect(doing: Doing) -> None:
    """Hand the certificate over whose download has come to its end. Raises ActRefused where it is that one no more."""
    proceeding = doing.proceeding
    issue = issue_of(proceeding.pk)
    if issue is None:
        raise ActRefused(str(NOT_HANDED_OVER))
    actor = Actor.person(proceeding.person_id)
    if not hand_over(issue.pk, actor, credential_id=doing.data["credential_id"]).handed_over_at:
        raise ActRefused(str(NOT_HANDED_OVER))


def discard_lapsed(proceeding_ids: Sequence[str]) -> None:
    """Destroy what was not downloaded in time."""
    _discard(PikIssue.objects.filter(request_id__in=proceeding_ids), SYSTEM)


def discard_withdrawn(application: Application, change: Change) -> None:
    """Destroy what was prepared for a request that is withdrawn."""
    if change.what == Change.What.WITHDRAWAL:
        mine = Proceeding.objects.filter(application=application).values("pk")
        _discard(PikIssue.objects.filter(request_id__in=mine), Actor.person(application.person_id))


def _tell(proceeding: Proceeding, message: str, last_day: date) -> None:
    page = settings.PUBLIC_URL + reverse("pik_certificate", args=[proceeding.pk])
    told = {"page": page, "last_day": last_day}
    tell_person(proceeding, f"pik_by_qes/messages/{message}", str(proceeding.pk), told)


def _discard(issues: Any, actor: Actor) -> None:
    for issue_id in issues.order_by("pk").values_list("pk", flat=True):
        discard(issue_id, actor)


def _refusal(proceeding: Proceeding, reason: str) -> dict[str, Any]:
    return {
        "addressee": [proceeding.person.full_name],
        "facts": [["Искане с УРИ", proceeding.application.registry_uid]],
        "paragraphs": [
            "По Ваше искане за издаване на персонален идентификационен код (ПИК) с квалифициран електронен подпис"
            " отказваме да издадем ПИК.",
            f"Мотиви: {reason}",
            "Можете да получите ПИК и лично, само с лична карта, във всяко териториално поделение на НОИ или в негов"
            " изнесен офис.",
        ],
    }


def _official(doing: Doing) -> Official:
    if doing.official is None:
        raise ActRefused(gettext("Това прави служител."))
    return doing.official
