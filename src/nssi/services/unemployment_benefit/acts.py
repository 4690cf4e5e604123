"""What each act of an unemployment benefit does, and why it cannot be done yet (S1.8-S1.12)."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from nssi.access.models import Official
from nssi.applications.models import ApplicationFile
from nssi.documents.actions.preview_document import preview
from nssi.documents.kinds import DocumentKind
from nssi.foundation import clock
from nssi.law.errors import LawError
from nssi.law.facts import write
from nssi.law.receipt import Receipt
from nssi.law.unemployment_benefit.assess import Assessment
from nssi.proceedings.actions.judge_links import judge_links
from nssi.proceedings.actions.see_originals import see_originals
from nssi.proceedings.actions.tell_person import tell_person
from nssi.proceedings.models import Proceeding
from nssi.proceedings.originals import files_in, is_seen
from nssi.proceedings.procedures import (
    Doing,
    Text,
)
from nssi.services.unemployment_benefit import issuing
from nssi.services.unemployment_benefit.actions.register_person import register_person
from nssi.services.unemployment_benefit.circumstances import (
    Consequence,
    assessed_again,
    open_declarations,
    settle,
)
from nssi.services.unemployment_benefit.models import (
    BenefitDecision,
    DocumentResult,
    Irregularities,
    Registration,
)
from nssi.services.unemployment_benefit.paying import pay_by, pay_nothing, stop_paying
from nssi.services.unemployment_benefit.proposals import open_proposals
from nssi.services.unemployment_benefit.questions import FOREIGN
from nssi.terms.models import Task

Kind = BenefitDecision.Kind


def register(doing: Doing) -> None:
    """Give the registration its number."""
    register_person(doing.proceeding, _official(doing))


def _official(doing: Doing) -> Official:
    assert doing.official is not None  # noqa: S101 – officials do this
    return doing.official


def registration_of(proceeding: Proceeding) -> Registration:
    """Return the registration of a proceeding that has one."""
    return Registration.objects.get(proceeding=proceeding)


# Documents


def examine_documents(doing: Doing) -> None:
    """Note what was found of each document, and issue the statement (S1.8)."""
    results = _results(doing)
    DocumentResult.objects.bulk_create(results)
    judge_links(doing.data["results"], _official(doing))
    registration = registration_of(doing.proceeding)
    data = issuing.statement_data(doing.proceeding, registration, results)
    issuing.send(issuing.STATEMENT, doing.proceeding, data, _official(doing))


def preview_statement(doing: Doing) -> bytes:
    """Draw the statement."""
    data = issuing.statement_data(doing.proceeding, registration_of(doing.proceeding), _results(doing))
    return _drawn(issuing.STATEMENT, doing, data)


def _results(doing: Doing) -> list[DocumentResult]:
    common: dict[str, Any] = {
        "registration": registration_of(doing.proceeding),
        "official": doing.official,
        "at": clock.now(),
    }
    found = [
        DocumentResult(
            file=file,
            title=file.title,
            result=DocumentResult.Result.ACCEPTED if accepted else DocumentResult.Result.RETURNED,
            why="" if accepted else why,
            **common,
        )
        for file, accepted, why in doing.data["results"]
    ]
    missing = [
        DocumentResult(file=None, title=title, result=DocumentResult.Result.MISSING, **common)
        for title in doing.data["missing_titles"]
    ]
    return found + missing


def not_examined(proceeding: Proceeding) -> Text:
    """Return that a document of the application, or one that came later, was not examined yet, or nothing."""
    results = DocumentResult.objects.filter(registration__proceeding=proceeding)
    examined = set(results.values_list("file_id", flat=True))
    came = ApplicationFile.objects.filter(application_id=proceeding.application_id)
    if examined and examined.issuperset(came.values_list("pk", flat=True)):
        return ""
    return _("Първо прегледайте документите.")


def facts(proceeding: Proceeding) -> list[tuple[Text, str]]:
    """Return the registration number, where there is one."""
    registration = Registration.objects.filter(proceeding=proceeding).first()
    return [(_("Регистрационен номер"), registration.number)] if registration else []


def found(proceeding: Proceeding) -> dict[int, Text]:
    """Return the last result of each document that came in."""
    results = DocumentResult.objects.filter(registration__proceeding=proceeding, file__isnull=False)
    return {
        row.file_id: f"{row.get_result_display()}: {row.why}" if row.why else row.get_result_display()
        for row in results
        if row.file_id is not None
    }


def present_originals(doing: Doing) -> None:
    """Note which originals an official has seen (S1.4)."""
    see_originals(doing.data["documents"], _official(doing))


def nothing_to_bring(proceeding: Proceeding) -> Text:
    """Return that no original is waited for, or nothing."""
    if all(map(is_seen, files_in(proceeding.application_id, FOREIGN))):
        return _("Няма документ, чийто оригинал да се чака.")
    return ""


# Irregularities


def ask_to_put_right(doing: Doing) -> None:
    """Send the letter, and open the application for second filing (S1.10)."""
    items = doing.data["items"]
    asked = Irregularities.objects.create(proceeding=doing.proceeding, items=items, asked_at=clock.now())
    tell_person(doing.proceeding, "proceedings/messages/irregular", str(asked.pk))
    issuing.send(issuing.IRREGULARITIES, doing.proceeding, _letter(doing), _official(doing))


def preview_letter(doing: Doing) -> bytes:
    """Draw the letter."""
    return _drawn(issuing.IRREGULARITIES, doing, _letter(doing))


def _letter(doing: Doing) -> dict[str, Any]:
    registration = registration_of(doing.proceeding)
    return issuing.irregularities_data(doing.proceeding, registration, doing.data["items"])


# Decisions


def decide(doing: Doing) -> str:
    """Grant or refuse, by the assessment (S1.11)."""
    receipt: Receipt[Assessment] = doing.data["receipt"]
    entitled = receipt.answer.entitled
    _issue(doing, Kind.GRANT if entitled else Kind.REFUSE)
    return "granted" if entitled else "refused"


def follow_event(doing: Doing) -> str:
    """Decide anew with the event: the benefit is suspended, resumed, stopped, restored or changed (Art. 54g, 54d)."""
    consequence: Consequence = doing.data["consequence"]
    decision = _issue(doing, consequence.kind)
    kind = doing.data["kind"]
    settle((each for each in open_declarations(doing.proceeding) if each.kind == kind), decision)
    return consequence.state


def preview_event(doing: Doing) -> bytes:
    """Draw the order that follows from the event."""
    return _drawn_order(doing, doing.data["consequence"].kind)


def nothing_to_change(proceeding: Proceeding) -> Text:
    """Return why the data of today ask for no other order, or nothing."""
    try:
        receipt = assessed_again(proceeding)
    except LawError as error:
        return error.told
    if receipt is None:
        return _("По сегашните данни преценката е същата.")
    if not receipt.answer.entitled:
        return _("По сегашните данни в регистъра лицето не би имало право. Отменете отпускането.")
    return ""


def assess_again(doing: Doing) -> None:
    """Change the amounts or the period by what registers and the law say today (S1.11)."""
    _issue(doing, Kind.CHANGE)


def preview_change(doing: Doing) -> bytes:
    """Draw the order that changes them."""
    return _drawn_order(doing, Kind.CHANGE)


def nothing_to_annul(proceeding: Proceeding) -> Text:
    """Return why the grant holds by the data of today, or nothing."""
    try:
        receipt = assessed_again(proceeding)
    except LawError as error:
        return error.told
    if receipt is None or receipt.answer.entitled:
        return _("По сегашните данни лицето има право на обезщетението.")
    return ""


def annul(doing: Doing) -> None:
    """Annul the grant, for by the data of today there was no right; what was paid is asked back by an order of its own."""
    _issue(doing, Kind.ANNUL)


def preview_annulment(doing: Doing) -> bytes:
    """Draw the order that annuls it."""
    return _drawn_order(doing, Kind.ANNUL)


def leave_as_is(doing: Doing) -> None:
    """Note that what the person declared first, of what waits, changes nothing."""
    settle(open_declarations(doing.proceeding)[:1], None)


def nothing_declared(proceeding: Proceeding) -> Text:
    """Return that no declaration waits, or nothing."""
    return "" if open_declarations(proceeding) else _("Няма декларирани промени, които да чакат.")


def leave_proposal(doing: Doing) -> None:
    """Note that a proposed order is not issued; the same data do not propose it again."""
    Task.objects.filter(pk=doing.data["task"].pk, done_at=None).update(done_at=clock.now())


def nothing_proposed(proceeding: Proceeding) -> Text:
    """Return that no order is proposed, or nothing."""
    return "" if open_proposals(proceeding) else _("Няма предложени разпореждания.")


def _issue(doing: Doing, kind: BenefitDecision.Kind) -> BenefitDecision:
    decision = _decision(doing, kind)
    decision.save(force_insert=True)
    registration = registration_of(doing.proceeding)
    if kind == Kind.ANNUL:
        pay_nothing(decision, registration)
    else:
        pay_by(decision, registration)
    data = issuing.order_data(doing.proceeding, registration, decision)
    issuing.send(issuing.ORDER, doing.proceeding, data, _official(doing), title=kind.label)
    return decision


def _decision(doing: Doing, kind: BenefitDecision.Kind) -> BenefitDecision:
    receipt: Receipt[Assessment] = doing.data["receipt"]
    return BenefitDecision(
        proceeding=doing.proceeding,
        kind=kind,
        facts=write(receipt.facts),
        receipt=receipt.as_json(),
        proofs=doing.data["proofs"],
        decided_by=doing.official,
        decided_at=clock.now(),
    )


def preview_order(doing: Doing) -> bytes:
    """Draw the order."""
    return _drawn_order(doing, Kind.GRANT if doing.data["receipt"].answer.entitled else Kind.REFUSE)


def _drawn_order(doing: Doing, kind: BenefitDecision.Kind) -> bytes:
    decision = _decision(doing, kind)
    data = issuing.order_data(doing.proceeding, registration_of(doing.proceeding), decision)
    return preview(issuing.ORDER, data, body=doing.proceeding.body, title=decision.get_kind_display())


def _drawn(kind: DocumentKind, doing: Doing, data: dict[str, Any]) -> bytes:
    return preview(kind, data, body=doing.proceeding.body)


def revoke(doing: Doing) -> None:
    """Let the last decision hold no more: a decision on an appeal took it away, and nothing is due until a new order."""
    last = BenefitDecision.objects.filter(proceeding=doing.proceeding).last()
    if last is None:
        return
    revoked = BenefitDecision.objects.create(
        proceeding=doing.proceeding,
        kind=Kind.REVOKE,
        facts=last.facts,
        receipt=last.receipt,
        proofs={"Решение по жалба": doing.note},
        decided_by=_official(doing),
        decided_at=clock.now(),
    )
    stop_paying(revoked, registration_of(doing.proceeding))
