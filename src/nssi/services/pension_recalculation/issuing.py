"""What this service issues: the letter that asks for originals, and the order; how they look and how they go out (S3.6-S3.8)."""

from pathlib import Path
from typing import Any

from nssi.access.models import Official
from nssi.applications.changes import contact_of, current_answers
from nssi.audit import Actor
from nssi.delivery.actions.deliver_document import deliver_document
from nssi.delivery.methods import DeliveryMethod
from nssi.delivery.policies import DeliveryPolicy, NotFetched
from nssi.documents import wording
from nssi.documents.actions.issue_document import issue_document
from nssi.documents.kinds import PLAIN_LETTER, DocumentKind, Seal
from nssi.documents.models import IssuedDocument
from nssi.law.money import Currency, Money
from nssi.law.pensions.recalculation import CHOSEN, Chosen
from nssi.law.render import shown, unbroken, value_told
from nssi.pensions.models import Pension, PensionRecalculation
from nssi.proceedings.appeals import how_to_appeal
from nssi.proceedings.models import SUBJECT, Proceeding
from nssi.services.pension_recalculation.delivery import DELIVERY
from nssi.services.pension_recalculation.models import OrderDraft

REGISTER_INDEX = "2003"
"""Of what goes out from this service; the institution has published no list of its indexes."""

LETTER = DocumentKind(
    "pension_recalculation.originals_letter",
    "Уведомително писмо за представяне на оригинални документи",
    REGISTER_INDEX,
    PLAIN_LETTER,
    Seal.MASS,
)
ORDER = DocumentKind(
    "pension_recalculation.order",
    "Разпореждане за преизчисляване на пенсия",
    REGISTER_INDEX,
    Path(__file__).parent / "templates" / "pension_recalculation" / "order.typ",
    Seal.ORDER,
)
YEARLY_NOTICE = DocumentKind(
    "pension_recalculation.yearly_notice",
    "Уведомление за ежегодно преизчисляване на пенсия",
    REGISTER_INDEX,
    PLAIN_LETTER,
    Seal.MASS,
)
BY_POST = DeliveryPolicy(
    name="pension_recalculation.letter",
    methods=frozenset({DeliveryMethod.POST}),
    role=Official.Role.PENSION_OFFICER,
    if_not_fetched=NotFetched.POST,
)
"""The letter that asks for originals goes registered, with return receipt, and in no other way (S3.7)."""


def address_of(proceeding: Proceeding) -> str:
    """Return the postal address that holds for the applicant, with its lines."""
    return str(current_answers(proceeding.application)["personal_data"]["address"])


def letter_data(proceeding: Proceeding, documents: list[str], *, months: int) -> dict[str, Any]:
    """Return what the letter says. `months`: how long the originals may be brought from the day of the notice."""
    application = proceeding.application
    term = "един месец" if months == 1 else "два месеца"
    return {
        "addressee": [proceeding.person.full_name, *address_of(proceeding).splitlines()],
        "facts": [
            ["Заявление (УРИ)", application.registry_uid],
            ["Подадено на", wording.day(application.filed_at)],
        ],
        "paragraphs": [
            "Към заявлението сте приложили сканирани документи. Представете оригиналите им в "
            f"{proceeding.body.label}, за да бъдат зачетени:",
            *(f"– {document}" for document in documents),
            f"Срокът е {term} от датата, на която получавате това писмо – тя се удостоверява с обратната разписка.",
            "Ако не ги представите в срока, разпореждането се издава въз основа на наличните редовни документи и на"
            " данните по чл. 5, ал. 4, т. 1 от КСО.",
        ],
    }


def yearly_notice_data(proceeding: Proceeding, pension: Pension) -> dict[str, Any]:
    """Return what the notice says to whoever asked for the recalculation every year."""
    application = proceeding.application
    return {
        "addressee": [proceeding.person.full_name],
        "facts": [
            ["Заявление (УРИ)", application.registry_uid],
            ["Пенсионно досие", pension.file_number],
        ],
        "paragraphs": [
            f"По Вашето заявление от {wording.day(application.filed_at)} пенсията ще се преизчислява служебно всяка година от"
            " 1 април с придобития стаж и доход след пенсионирането, ако това е по-благоприятно за Вас"
            " (чл. 102, ал. 3 от КСО).",
            "Не е нужно да подавате ново заявление.",
        ],
    }


def order_data(
    proceeding: Proceeding, draft: OrderDraft, recalculation: PensionRecalculation | None
) -> dict[str, Any]:
    """Return what the order says: the decision, its facts, and how it was reached, from the receipt (S3.8)."""
    application = proceeding.application
    data: dict[str, Any] = {
        "addressee": [proceeding.person.full_name],
        "facts": [
            ["Заявление (УРИ)", f"{application.registry_uid}"],
            ["Подадено на", wording.day(application.filed_at)],
            ["Основание за решаване", str(OrderDraft.Basis(draft.basis).label)],
        ],
        "refusal": draft.refusal,
        "reasons": [],
        "values": [],
        "unverified": [],
        "appeal": how_to_appeal(ORDER.name, proceeding.body.label),
    }
    if draft.pension is not None:
        data["facts"].insert(0, ["Пенсионно досие", draft.pension.file_number])
    if recalculation is not None:
        data |= _decision(draft, recalculation)
    return data


def _decision(draft: OrderDraft, row: PensionRecalculation) -> dict[str, Any]:
    currency = Currency(row.currency)
    steps = [
        f"{step['text']} ({step['article']}): {step['formula']}"
        + ("" if step["result"] is None else f" = {shown(step['result'])}")
        for step in row.receipt["steps"]
    ]
    return {
        "decision": [
            ["Досегашен размер", Money(row.before, currency).told],
            ["Преизчислен размер", Money(row.after, currency).told],
            ["Считано от", wording.day(row.effective_from)],
            ["Приет е размерът", CHOSEN[Chosen(row.chosen)]],
            ["Стаж по данните по чл. 5, ал. 4, т. 1 КСО", str(draft.declared)],
            ["Стаж, установен с документи", str(draft.proven)],
        ],
        "reasons": [unbroken(step) for step in steps],
        "values": [unbroken(value_told(value)) for value in row.receipt["parameters"]],
        "unverified": [unbroken(line) for line in row.receipt["unverified"]],
    }


def issue_letter(proceeding: Proceeding, data: dict[str, Any], official: Official) -> None:
    """Issue the letter that asks for originals, by registered post with return receipt."""
    document = _issue(LETTER, proceeding, data, official)
    deliver_document(
        document,
        addressee=proceeding.person,
        method=DeliveryMethod.POST,
        destination=address_of(proceeding),
        policy=BY_POST,
    )


def issue_order(proceeding: Proceeding, data: dict[str, Any], official: Official) -> None:
    """Issue the order, by internet to the address that holds at present (S3.6)."""
    _send(_issue(ORDER, proceeding, data, official), proceeding)


def issue_yearly_notice(proceeding: Proceeding, data: dict[str, Any], official: Official) -> None:
    """Issue the notice, by internet too."""
    _send(_issue(YEARLY_NOTICE, proceeding, data, official), proceeding)


def _send(document: IssuedDocument, proceeding: Proceeding) -> None:
    application = proceeding.application
    deliver_document(
        document,
        addressee=proceeding.person,
        method=DeliveryMethod.ELECTRONIC,
        destination=contact_of(application).email,
        policy=DELIVERY,
        access=(application.pk, application.access_key_id),
    )


def _issue(
    kind: DocumentKind, proceeding: Proceeding, data: dict[str, Any], official: Official
) -> IssuedDocument:
    return issue_document(
        kind,
        data=data,
        person=proceeding.person,
        body=proceeding.body,
        subject_kind=SUBJECT,
        subject_id=str(proceeding.pk),
        actor=Actor.official(official.pk),
    )
