"""What this service issues: the statement on documents, the letter on irregularities, the orders (S1.8-S1.10)."""

from datetime import date
from pathlib import Path
from typing import Any

from nssi.access.models import Official
from nssi.applications.changes import contact_of
from nssi.audit import Actor
from nssi.delivery.actions.deliver_document import deliver_document
from nssi.delivery.methods import DeliveryMethod
from nssi.documents import wording
from nssi.documents.actions.issue_document import issue_document
from nssi.documents.kinds import DocumentKind, Seal
from nssi.foundation import clock
from nssi.institution.models import CompetentBody
from nssi.institution.queries import repayment_account
from nssi.law.money import amount_told
from nssi.law.readings import GRANT_ANNULLED
from nssi.law.receipt import Receipt
from nssi.law.render import shown, unbroken, value_told
from nssi.law.unemployment_benefit.repayment import Owed
from nssi.look.typography import ended
from nssi.proceedings.appeals import how_to_appeal
from nssi.proceedings.models import SUBJECT, Proceeding
from nssi.services.unemployment_benefit.delivery import DELIVERY
from nssi.services.unemployment_benefit.models import (
    BenefitDecision,
    DocumentResult,
    Registration,
    UndulyReceivedOrder,
)

REGISTER_INDEX = "2001"
"""Of what goes out from this service; the institution has published no list of its indexes."""

_TEMPLATES = Path(__file__).parent / "templates" / "unemployment_benefit"
STATEMENT = DocumentKind(
    "unemployment_benefit.statement",
    "Справка за приети, върнати и липсващи документи",
    REGISTER_INDEX,
    _TEMPLATES / "statement.typ",
    Seal.MASS,
)
IRREGULARITIES = DocumentKind(
    "unemployment_benefit.irregularities",
    "Уведомително писмо за отстраняване на нередности",
    REGISTER_INDEX,
    _TEMPLATES / "irregularities.typ",
    Seal.MASS,
)
ORDER = DocumentKind(
    "unemployment_benefit.order",
    "Разпореждане за парично обезщетение за безработица",
    REGISTER_INDEX,
    _TEMPLATES / "order.typ",
    Seal.ORDER,
)
UNDULY = DocumentKind(
    "unemployment_benefit.unduly",
    "Разпореждане за възстановяване на недължимо получено обезщетение",
    REGISTER_INDEX,
    _TEMPLATES / "unduly.typ",
    Seal.ORDER,
)
Result = DocumentResult.Result


def _head(proceeding: Proceeding, registration: Registration) -> dict[str, Any]:
    application = proceeding.application
    return {
        "addressee": [proceeding.person.full_name],
        "facts": [
            ["Регистрационен номер", registration.number],
            ["Заявление (УРИ)", application.registry_uid],
            ["Подадено на", wording.day(application.filed_at)],
        ],
    }


def statement_data(
    proceeding: Proceeding, registration: Registration, results: list[DocumentResult]
) -> dict[str, Any]:
    """Return the statement in its three parts: accepted, returned with the reason, missing (S1.8)."""
    parts = {
        result.value: [[row.title, row.why] for row in results if row.result == result] for result in Result
    }
    return {**_head(proceeding, registration), **parts}


def irregularities_data(
    proceeding: Proceeding, registration: Registration, items: list[str]
) -> dict[str, Any]:
    """Return the letter: what is irregular, and how it is put right by quoting the УРИ (S1.10)."""
    return {**_head(proceeding, registration), "items": items, "uid": proceeding.application.registry_uid}


def order_data(
    proceeding: Proceeding, registration: Registration, decision: BenefitDecision
) -> dict[str, Any]:
    """Return an order: what is decided, its reasons in the words of the law, how each figure was reached."""
    receipt, answer = decision.receipt, decision.receipt["answer"]
    entitled = answer["entitled"]
    daily = [
        [wording.day(date.fromisoformat(row["from"])), amount_told(row["amount"], row["currency"])]
        for row in answer["daily"]
    ]
    period = [
        ["От", shown(answer["from"])],
        ["До", shown(answer["to"])],
        ["Срок в месеци", str(answer["months"])],
    ]
    steps = [
        f"{step['text']} ({step['article']}): {step['formula']}"
        + ("" if step["result"] is None else f" = {shown(step['result'])}")
        for step in receipt["steps"]
    ]
    return {
        **_head(proceeding, registration),
        "entitled": entitled,
        "annuls": annulled_grant(decision),
        "reasons": [f"{reason['text']} ({reason['article']})" for reason in answer["reasons"]],
        "period": period if entitled else [],
        "daily": daily,
        "steps": [unbroken(step) for step in steps],
        "values": [unbroken(value_told(value)) for value in receipt["parameters"]],
        "unverified": unverified_in(decision),
        "proofs": [[name, proof] for name, proof in decision.proofs.items()],
        "appeal": how_to_appeal(ORDER.name, proceeding.body.label),
    }


def annulled_grant(decision: BenefitDecision) -> str:
    """Return which grant an order annuls, and from which day; empty for every other order."""
    if decision.kind != BenefitDecision.Kind.ANNUL:
        return ""
    granted = BenefitDecision.objects.filter(
        proceeding=decision.proceeding_id, kind=BenefitDecision.Kind.GRANT
    ).last()
    assert granted is not None  # noqa: S101 – what was not granted is not annulled
    day, first = wording.day(granted.decided_at), shown(granted.receipt["answer"]["from"])
    return ended(f"Отпускането с разпореждане от {day} се отменя от началото си, {first}")


def unverified_in(decision: BenefitDecision) -> list[str]:
    """Return what an order rests on that is not verified."""
    lines = list(decision.receipt["unverified"])
    if decision.kind == BenefitDecision.Kind.ANNUL:
        lines.append(str(GRANT_ANNULLED))
    return [unbroken(line) for line in lines]


def unduly_data(
    proceeding: Proceeding, registration: Registration, order: UndulyReceivedOrder, owed: Receipt[Owed]
) -> dict[str, Any]:
    """Return an order to pay back: the months with what was paid and due, the sum, interest or not, why (Art. 54e, 114).

    `owed`: what is owed on the day of the order, with the interest until then.
    """
    receipt = order.receipt
    months = [[shown(cell) for cell in line] for line in receipt["steps"][0].get("lines", [])]
    interest = (
        "Сумите са получени недобросъвестно, затова се дължи и лихвата по чл. 113 от КСО от деня на получаването до деня"
        f" на връщането. Към {wording.day(owed.facts.on)} тя е {owed.answer.interest.told} и расте с всеки ден."
        if receipt["answer"]["with_interest"]
        else "Сумите са получени добросъвестно, затова се връщат без лихва."
    )
    return {
        **_head(proceeding, registration),
        "total": amount_told(receipt["answer"]["amount"], receipt["answer"]["currency"]),
        "interest": interest,
        "pay_to": pay_to(proceeding.body, registration.number),
        "ground": order.ground,
        "months": [[unbroken(cell) for cell in line] for line in months],
        "unverified": [unbroken(line) for line in dict.fromkeys((*receipt["unverified"], *owed.unverified))],
        "appeal": how_to_appeal(UNDULY.name, proceeding.body.label),
    }


def pay_to(body: CompetentBody, number: str) -> dict[str, Any]:
    """Return into which account a sum is paid back, as rows; where none was entered, a text that says where to ask."""
    account = repayment_account(body, clock.today())
    if account is None:
        text = f"Сметка за връщане не е въведена в системата. За сметката и начина на връщане се обърнете към: {body.told}"
        return {"rows": [], "text": unbroken(ended(text))}
    rows = [
        ["IBAN", account.shown],
        ["Получател", account.holder],
        ["Основание за плащане", f"Регистрация {number}"],
    ]
    return {"rows": rows, "text": ""}


def send(
    kind: DocumentKind,
    proceeding: Proceeding,
    data: dict[str, Any],
    official: Official,
    *,
    title: str | None = None,
) -> None:
    """Issue a document and let it go out in the way that the person chose (S1.6, S1.9)."""
    contact = contact_of(proceeding.application)
    method = DeliveryMethod(contact.delivery_method)
    document = issue_document(
        kind,
        data=data,
        person=proceeding.person,
        body=proceeding.body,
        subject_kind=SUBJECT,
        subject_id=str(proceeding.pk),
        actor=Actor.official(official.pk),
        title=title,
    )
    deliver_document(
        document,
        addressee=proceeding.person,
        method=method,
        destination="" if method == DeliveryMethod.COUNTER else contact.delivery_address,
        policy=DELIVERY,
    )
