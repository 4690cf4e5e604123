"""What must hold whatever happens: one document, one signature, one clock, one active PIK."""

import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import InternalError
from django.test import Client

from nssi.access.actions.log_in_with_pik import log_in_with_pik
from nssi.access.models import PikCredential
from nssi.audit import Actor
from nssi.audit.models import AuditEntry
from nssi.foundation import clock
from nssi.people.identifiers import Kind, PersonalNumber, is_valid
from nssi.people.models import Names
from nssi.pik.actions.draw_certificate import draw_certificate
from nssi.pik.actions.expire_procedures import LONGEST_RUN, expire_procedures
from nssi.pik.actions.hand_over_certificate import hand_over, settle_issues
from nssi.pik.actions.perform_step import perform_step
from nssi.pik.actions.prepare_counter_issue import prepare_counter_issue
from nssi.pik.actions.withdraw_documents import withdraw_documents
from nssi.pik.models import PikProcedure, StepRun
from nssi.signing.models import SigningRequest
from nssi.signing.port import TooEarly
from tests.pik.conftest import Visitor
from tests.support.officials import make_official
from tests.support.phone import Phone
from tests.support.work import run_jobs

STATEMENT, CERTIFICATE = "identification", "document"


def sent(visitor: Visitor) -> list[str]:
    """The kinds of the documents that ever came to the phone, oldest first."""
    return [request["kind"] for request in visitor.phone.requests()]


def can_log_in(visitor: Visitor, pik: str) -> bool:
    with transaction.atomic():
        return log_in_with_pik(visitor.phone.number, pik, "127.0.0.1").credential is not None


def step_runs(step: int) -> int:
    return StepRun.objects.filter(step=step).count()


# One document, one signature


def test_the_whole_way_takes_one_signature_for_each_of_two_documents(visitor: Visitor):
    """S0.2-S0.5"""
    page = visitor.gets_a_pik()
    assert page.path == "/pik/gotovo/"
    assert sent(visitor) == [STATEMENT, CERTIFICATE]
    assert can_log_in(visitor, visitor.phone.pik())


def test_step_3_too_early_and_again_asks_for_nothing_twice(visitor: Visitor):
    """S0.4, S0.6, F10"""
    visitor.comes_to(3)
    for _ in range(3):
        visitor.chooses(3)
    assert sent(visitor) == [STATEMENT]
    visitor.phone.sign()
    page = visitor.chooses(3)
    assert "4. Подписах Удостоверението за ПИК" in page.buttons
    for _ in range(2):
        visitor.chooses(4)
    visitor.phone.sign()
    assert visitor.chooses(4).path == "/pik/gotovo/"
    assert sent(visitor) == [STATEMENT, CERTIFICATE]


@pytest.mark.parametrize("planned", ["lost_answer", "fails"])
def test_a_statement_whose_answer_was_lost_is_never_sent_again(visitor: Visitor, planned: str):
    """F08: the provider cannot tell a second sending from the first."""
    visitor.checks()
    visitor.phone.will(sending=planned)
    for _ in range(3):
        page = visitor.chooses(2)
    assert "2. Искане за издаване на ПИК – повторете" in page.buttons
    assert len(sent(visitor)) <= 1
    assert SigningRequest.objects.count() == 1


def test_the_callback_of_a_lost_answer_lets_the_repeat_go_on(visitor: Visitor):
    """F08: it brings the transaction id, the status is read, and no second document is sent."""
    visitor.checks()
    visitor.phone.will(sending="lost_answer")
    visitor.chooses(2)
    visitor.provider_calls_back()
    page = visitor.chooses(2)
    assert "3. Издаване на ПИК" in page.buttons
    assert sent(visitor) == [STATEMENT]


def test_a_certificate_whose_answer_was_lost_is_never_sent_again(visitor: Visitor):
    """F08 at step 3, then the callback: the PIK that was sent is the one that becomes active."""
    visitor.comes_to(3)
    visitor.phone.sign()
    visitor.phone.will(sending="lost_answer")
    visitor.chooses(3)
    visitor.chooses(3)
    assert sent(visitor) == [STATEMENT, CERTIFICATE]
    visitor.provider_calls_back()
    visitor.chooses(3)
    visitor.phone.sign()
    assert visitor.chooses(4).path == "/pik/gotovo/"
    assert sent(visitor) == [STATEMENT, CERTIFICATE]
    assert can_log_in(visitor, visitor.phone.pik())
    assert PikCredential.objects.count() == 1


def test_a_refused_certificate_is_made_anew_with_a_new_pik_and_the_old_one_is_destroyed(visitor: Visitor):
    """F14: certainly not sent, so the repeat sends; the statement is not signed again."""
    visitor.comes_to(3)
    visitor.phone.sign()
    visitor.certificate_will_be_refused()
    visitor.chooses(3)
    refused = PikCredential.objects.get()
    visitor.chooses(3)
    refused.refresh_from_db()
    assert (refused.state, refused.pik_hash) == (PikCredential.State.DESTROYED, "")
    assert sent(visitor) == [STATEMENT, CERTIFICATE]
    visitor.phone.sign()
    assert visitor.chooses(4).path == "/pik/gotovo/"
    assert can_log_in(visitor, visitor.phone.pik())


def test_only_a_refused_statement_reopens_step_2_and_the_clock_runs_on(visitor: Visitor):
    """F12, S0.8: one clock, from the first document on."""
    visitor.comes_to(3)
    ends = visitor.procedure.expires_at
    visitor.phone.reject()
    visitor.chooses(3)
    visitor.chooses(2)
    assert sent(visitor) == [STATEMENT, STATEMENT]
    assert visitor.procedure.expires_at == ends
    visitor.phone.sign()
    assert "4. Подписах Удостоверението за ПИК" in visitor.chooses(3).buttons


def test_a_signature_that_is_known_performs_no_step(visitor: Visitor):
    """S0.5: neither a callback nor a reading issues or activates anything; the person must choose the step."""
    visitor.comes_to(3)
    visitor.phone.sign()
    visitor.provider_calls_back()
    assert SigningRequest.objects.get().state == SigningRequest.State.SIGNED
    assert not PikCredential.objects.exists()
    visitor.chooses(3)
    visitor.phone.sign()
    visitor.provider_calls_back()
    assert SigningRequest.objects.latest("created_at").state == SigningRequest.State.SIGNED
    assert PikCredential.objects.get().state == PikCredential.State.INACTIVE
    assert not can_log_in(visitor, visitor.phone.pik())


# One run at a time


def test_a_double_click_joins_the_run(visitor: Visitor):
    """F22"""
    visitor.checks()
    visitor.presses(2)
    for _ in range(3):
        page = visitor.pages.post("/pik/stapki/2/", {})
        assert "Изпращаме документа към телефона Ви." in page.text
    run_jobs()
    assert step_runs(2) == 1
    assert sent(visitor) == [STATEMENT]


def test_clicks_at_the_same_moment_start_one_run(visitor: Visitor):
    """F22: two tabs of one browser, two threads of the server."""
    visitor.checks()
    statuses: list[int] = []

    def click() -> None:
        try:
            client = Client()
            client.cookies = visitor.pages.client.cookies
            statuses.append(client.post("/pik/stapki/2/").status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=click) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    run_jobs()
    assert statuses == [302] * 5
    assert step_runs(2) == 1
    assert sent(visitor) == [STATEMENT]


def test_the_database_itself_allows_one_running_step(visitor: Visitor):
    """F22"""
    visitor.types_phone()
    with pytest.raises(IntegrityError), transaction.atomic():
        visitor.procedure.runs.create(step=2, state="running", started_at=clock.now())


def test_a_job_that_comes_twice_does_its_work_once(visitor: Visitor):
    """A worker that died after its work leaves a job that is given to another one."""
    visitor.comes_to(4)
    for run in StepRun.objects.all():
        perform_step(run.pk)
    assert sent(visitor) == [STATEMENT, CERTIFICATE]
    assert PikCredential.objects.count() == 1


# One clock


def test_both_documents_end_when_the_procedure_does(visitor: Visitor, travel):
    """S0.8: the certificate gets only the rest of the 2 hours."""
    visitor.comes_to(3)
    started = visitor.procedure.expires_at - timedelta(hours=2)
    assert abs(clock.now() - started) < timedelta(minutes=1)
    travel(minutes=50)
    visitor.phone.sign()
    visitor.chooses(3)
    first, second = SigningRequest.objects.order_by("created_at")
    assert first.expires_at == second.expires_at == visitor.procedure.expires_at


def test_the_clock_does_not_start_with_a_document_that_was_not_sent(visitor: Visitor):
    """S0.8, F07"""
    visitor.checks()
    visitor.phone.will(sending="busy")
    page = visitor.chooses(2)
    assert visitor.procedure.expires_at is None
    assert "Валидно до" not in page.text


@pytest.mark.parametrize("signed", [False, True], ids=["not signed", "signed in time"])
def test_after_two_hours_nothing_is_activated_however_late_a_step_is_chosen(
    visitor: Visitor, travel, signed: bool
):
    """S0.8, F20, x5, x6"""
    visitor.comes_to(4)
    if signed:
        visitor.phone.sign()
    pik = visitor.phone.pik()
    travel(hours=2)
    page = visitor.pages.post("/pik/stapki/4/", {})
    assert page.path == "/pik/iztekla/"
    assert "Изминаха 2\u00a0часа от изпращането на документите" in page.text
    credential = PikCredential.objects.get()
    assert (credential.state, credential.pik_hash) == (PikCredential.State.DESTROYED, "")
    assert not can_log_in(visitor, pik)
    again = page.follow("Започни отначало")
    assert again.form("Проверка на регистрацията").values["phone"] == visitor.phone.phone
    assert visitor.procedure.phone == ""


def test_a_job_that_runs_too_late_activates_nothing(visitor: Visitor, travel):
    """S0.8: step 4 was chosen in time, but its worker comes after the end."""
    visitor.comes_to(4)
    visitor.phone.sign()
    visitor.presses(4)
    travel(hours=2)
    run_jobs()
    assert PikCredential.objects.get().state == PikCredential.State.DESTROYED
    assert visitor.procedure.end_reason == PikProcedure.End.EXPIRED
    assert visitor.opens().path == "/pik/iztekla/"


def test_the_last_look_at_the_clock_is_in_the_transaction_that_activates(visitor: Visitor, monkeypatch):
    """S0.8: the 2 hours end while the signature is being verified."""
    from nssi.pik.actions import confirm_signature

    visitor.comes_to(4)
    visitor.phone.sign()
    run_id = visitor.presses(4) and StepRun.objects.latest("pk").pk
    fetch = confirm_signature.fetch_signed_document

    def fetch_slowly(request_id):
        document = fetch(request_id)
        PikProcedure.objects.update(expires_at=clock.now())
        return document

    monkeypatch.setattr(confirm_signature, "fetch_signed_document", fetch_slowly)
    perform_step(run_id)
    assert PikCredential.objects.get().state == PikCredential.State.DESTROYED
    assert visitor.procedure.end_reason == PikProcedure.End.EXPIRED


def test_the_sweeper_ends_what_nobody_comes_back_to(visitor: Visitor, travel):
    """S0.8, x4: the PIK is destroyed, the phone forgotten, the document taken back."""
    visitor.comes_to(4)
    travel(hours=2)
    expire_procedures()
    run_jobs()
    assert visitor.procedure.end_reason == PikProcedure.End.EXPIRED
    assert visitor.procedure.phone == ""
    assert PikCredential.objects.get().state == PikCredential.State.DESTROYED
    assert visitor.phone.requests()[-1]["state"] in {"withdrawn", "expired"}
    assert "Процедурата изтече" in visitor.opens().h1


def test_the_sweeper_forgets_a_phone_to_which_nothing_was_sent(visitor: Visitor, travel):
    visitor.checks()
    travel(hours=2)
    expire_procedures()
    assert visitor.procedure.phone == ""
    assert "Не намираме започната процедура" in visitor.opens().text


@pytest.mark.parametrize(("step", "code"), [(1, "F05"), (2, "F07"), (3, "F05"), (4, "F18")])
def test_a_step_that_hangs_is_given_up_and_can_be_repeated(visitor: Visitor, travel, step: int, code: str):
    """No state lasts: the worker of this run never came."""
    if step == 1:
        visitor.types_phone()
    else:
        visitor.comes_to(step)
        visitor.presses(step)
    late = StepRun.objects.latest("pk")
    travel(seconds=LONGEST_RUN.total_seconds())
    expire_procedures()
    late.refresh_from_db()
    assert (late.state, late.failure) == ("failed", code)
    perform_step(late.pk)  # the worker that comes after all finds nothing to do
    assert len(sent(visitor)) == max(0, step - 2)
    if step > 1:
        assert any(button.endswith("– повторете") for button in visitor.opens().buttons)


def test_an_ended_procedure_never_opens_again(visitor: Visitor):
    """S0.8: the database refuses, whoever asks."""
    visitor.checks()
    visitor.opens().submit(button="Откажи процедурата")
    with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
        PikProcedure.objects.update(ended_at=None, end_reason="", phone="+359888000000")


def test_abandoning_takes_the_document_back_and_frees_the_browser(visitor: Visitor):
    visitor.comes_to(4)
    page = visitor.opens().submit(button="Откажи процедурата")
    run_jobs()
    assert page.path == "/pik/"
    assert PikCredential.objects.get().state == PikCredential.State.DESTROYED
    assert visitor.phone.requests()[-1]["state"] == "withdrawn"
    assert visitor.procedure.end_reason == PikProcedure.End.ABANDONED


def test_what_is_being_sent_while_the_procedure_ends_is_taken_back_later(visitor: Visitor):
    """The withdrawing job comes again: nothing stays on the phone of a procedure that is over."""
    visitor.comes_to(3)
    visitor.opens().submit(button="Откажи процедурата")
    SigningRequest.objects.update(state=SigningRequest.State.SENDING)
    with pytest.raises(TooEarly):
        withdraw_documents(visitor.procedure.pk)
    SigningRequest.objects.update(state=SigningRequest.State.SENT)
    withdraw_documents(visitor.procedure.pk)
    assert visitor.phone.requests()[-1]["state"] == "withdrawn"


# One person, one active PIK


def test_the_old_pik_works_until_the_new_one_is_active(visitor: Visitor):
    """F24, S0.5"""
    visitor.gets_a_pik()
    old = visitor.phone.pik()
    visitor.pages.client.cookies.clear()
    page = visitor.comes_to(4)
    assert "Имате активен ПИК. Той ще спре да важи, когато активирате новия." in page.text
    assert can_log_in(visitor, old)
    visitor.phone.sign()
    visitor.chooses(4)
    assert not can_log_in(visitor, old)
    assert can_log_in(visitor, visitor.phone.pik())
    assert sorted(PikCredential.objects.values_list("state", flat=True)) == ["active", "superseded"]


def test_one_from_the_counter_that_waits_for_its_day_never_replaces_the_newer_one_by_phone(
    visitor: Visitor, travel
):
    """O-14: the last PIK that somebody got counts, however they got it."""
    clerk = make_official()
    number = PersonalNumber(Kind.EGN, visitor.phone.number)
    waiting = prepare_counter_issue(clerk, number, Names("Мария", "", "Иванова"))
    draw_certificate(waiting.pk, Actor.official(clerk.pk), sheets=0, official=clerk)
    hand_over(waiting.pk, Actor.official(clerk.pk))
    visitor.gets_a_pik()
    travel(days=1)
    settle_issues()
    waiting.refresh_from_db()
    assert waiting.state == "discarded" and can_log_in(visitor, visitor.phone.pik())
    assert sorted(PikCredential.objects.values_list("state", flat=True)) == ["active", "destroyed"]


def test_a_person_known_to_have_died_gets_no_pik(visitor: Visitor):
    """F09"""
    visitor.gets_a_pik()
    person = visitor.procedure.person
    person.known_deceased = True
    person.save()
    visitor.pages.client.cookies.clear()
    visitor.comes_to(3)
    visitor.phone.sign()
    page = visitor.chooses(3)
    assert "Не можем да издадем ПИК по този начин." in page.errors[0]
    assert PikCredential.objects.count() == 1
    assert "Вижте другите начини да получите ПИК" in page.links


def test_a_foreigner_gets_a_pik_for_their_lnch(visitor: Visitor):
    number = next(f"100000000{digit}" for digit in range(10) if is_valid(Kind.LNCH, f"100000000{digit}"))
    visitor.phone = Phone(visitor.simulator.url, "+359886000001", number)
    names = {"first_name": "Джон", "middle_name": "", "last_name": "Смит"}
    visitor.phone.tell("people", number=number, number_kind="lnch", code=visitor.phone.code, **names)
    visitor.gets_a_pik()
    identifier = visitor.procedure.person.identifiers.get()
    assert (identifier.kind, identifier.number) == (Kind.LNCH, number)
    assert can_log_in(visitor, visitor.phone.pik())


# What is kept, and what is not


def test_the_pik_stands_nowhere_but_on_the_phone(visitor: Visitor, caplog):
    """G10: no table, no log and no page holds it; of the certificate a hash and a report stay."""
    visitor.gets_a_pik()
    pik = visitor.phone.pik()
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT count(*) FROM "{table}" AS whole WHERE whole::text LIKE %s', [f"%{pik}%"])
            assert cursor.fetchone() == (0,), table
    assert pik not in caplog.text
    assert pik not in visitor.opens("/pik/gotovo/").html
    procedure = visitor.procedure
    assert len(procedure.certificate_sha256) == 64
    assert visitor.phone.number not in str(procedure.signature_report)
    assert procedure.signature_report["document_sha256"] == procedure.certificate_sha256


def test_the_trail_tells_the_steps_and_nobody_s_data(visitor: Visitor):
    visitor.gets_a_pik()
    told = AuditEntry.objects.filter(subject_kind="pik_procedure").order_by("pk")
    assert [entry.event for entry in told] == [
        "pik.phone_given",
        *["pik.step_chosen", "pik.step_settled"] * 4,
        "pik.procedure_ended",
    ]
    assert visitor.phone.phone not in str([entry.details for entry in told])
