"""What each act of a recalculation does, and why it cannot be done yet (S3.7)."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nssi.access.models import Official
from nssi.applications.models import Application
from nssi.applications.queries import slots_of
from nssi.documents.actions.preview_document import preview
from nssi.foundation import clock
from nssi.law.length import NOTHING
from nssi.look.typography import date_text, ended
from nssi.pensions.actions.revoke_recalculation import revoke_recalculation
from nssi.proceedings.actions.see_originals import see_originals
from nssi.proceedings.actions.tell_person import tell_person
from nssi.proceedings.clocks import meet_term, start_term, stop_term
from nssi.proceedings.linked_documents import judgements_in
from nssi.proceedings.models import Proceeding
from nssi.proceedings.originals import files_in, is_seen, label_of
from nssi.proceedings.procedures import (
    Doing,
    Text,
)
from nssi.proceedings.rights import ActRefused
from nssi.services.pension_recalculation import choices, issuing
from nssi.services.pension_recalculation.case_facts import case_of, pensions_in
from nssi.services.pension_recalculation.choices import FormTemplate
from nssi.services.pension_recalculation.models import OrderDraft, length_fields
from nssi.services.pension_recalculation.official_forms import (
    AWAITS_ORIGINALS,
    SCANS,
    originals_in,
    scans_of,
)

OFFICER, HEAD, CLERK = Official.Role.PENSION_OFFICER, Official.Role.PENSION_HEAD, Official.Role.CLERK
Basis = OrderDraft.Basis

ASK, BRING, BRING_TREATY = (
    f"pension_recalculation.{name}" for name in ("ask_originals", "originals", "originals_treaty")
)
BY_DESCRIPTION = "описание на услугата по чл. 102 КСО"
"""What the institution says of its service (S3.7): its terms stand in no act."""


def enters(application: Application) -> str:
    """Return whether scans came with the application: only then are originals asked for (S3.7)."""
    return "received_with_scans" if slots_of(application) & set(SCANS) else "received"


def is_under_treaty(proceeding: Proceeding) -> bool:
    """Return whether the pension is one under an international treaty, as the applicant says (S3.7)."""
    return bool(_asked(proceeding).get("treaty") == "yes")


def _asked(proceeding: Proceeding) -> dict[str, Any]:
    asked: dict[str, Any] = proceeding.application.answers.get("recalculation", {})
    return asked


def is_yearly(proceeding: Proceeding) -> bool:
    """Return whether the recalculation is asked for every year (УП-26.1)."""
    return bool(_asked(proceeding).get("template") == FormTemplate.UP26_1)


def facts(proceeding: Proceeding) -> list[tuple[Text, str]]:
    """Return what is asked for, and of which pension (O-30)."""
    asked = _asked(proceeding)
    rows: list[tuple[Text, str]] = []
    if asked.get("template"):
        rows.append((_("Заявено"), str(FormTemplate(asked["template"]).label)))
    if asked.get("basis"):
        rows.append((_("Основа"), str(choices.Basis(asked["basis"]).label)))
    rows.append(
        (_("По международен договор"), gettext("да") if is_under_treaty(proceeding) else gettext("не"))
    )
    rows += [(_("Пенсионно досие"), pension.file_number) for pension in pensions_in(proceeding)]
    return rows


# The letter and what follows from it


def ask_originals(doing: Doing) -> None:
    """Send the registered letter that asks for the originals."""
    assert doing.official is not None  # noqa: S101 – officials do this
    issuing.issue_letter(doing.proceeding, _letter(doing), doing.official)


def _letter(doing: Doing) -> dict[str, Any]:
    chosen = set(doing.data["documents"])
    documents = [
        label_of(file) for file in scans_of(doing.proceeding.application_id) if str(file.pk) in chosen
    ]
    return issuing.letter_data(
        doing.proceeding, documents, months=2 if is_under_treaty(doing.proceeding) else 1
    )


def preview_letter(doing: Doing) -> bytes:
    """Draw the letter."""
    return preview(issuing.LETTER, _letter(doing), body=doing.proceeding.body)


def note_notice(doing: Doing) -> str:
    """Let the month (two under a treaty) run from the date on the return receipt."""
    on: date = doing.data["on"]
    state, term = (
        ("waiting_treaty", BRING_TREATY) if is_under_treaty(doing.proceeding) else ("waiting", BRING)
    )
    started = start_term(
        doing.proceeding, term, started_on=on, started_by="уведомяване по обратната разписка"
    )
    tell_person(
        doing.proceeding,
        "proceedings/messages/originals",
        str(doing.proceeding.pk),
        {"until": started.due_on},
    )
    return state


# The originals


def present_originals(doing: Doing) -> str:
    """Note which originals an official has seen; with all of them the order can rest on them, and nothing is waited for."""
    assert doing.official is not None  # noqa: S101 – officials do this
    proceeding = doing.proceeding
    see_originals(doing.data["documents"], doing.official)
    is_awaited = proceeding.state in AWAITS_ORIGINALS
    if not is_awaited or not all(is_seen(file) for file in scans_of(proceeding.application_id)):
        return proceeding.state
    stop_term(proceeding, ASK)
    meet_term(proceeding, BRING_TREATY if is_under_treaty(proceeding) else BRING)
    return "to_decide"


def nothing_to_bring(proceeding: Proceeding) -> Text:
    """Return why no original can be noted, or nothing."""
    if all(map(is_seen, files_in(proceeding.application_id, originals_in(proceeding)))):
        return _("Няма документ, чийто оригинал да се чака.")
    return ""


# The order


def no_pension(proceeding: Proceeding) -> Text:
    """Return that the register holds no pension of the person, or nothing."""
    return "" if pensions_in(proceeding) else _("В регистъра няма отпусната пенсия на лицето.")


def not_once(proceeding: Proceeding) -> Text:
    """Return why no order can be drafted: there is no pension, or each April brings one by itself (УП-26.1)."""
    if is_yearly(proceeding):
        return _("Заявено е ежегодно преизчисляване: впишете го, за да влезе в преизчисляването на 1 април.")
    return no_pension(proceeding)


def not_drafted_yet(proceeding: Proceeding) -> Text:
    """Return until when originals are waited for, while they are; else why no order can be drafted, or nothing (O-32)."""
    if proceeding.waits:
        until = proceeding.deadline
        said = gettext("Срокът за оригинали изтича на %(day)s") % {"day": date_text(until) if until else ""}
        return ended(said)
    return not_once(proceeding)


def not_yearly(proceeding: Proceeding) -> Text:
    """Return why the request cannot be entered for every year."""
    return no_pension(proceeding) if is_yearly(proceeding) else _("Заявено е еднократно преизчисляване.")


def enter_yearly(doing: Doing) -> None:
    """Let the pension be recalculated every 1 April, with income too, and tell the person so (S3.2)."""
    assert doing.official is not None  # noqa: S101 – officials do this
    proceeding, pension = doing.proceeding, doing.data["pension"]
    pension.yearly_since = clock.local(proceeding.application.counts_from).date()
    pension.save(update_fields=["yearly_since"])
    issuing.issue_yearly_notice(proceeding, issuing.yearly_notice_data(proceeding, pension), doing.official)


def preview_yearly_notice(doing: Doing) -> bytes:
    """Draw the notice."""
    data = issuing.yearly_notice_data(doing.proceeding, doing.data["pension"])
    return preview(issuing.YEARLY_NOTICE, data, body=doing.proceeding.body)


def draft_order(doing: Doing) -> None:
    """Keep the proposal for the head."""
    _keep(doing, **proposal(doing))


def proposal(doing: Doing) -> dict[str, Any]:
    """Return what the form of a draft proposes."""
    case = doing.data["case"]
    row = case.recalculation(doing.data["proven"], doing.data["new_coefficient"])
    return {
        "pension": case.pension,
        "rests_on": row.receipt["facts"],
        "refusal": "",
        **length_fields("declared", case.declared),
        **length_fields("proven", doing.data["proven"]),
        "new_coefficient": doing.data["new_coefficient"],
    }


def draft_refusal(doing: Doing) -> None:
    """Keep the proposal to refuse."""
    _keep(doing, **refusal(doing))


def refusal(doing: Doing) -> dict[str, Any]:
    """Return what the form of a refusal proposes."""
    nothing = length_fields("declared", NOTHING) | length_fields("proven", NOTHING)
    return {
        "pension": None,
        "rests_on": {},
        "refusal": doing.data["refusal"],
        "new_coefficient": None,
        **nothing,
    }


def _keep(doing: Doing, **proposal: Any) -> None:
    values = {
        **proposal,
        "basis": basis_of(doing.proceeding),
        "drafted_by": doing.official,
        "drafted_at": clock.now(),
    }
    OrderDraft.objects.update_or_create(proceeding=doing.proceeding, defaults=values)


def basis_of(proceeding: Proceeding) -> OrderDraft.Basis:
    """Return on what an order rests now: the originals, what is at hand, or the register alone (S3.7).

    A scan that was returned for its links is not at hand; its original is, once it was seen.
    """
    judged = judgements_in(proceeding.application_id)
    scans = [
        file
        for file in scans_of(proceeding.application_id)
        if is_seen(file) or file.pk not in judged or judged[file.pk].accepted
    ]
    if not scans:
        return Basis.REGISTER
    return Basis.ORIGINALS if all(map(is_seen, scans)) else Basis.AT_HAND


def preview_draft(make: Callable[[Doing], dict[str, Any]]) -> Callable[[Doing], bytes]:
    """Return what draws the order that a form would lead to."""

    def draw(doing: Doing) -> bytes:
        draft = OrderDraft(proceeding=doing.proceeding, basis=basis_of(doing.proceeding), **make(doing))
        return preview(issuing.ORDER, _order(doing.proceeding, draft)[0], body=doing.proceeding.body)

    return draw


def preview_order(doing: Doing) -> bytes:
    """Draw the order as it was drafted."""
    data, _row = _order(doing.proceeding, OrderDraft.objects.get(proceeding=doing.proceeding))
    return preview(issuing.ORDER, data, body=doing.proceeding.body)


def issue_order(doing: Doing) -> None:
    """Issue what was drafted, if the register still says what it said then; else the head is told to look again."""
    assert doing.official is not None  # noqa: S101 – officials do this
    proceeding = doing.proceeding
    draft = OrderDraft.objects.select_related("pension").get(proceeding=proceeding)
    data, row = _order(proceeding, draft)
    if row is not None:
        row.save(force_insert=True)
    issuing.issue_order(proceeding, data, doing.official)


def _order(proceeding: Proceeding, draft: OrderDraft) -> tuple[dict[str, Any], Any]:
    """Return what the order says and the recalculation that it orders (None: it refuses). Raises ActRefused."""
    if draft.pension is None:
        return issuing.order_data(proceeding, draft, None), None
    case = case_of(proceeding, draft.pension)
    if case.declared != draft.declared:
        raise ActRefused(
            gettext(
                "Данните в регистъра се промениха след проекта: стажът беше %(before)s, а сега е %(now)s Върнете проекта за нов."
            )
            % {"before": draft.declared, "now": ended(str(case.declared))}
        )
    row = case.recalculation(draft.proven, draft.new_coefficient)
    if row.receipt["facts"] != draft.rests_on:
        raise ActRefused(
            gettext("Данните за пенсията в регистъра се промениха след проекта. Върнете проекта за нов.")
        )
    return issuing.order_data(proceeding, draft, row), row


def revoke(doing: Doing) -> None:
    """Take the recalculation out of the register: a decision on an appeal revoked its order."""
    revoke_recalculation(doing.proceeding.pk)
