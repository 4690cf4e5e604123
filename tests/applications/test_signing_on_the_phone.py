"""Signing the form itself on the phone, with the mobile QES of the signing provider: sent once, to its person alone, checked as an
uploaded one is, and of no use for a draft that has changed (C-22, S1.1)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from nssi.applications.actions.discard_draft import discard_draft
from nssi.applications.actions.send_form_to_phone import send_form_to_phone
from nssi.applications.actions.settle_phone_signature import settle_phone_signature
from nssi.applications.actions.start_draft import start_draft
from nssi.applications.jobs import sweep_forms_on_phones
from nssi.applications.models import Application, ApplicationSignature, Draft, FormSignature
from nssi.applications.phone_signatures import FETCHED_FOR, VALID_FOR
from nssi.audit.models import AuditEntry
from nssi.foundation import clock
from nssi.foundation.queue import ProcrastinateJob
from nssi.look.page_client import Page, PageClient
from nssi.people.actions.recognise_person import recognise_person
from nssi.people.identifiers import Kind
from nssi.people.models import Names, Person
from nssi.signing.actions.read_due_requests import read_due_requests
from nssi.signing.actions.sweep_requests import sweep_requests
from nssi.signing.models import SigningRequest
from tests.applications.drafts import begin, complete
from tests.applications.test_pages import START
from tests.applications.test_signing_the_form import SIGN, change_the_draft
from tests.applications.three_questions import ANSWERS, THREE_QUESTIONS
from tests.pik.conftest import running, simulator
from tests.services.walks import words_of
from tests.support.english import bulgarian_in
from tests.support.issuer import issuer, signed
from tests.support.kills import kill_at, lines_of_one_run, lines_to_die_at
from tests.support.phone import Phone
from tests.support.simulator import RunningSimulator
from tests.support.visitors import log_in, log_in_with_qes
from tests.support.work import run_jobs

__all__ = ["issuer", "running", "simulator"]

SEND, STOP = "Изпрати заявлението до телефона", "Спри чакането и подпиши по друг начин"
FILE = "Подай подписаното заявление"
POLL = f"{SIGN}sastoyanie/"


@dataclass
class Signer:
    """A person with a complete draft, a browser, and a phone with a mobile QES."""

    pages: PageClient
    phone: Phone
    person: Person

    def asks(self) -> Page:
        """Ask for the form on the phone; the jobs send it."""
        self.pages.get(SIGN).submit({}, button=SEND)
        run_jobs()
        return self.pages.get(SIGN)

    def hears(self) -> Page:
        """Let the portal read where the form stands, do what follows, and look at the page."""
        SigningRequest.objects.update(next_poll_at=clock.now())
        read_due_requests()
        run_jobs()
        return self.pages.get(SIGN)

    def signs(self) -> Page:
        """Ask, sign on the phone, and see what came of it."""
        self.asks()
        self.phone.sign()
        return self.hears()

    def sweeps(self) -> Page:
        """Let the minute's sweepers run, and what they have to be done."""
        sweep_requests()
        sweep_forms_on_phones(0)
        run_jobs()
        return self.pages.get(SIGN)

    @property
    def signature(self) -> FormSignature:
        return FormSignature.objects.select_related("request").get()

    @property
    def sent(self) -> int:
        return len(self.phone.requests())

    @property
    def waiting(self) -> int:
        return sum(not each["isOver"] for each in self.phone.requests())


@pytest.fixture
def signer(transactional_db, simulator: RunningSimulator) -> Iterator[Signer]:
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs CASCADE")
    phone = Phone.register_new(simulator.url)
    person = recognise_person(Kind.EGN, phone.number, Names("Мария", "Петрова", "Иванова"))
    complete(person)
    client = Client()
    log_in_with_qes(client, person)
    yield Signer(PageClient(client), phone, person)
    phone.settle()


def test_the_form_is_signed_on_the_phone_and_kept_with_the_filing(signer):  # S1.1, S1.2
    page = signer.asks()
    assert page.h1 == "Подпишете на телефона" and "Чакаме подписа от телефона" in page.text
    (request,) = signer.phone.requests()
    assert request["title"] in page.text and "Три въпроса" in request["title"]
    assert signer.phone.number not in request["title"]
    form = bytes(signer.signature.form)
    signer.phone.sign()
    page = signer.hears()
    assert "„Заявление, подписано на телефона.pdf“ е проверен: Ваш е" in page.text
    page = page.submit({}, FILE)
    assert page.h1 == "Заявлението е заведено"
    application = Application.objects.get()
    assert application.identified_by == "qes_signed"
    kept = ApplicationSignature.objects.get(application=application)
    assert set(kept.report) == {"signed_at", "document_sha256", "certificate_sha256", "certificate_issuer"}
    assert signer.person.identifiers.get().number in words_of(form), (
        "it is what the person reads on the phone"
    )
    taken = signer.pages.client.get(f"/moite/zayavleniya/{application.id}/podpisano/")
    assert b"".join(taken.streaming_content).startswith(form), "to the byte what was sent"
    assert not FormSignature.objects.exists() and SigningRequest.objects.get().state == "verified"
    events = AuditEntry.objects.filter(event__startswith="applications.form_").values_list("event", "details")
    assert [event for event, _ in events.order_by("id")] == [
        "applications.form_handed_out", "applications.form_sent_to_phone", "applications.form_signed",
    ]  # fmt: skip
    assert events.get(event="applications.form_signed")[1]["on"] == "phone"


def test_whoever_is_logged_in_with_a_pik_signs_too_as_with_an_uploaded_file(signer):
    from nssi.access.actions.activate_pik import activate_pik
    from nssi.access.actions.issue_pik import issue_pik

    activate_pik(issue_pik(signer.person, "1004-000001-01.01.2026")[0].pk)
    signer.pages = PageClient(log_in(Client(), signer.person))
    page = signer.signs().submit({}, FILE)
    assert page.h1 == "Заявлението е заведено"
    assert Application.objects.get().identified_by == "qes_signed"


def test_the_page_waits_with_scripts_and_without(signer):
    page = signer.asks()
    assert page.links["Провери сега"] == SIGN
    assert signer.pages.client.get(POLL, headers={"HX-Request": "true"}).status_code == 204
    assert signer.pages.client.get(POLL).status_code == 302, "without scripts it is the page itself"
    signer.phone.reject()
    signer.hears()
    assert signer.pages.client.get(POLL, headers={"HX-Request": "true"})["HX-Redirect"] == SIGN


def test_a_second_click_and_a_second_tab_join_what_is_under_way(signer):
    first, second = signer.pages.get(SIGN), signer.pages.get(SIGN)
    first.submit({}, button=SEND)
    second.submit({}, button=SEND)
    run_jobs()
    assert second.submit({}, button=SEND).h1 == "Подпишете на телефона"
    run_jobs()
    assert signer.sent == 1 and SigningRequest.objects.count() == 1


ENDS: list[tuple[str, Callable[[Phone], None], str]] = [
    ("cancelled on the phone", lambda phone: phone.reject(), "отказано на телефона"),
    ("expired", lambda phone: phone.tell("expire"), "не беше подписано на телефона навреме"),
]


@pytest.mark.parametrize(("case", "act", "said"), ENDS, ids=[case for case, _, _ in ENDS])
def test_what_ends_without_a_signature_says_why_and_can_be_sent_again(signer, case, act, said):
    signer.asks()
    act(signer.phone)
    page = signer.hears()
    assert len(page.errors) == 1 and said in page.errors[0]
    page = signer.signs()
    assert page.buttons == [FILE] and signer.sent == 2


@pytest.mark.parametrize("plan", ["failed", pytest.param("face_check_failed", marks=pytest.mark.full)])
def test_a_signing_that_fails_at_the_provider_says_so(signer, simulator, plan):
    simulator.change(version="newer")
    signer.phone.will(signing=plan)
    page = signer.signs()
    assert page.errors == [
        "Подписването на телефона не стана. Изпратете заявлението отново или го подпишете на компютър."
    ]


def test_an_unanswered_form_ends_with_its_hour(signer):
    signer.asks()
    with clock.shift(VALID_FOR):
        sweep_requests()
    page = signer.sweeps()
    assert "не беше подписано на телефона навреме" in page.errors[0]
    assert signer.signature.state == "handed_out"


def test_whoever_has_no_account_with_the_provider_is_told_so_and_may_sign_otherwise(signer):
    number = signer.person.identifiers.get()
    number.number = "8502124512"
    number.save()
    page = signer.asks()
    assert "няма регистрация за мобилен КЕП" in page.errors[0]
    assert "Изтегли заявлението за подписване" in page.buttons and signer.sent == 0


def test_a_provider_that_takes_nothing_is_told_and_nothing_was_sent(signer, simulator):
    simulator.change(outage="unavailable")
    page = signer.asks()
    assert "Не успяхме да изпратим заявлението до телефона" in page.errors[0] and signer.sent == 0
    simulator.change(outage="none")
    assert signer.signs().buttons == [FILE]


def test_a_lost_answer_is_waited_for_and_never_sent_again(signer):  # decision 0003
    signer.phone.will(sending="lost_answer")
    page = signer.asks()
    assert page.h1 == "Подпишете на телефона" and signer.signature.request.state == "unknown"
    page.submit({}, button=STOP)
    run_jobs()
    signer.asks()
    assert signer.sent == 1, "it may be on the phone: whoever stopped waiting joins it again"
    signer.phone.sign()
    token = signer.signature.request.callback_token
    told = {"transactionID": signer.phone.requests()[0]["transactionID"], "status": 2}
    path = f"/signing/evrotrust/{token}/document/ready"
    assert Client().post(path, told, content_type="application/json").status_code == 204
    assert signer.hears().buttons == [FILE]


def test_a_provider_that_fails_after_signing_is_asked_again_and_given_up_in_the_end(
    signer, simulator, travel
):
    signer.asks()
    signer.phone.sign()
    SigningRequest.objects.update(next_poll_at=clock.now())
    read_due_requests()
    ProcrastinateJob.objects.filter(task_name="applications.settle_phone_signature").delete()
    assert "Подписахте заявлението" in signer.pages.get(SIGN).text
    simulator.change(outage="unavailable")
    sweep_forms_on_phones(0)
    sweep_forms_on_phones(0)
    assert ProcrastinateJob.objects.filter(task_name="applications.settle_phone_signature").count() == 1
    ProcrastinateJob.objects.all().delete()
    with clock.shift(VALID_FOR + FETCHED_FOR):
        sweep_forms_on_phones(0)
    assert "Не успяхме да получим подписаното заявление" in signer.pages.get(SIGN).errors[0]
    simulator.change(outage="none")
    assert signer.signs().buttons == [FILE], "and it is sent anew"


ALWAYS = [
    ("other_document", "не можа да бъде проверен"),
    ("not_qualified", "не можа да бъде проверен"),
    ("certificate_revoked", "изтекло или прекратено"),
    ("issuer_silent", "не отговаря"),
]
IN_THE_FULL_RUN = [
    ("other_signer", "не можа да бъде проверен"),
    ("flipped_bytes", "не можа да бъде проверен"),
    ("no_signature", "не можа да бъде проверен"),
    ("unsigned_update", "не можа да бъде проверен"),
    ("wrong_ca", "не можа да бъде проверен"),
    ("certificate_expired", "не можа да бъде проверен"),
]
WRONG = [
    *(pytest.param(*each, id=each[0]) for each in ALWAYS),
    *(pytest.param(*each, id=each[0], marks=pytest.mark.full) for each in IN_THE_FULL_RUN),
]


@pytest.mark.parametrize(("damage", "said"), WRONG)
def test_what_comes_back_is_verified_as_an_uploaded_form_is(signer, damage, said):
    signer.phone.will(result=damage)
    page = signer.signs()
    assert len(page.errors) == 1 and said in page.errors[0]
    assert FILE not in page.buttons
    page = signer.pages.post(f"{START}podavane/", {"draft": str(Draft.objects.get().pk), "signed": "1"})
    assert not Application.objects.exists(), "nothing is filed as signed"


def test_the_signature_of_another_person_is_refused(signer, simulator):
    """Their number is registered to somebody else's certificate at the provider: what counts is who signed."""
    signer.asks()
    other = recognise_person(Kind.EGN, "7906058746", Names("Георги", "Петров", "Иванов"))
    Draft.objects.update(person=other)
    client = Client()
    log_in_with_qes(client, other)
    signer.pages = PageClient(client)
    signer.phone.sign()
    signer.hears()
    signature = signer.signature
    assert (signature.state, signature.refusal) == ("refused", "other_person")


def test_an_issuer_that_was_silent_is_asked_again_about_the_same_signature(signer):
    signer.phone.will(result="issuer_silent")
    page = signer.signs()
    page.submit({}, "Провери същия подпис отново")
    assert signer.signature.state == "presented" and signer.sent == 1


def test_a_draft_that_changed_makes_the_signature_useless_and_the_form_is_taken_back(signer):
    signer.asks()
    change_the_draft(signer.person)
    page = signer.pages.get(SIGN)
    assert "Заявлението е променено, след като го взехте за подписване" in page.text
    assert page.h1 == "Подписване с КЕП" and SEND in page.buttons
    signer.sweeps()
    assert signer.waiting == 0 and signer.phone.requests()[0]["status"] == 6, "withdrawn"
    page = signer.signs()
    assert page.buttons == [FILE] and signer.sent == 2, "the new one"


def test_what_was_signed_before_the_draft_changed_is_not_filed(signer):
    page = signer.signs()
    change_the_draft(signer.person)
    page = page.submit({}, FILE)
    assert any("променено след подписването" in error for error in page.errors)
    assert not Application.objects.exists()
    assert "променено, след като го взехте" in signer.pages.get(SIGN).text


def test_a_draft_that_was_changed_and_put_back_is_told_that_its_form_was_taken_back(signer):
    signer.asks()
    file = change_the_draft(signer.person)
    signer.sweeps()
    file.delete()
    page = signer.pages.get(SIGN)
    assert "променено, докато чакаше подпис на телефона" in page.text
    assert signer.signs().buttons == [FILE]


def test_a_draft_that_only_looks_changed_keeps_its_form_on_the_phone(signer):
    signer.asks()
    begin(signer.person, {"check": ANSWERS["check"]})
    assert signer.sweeps().h1 == "Подпишете на телефона" and signer.waiting == 1


def test_whoever_stops_waiting_signs_otherwise(signer, issuer, simulator, settings):
    settings.QES_TRUST_ANCHORS = [simulator.anchor, *settings.QES_TRUST_ANCHORS]
    from nssi.demo.qes.authority import Subject

    page = signer.asks().submit({}, button=STOP)
    assert "Чакането е спряно" in page.text and page.errors == []
    run_jobs()
    assert signer.waiting == 0, "taken back from the phone"
    form = bytes(signer.signature.form)
    content = signed(
        form, issuer.authority.certify(Subject(f"PNOBG-{signer.phone.number}", "Maria", "Ivanova"))
    )
    signer.pages.post(SIGN, {"signed": SimpleUploadedFile("podpisano.pdf", content)})
    run_jobs()
    page = signer.pages.get(SIGN)
    assert "podpisano.pdf" in page.text and page.buttons == [FILE]


def test_whoever_comes_back_to_the_page_of_filing_is_reminded_of_the_signing(signer):
    assert "Започнахте да подписвате" not in signer.pages.get(f"{START}podavane/").text
    signer.asks()
    page = signer.pages.get(f"{START}podavane/")
    assert "Така ще го подадете без този подпис" in page.text
    assert page.follow("Вижте подписването").h1 == "Подпишете на телефона"


def test_a_file_is_not_taken_in_while_the_form_is_on_the_phone(signer):
    signer.asks()
    page = signer.pages.post(SIGN, {"signed": SimpleUploadedFile("a.pdf", bytes(signer.signature.form))})
    assert page.h1 == "Подпишете на телефона" and signer.signature.state == "on_phone"


def leaves_it(signer: Signer) -> None:
    signer.pages.get(f"{START}podavane/").submit({}, "Подай с КЕП")


def discards_it(signer: Signer) -> None:
    discard_draft(Draft.objects.get().pk, signer.person)


@pytest.mark.parametrize("act", [leaves_it, discards_it])
def test_a_form_for_which_nobody_waits_is_taken_back(signer, act):
    signer.asks()
    act(signer)
    signer.sweeps() if Draft.objects.exists() else (sweep_forms_on_phones(0), run_jobs())
    assert signer.waiting == 0 and SigningRequest.objects.get().state == "withdrawn"


def test_nobody_is_worn_down_by_forms(signer):
    for _ in range(5):
        signer.asks()
        signer.phone.reject()
        signer.hears()
    page = signer.pages.get(SIGN).submit({}, button=SEND)
    assert page.status == 429 and "Твърде много опити" in page.errors[0]
    assert signer.sent == 5


def test_the_form_of_another_is_neither_sent_nor_stopped(signer, visit_with_qes, other_person):
    signer.asks()
    stranger = visit_with_qes(other_person)
    start_draft(THREE_QUESTIONS, other_person)
    assert stranger.client.post(f"{SIGN}telefon/").status_code == 302
    assert stranger.client.post(SIGN, {"stop": "1"}).status_code == 302
    assert signer.signature.state == "on_phone" and signer.waiting == 1


def test_a_job_that_was_lost_is_made_up_for(signer):
    signer.pages.get(SIGN).submit({}, button=SEND)
    ProcrastinateJob.objects.all().delete()
    with clock.shift(timedelta(minutes=2)):
        sweep_forms_on_phones(0)
    run_jobs()
    assert signer.waiting == 1


def test_a_kill_at_any_line_sends_nothing_twice_and_loses_nothing(signer):
    """Decision 0003: what may be on the phone is waited for; the next worker sends what certainly never left."""
    folder = __import__("nssi").__path__[0]
    within = (f"{folder}/signing/sending.py", f"{folder}/applications/actions/")

    def asks_anew():
        FormSignature.objects.all().delete()
        signer.phone.settle()
        connection.cursor().execute("TRUNCATE access_throttlecounter")
        signer.pages.get(SIGN).submit({}, button=SEND)
        ProcrastinateJob.objects.all().delete()
        return FormSignature.objects.get().pk

    first = asks_anew()
    lines = lines_of_one_run(lambda: send_form_to_phone(first), within)
    for line in lines_to_die_at(lines):
        pk, before = asks_anew(), signer.sent
        kill_at(line, lambda pk=pk: send_form_to_phone(pk), within)
        send_form_to_phone(pk)  # as the next worker does with a job whose worker has died
        sent = signer.sent - before
        state = signer.signature.request.state
        assert (sent, state) in {(1, "sent"), (1, "sending"), (0, "sending")}, f"line {line}"
        assert signer.signature.state == "on_phone"
    pk = asks_anew()
    send_form_to_phone(pk)
    signer.phone.sign()
    SigningRequest.objects.update(next_poll_at=clock.now())
    read_due_requests()
    request_id = signer.signature.request_id
    within = (f"{folder}/applications/actions/", f"{folder}/signing/actions/")
    for line in lines_to_die_at(40):
        kill_at(line, lambda: settle_phone_signature(request_id), within)
        assert signer.signature.state == "on_phone", f"line {line}"
    settle_phone_signature(request_id)
    run_jobs()
    assert signer.signature.state == "accepted"


def test_the_pages_can_be_read_in_english(signer):
    signer.pages.client.cookies["django_language"] = "en"
    service = str(THREE_QUESTIONS.title)
    assert bulgarian_in(signer.pages.get(SIGN), ".//main") == [service]
    signer.pages.client.post(f"{SIGN}telefon/")
    run_jobs()
    assert bulgarian_in(signer.pages.get(SIGN), ".//main") == [service]
