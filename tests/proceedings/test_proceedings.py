"""What is filed becomes a proceeding, and acts carry it from state to state until it ends."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from nssi.applications import events
from nssi.applications.actions.begin_second_filing import begin_second_filing
from nssi.applications.actions.file_application import file_application
from nssi.applications.actions.save_answers import save_answers
from nssi.applications.actions.withdraw_application import withdraw_application
from nssi.applications.models import Application, IdentifiedBy
from nssi.audit.models import AuditEntry
from nssi.foundation import clock
from nssi.law.parameters import Parameters
from nssi.proceedings.actions.perform import perform, perform_for_person
from nssi.proceedings.models import Proceeding, ProceedingEvent
from nssi.proceedings.procedures import Act, Procedure, State
from nssi.proceedings.rights import ActRefused
from nssi.terms.actions.sweep_terms import sweep_terms
from nssi.terms.models import Task, Term
from tests.applications.drafts import complete
from tests.applications.three_questions import ANSWERS, FORM, THREE_QUESTIONS
from tests.proceedings.small_procedure import ANSWERING, ISSUING, told
from tests.support.officials import Role, make_official

pytestmark = pytest.mark.django_db


def test_filing_opens_a_proceeding_in_the_first_state_with_its_term(application, proceeding):
    assert (proceeding.state, proceeding.role, proceeding.body_id) == ("examined", Role.CLERK, "03")
    assert proceeding.opened_at == application.filed_at
    assert proceeding.assignee is None
    term = Term.objects.get(subject_id=str(proceeding.pk))
    assert (term.kind, term.started_on) == (ISSUING, clock.today())
    assert proceeding.due_on == term.due_on


def test_filing_pays_no_statement_of_its_own_for_the_proceeding_and_its_term(person):
    draft = complete(person)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        file_application(draft.id, person, THREE_QUESTIONS, IdentifiedBy.PIK)
    ours = [q["sql"] for q in seen if "proceedings_" in q["sql"] or "terms_" in q["sql"]]
    assert len(ours) == 1, ours


def test_a_failed_filing_leaves_no_proceeding(person, monkeypatch):
    def fail(application: Application, _parameters: Parameters) -> None:
        raise RuntimeError

    monkeypatch.setattr(events, "_when_filed", [*events._when_filed, fail])
    with pytest.raises(RuntimeError):
        file_application(complete(person).id, person, THREE_QUESTIONS, IdentifiedBy.PIK)
    assert not Proceeding.objects.exists()


def test_an_act_changes_the_state_the_role_and_the_history_at_once(proceeding, clerk, head):
    perform("draft", proceeding.pk, clerk, {"note": "по член 1"})
    proceeding.refresh_from_db()
    assert (proceeding.state, proceeding.role, proceeding.assignee) == ("drafted", Role.PENSION_HEAD, None)
    event = ProceedingEvent.objects.get()
    assert (event.act, event.from_state, event.to_state) == ("draft", "examined", "drafted")
    assert (event.official, event.note) == (clerk, "по член 1")
    entry = AuditEntry.objects.get(event="proceedings.did")
    assert entry.details == {"act": "draft", "from": "examined", "to": "drafted"}
    perform("issue", proceeding.pk, head)
    proceeding.refresh_from_db()
    assert proceeding.closed_at is not None
    assert proceeding.decided
    assert proceeding.deadline is None
    assert Term.objects.get(kind=ISSUING).state == Term.State.MET


def test_history_is_append_only(proceeding, clerk):
    perform("draft", proceeding.pk, clerk)
    with pytest.raises(IntegrityError), transaction.atomic():
        ProceedingEvent.objects.update(note="друго")
    with pytest.raises(IntegrityError), transaction.atomic():
        Proceeding.objects.update(service="друга")


def test_an_act_that_fails_changes_nothing(proceeding, clerk, head, monkeypatch):
    perform("draft", proceeding.pk, clerk)

    def fail(doing) -> None:
        raise ActRefused("Документът не беше изготвен.")

    from tests.proceedings.small_procedure import SMALL

    object.__setattr__(SMALL.act("issue"), "perform", fail)
    try:
        with pytest.raises(ActRefused, match="не беше изготвен"):
            perform("issue", proceeding.pk, head)
    finally:
        object.__setattr__(SMALL.act("issue"), "perform", lambda doing: None)
    proceeding.refresh_from_db()
    assert (proceeding.state, proceeding.assignee) == ("drafted", None)
    assert ProceedingEvent.objects.filter(act="issue").count() == 0


def test_a_page_that_shows_what_was_is_refused(proceeding, clerk):
    perform("draft", proceeding.pk, clerk, revision=proceeding.revision)
    with pytest.raises(ActRefused, match="се промени, докато страницата беше отворена"):
        perform("draft", proceeding.pk, clerk, revision=proceeding.revision)


def test_the_person_files_again_and_the_same_proceeding_goes_on(
    person, application, proceeding, clerk, monkeypatch
):
    perform("ask", proceeding.pk, clerk)
    monkeypatch.setattr(events, "_irregularities", [lambda application: ["Доказателство"]])
    draft = begin_second_filing(person, THREE_QUESTIONS, application.registry_uid)
    draft = save_answers(draft.id, person, THREE_QUESTIONS, FORM.steps[-1], ANSWERS["check"], draft.revision)
    again = file_application(draft.id, person, THREE_QUESTIONS, IdentifiedBy.PIK)
    assert Proceeding.objects.count() == 1
    proceeding.refresh_from_db()
    assert (proceeding.application, proceeding.state) == (again, "examined")
    assert Term.objects.get(kind=ANSWERING).state == Term.State.MET
    assert Term.objects.get(kind=ISSUING).state == Term.State.RUNNING, "the institution's own term goes on"


def test_withdrawing_ends_the_proceeding_and_its_terms(person, application, proceeding):
    withdraw_application(application.id, person, IdentifiedBy.PIK)
    proceeding.refresh_from_db()
    assert proceeding.state == "withdrawn"
    assert proceeding.closed_at is not None
    assert not proceeding.decided
    assert Term.objects.get().state == Term.State.STOPPED


def test_an_ended_proceeding_cannot_be_withdrawn(person, application, proceeding, clerk, head, visit):
    perform("draft", proceeding.pk, clerk)
    perform("issue", proceeding.pk, head)
    from nssi.applications.actions.change_application import NotChangeable

    with pytest.raises(NotChangeable):
        withdraw_application(application.id, person, IdentifiedBy.PIK)
    page = visit(person).get(f"/moite/zayavleniya/{application.id}/")
    assert "Оттеглете заявлението" not in page.links


def test_only_the_person_does_what_is_theirs(proceeding, clerk, other_person):
    perform("ask", proceeding.pk, clerk)
    with pytest.raises(ActRefused):
        perform_for_person("file_again", proceeding.pk, other_person)
    with pytest.raises(ActRefused):
        perform("file_again", proceeding.pk, clerk)


def test_the_end_of_the_institutions_term_makes_the_proceeding_late_and_opens_one_task(
    proceeding, clerk, head, travel
):
    travel(days=45)
    sweep_terms()
    sweep_terms()
    proceeding.refresh_from_db()
    assert proceeding.late_since == proceeding.due_on
    task = Task.objects.get()
    assert (task.kind, task.role, task.body_id) == (ISSUING, Role.CLERK, "03")
    perform("draft", proceeding.pk, clerk)
    perform("issue", proceeding.pk, head)
    assert Task.objects.filter(done_at=None).count() == 0
    proceeding.refresh_from_db()
    assert proceeding.late_since is not None, "statistics count what was decided late"


def test_the_end_of_the_persons_term_lets_the_clock_act_once_also_after_a_week_of_downtime(
    proceeding, clerk, travel
):
    perform("ask", proceeding.pk, clerk)
    travel(days=20)
    sweep_terms()
    sweep_terms()
    proceeding.refresh_from_db()
    assert proceeding.state == "terminated"
    assert proceeding.closed_at is not None
    assert told == [str(proceeding.pk)]
    event = ProceedingEvent.objects.get(act="terminate")
    assert (event.official, event.to_state) == (None, "terminated")
    assert set(Term.objects.values_list("kind", "state")) == {(ISSUING, "stopped"), (ANSWERING, "missed")}
    assert AuditEntry.objects.filter(event="proceedings.clock_did").count() == 1


def test_what_was_done_late_but_before_the_sweeper_is_not_undone_by_it(proceeding, clerk, travel):
    perform("ask", proceeding.pk, clerk)
    travel(days=20)
    perform_for_person("file_again", proceeding.pk, proceeding.person)
    sweep_terms()
    proceeding.refresh_from_db()
    assert proceeding.state == "examined"


def test_the_deadline_is_that_of_the_term_that_ends_first(proceeding, clerk):
    first = proceeding.due_on
    perform("ask", proceeding.pk, clerk)
    proceeding.refresh_from_db()
    assert proceeding.due_on == Term.objects.get(kind=ANSWERING).due_on < first
    assert proceeding.waits


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"acts": (Act("a", "А", ("nowhere",), (Role.CLERK,)),)}, "no states"),
        ({"acts": (Act("a", "А", ("s",), (Role.CLERK,), four_eyes_of="b"),)}, "no act b"),
        ({"acts": (Act("a", "А", ("s",), (Role.CLERK,), meets=("t",)),)}, "no terms"),
    ],
)
def test_a_procedure_whose_parts_do_not_fit_together_is_refused(wrong, why):
    with pytest.raises(ValueError, match=why):
        Procedure("x", (State("s", "С", "С", Role.CLERK),), **wrong)


def test_an_official_of_another_body_does_nothing(proceeding):
    with pytest.raises(ActRefused, match="Преписката е на ТП на НОИ – Варна"):
        perform("draft", proceeding.pk, make_official(Role.CLERK, body="02"))
