"""What comes to the counter, by post or by e-mail is put into the same form; what is unsigned is confirmed or ends (S1, S2.4, S2.5, S3)."""

import pytest

from nssi.applications.models import Application, Draft
from nssi.audit.models import AuditEntry
from nssi.delivery.models import Delivery
from nssi.foundation import clock
from nssi.foundation.queue import ProcrastinateJob
from nssi.institution.models import CompetentBody
from nssi.messages.models import OutgoingMessage
from nssi.people.models import Person
from nssi.proceedings.actions.ask_for_confirmation import ask_for_confirmation, letter_was_served
from nssi.proceedings.actions.perform import perform
from nssi.proceedings.actions.tell_termination import tell_termination
from nssi.proceedings.models import Intake, Proceeding
from nssi.terms.models import Term
from tests.services.walks import upload
from tests.support.clocks import kept, run_out
from tests.support.officials import Role, make_official

pytestmark = pytest.mark.django_db

SIGNED, UNSIGNED, DOUBTED = "Да, саморъчно; при e-mail – с КЕП", "Не", "Не, и се съмнявам от кого изхожда"
WHO = {
    "Услуга": "Три въпроса",
    "Вид на личния номер": "ЕГН",
    "Личен номер на заявителя": "850212 4512",
    "Собствено име": "Мария",
    "Бащино име (ако има)": "Петрова",
    "Фамилно име": "Иванова",
}
AT_THE_COUNTER = {**WHO, "Как постъпи заявлението?": "На гише", "Подписано ли е?": SIGNED}
BY_EMAIL = {**WHO, "Как постъпи заявлението?": "По електронна поща", "Подписано ли е?": UNSIGNED}
BY_POST = {
    **WHO,
    "Как постъпи заявлението?": "По пощата",
    "Подписано ли е?": DOUBTED,
    "Защо се съмнявате?": "друг почерк",
}


@pytest.fixture
def take_in(at_work, clerk):
    """Take an application in, through the pages, and return the page with its УРИ."""

    def walk(arrived, email="maria@example.bg"):
        page = at_work(clerk).get("/sluzhiteli/priem/").submit(arrived, "Продължи към формуляра")
        assert "Попълвате вместо Мария Петрова Иванова" in page.text
        page = page.submit({"E-mail": email, "ТП": "ТП на НОИ – Варна"}, "Продължи")
        page = page.submit({"Колко искате?": "Малко"}, "Продължи")
        page = page.submit({"Доказателство": upload()}, "Качи Доказателство").submit({}, "Продължи")
        page = page.submit({"Декларирам, че това е така.": True}, "Продължи")
        return page.submit(button="Заведи заявлението")

    return walk


@pytest.fixture
def unconfirmed(take_in):
    """A proceeding of an e-mail without QES, of which the notice has gone."""
    take_in(BY_EMAIL)
    proceeding = Proceeding.objects.get()
    ask_for_confirmation(proceeding.pk)
    proceeding.refresh_from_db()
    return proceeding


def test_at_the_counter_a_clerk_fills_in_the_same_form_and_gets_the_number(take_in, clerk):  # S1, S3
    page = take_in(AT_THE_COUNTER)
    application = Application.objects.get()
    assert application.registry_uid in page.text
    assert (application.identified_by, application.person.full_name) == ("counter", "Мария Петрова Иванова")
    assert AuditEntry.objects.get(event="applications.filed").actor_kind == "official"
    proceeding = Proceeding.objects.get()
    assert proceeding.state == "examined"
    assert Intake.objects.get().application == application
    case = page.follow("Към преписката")
    assert "на гише, с лична карта" in case.text
    assert clerk.full_name in case.follow("Как постъпи").text


def test_the_persons_own_draft_stays_theirs(take_in, person, visit):
    from tests.applications.drafts import begin

    own = begin(person)
    take_in(AT_THE_COUNTER)
    assert Draft.objects.get() == own
    assert "Три въпроса" in visit(person).get("/moite/").text


def test_an_official_cannot_file_the_persons_own_draft(at_work, clerk, person):
    from tests.applications.drafts import complete

    own = complete(person)
    browser = at_work(clerk)
    browser.get("/sluzhiteli/priem/").submit(AT_THE_COUNTER, "Продължи към формуляра")
    refused = browser.client.post("/zayavlenie/tri-vaprosa/podavane/", {"draft": str(own.id)})
    assert refused.status_code == 409
    assert not Application.objects.exists()


def test_an_official_who_assists_nobody_is_no_applicant(at_work, clerk):
    response = at_work(clerk).client.get("/zayavlenie/tri-vaprosa/vrazka/")
    assert response.status_code == 302
    assert response["Location"].startswith("/vhod/")


@pytest.mark.parametrize(
    ("arrived", "state"),
    [
        (AT_THE_COUNTER, "examined"),
        ({**BY_POST, "Подписано ли е?": SIGNED}, "examined"),
        ({**BY_POST, "Подписано ли е?": UNSIGNED}, "examined"),
        (BY_POST, "unconfirmed"),
        ({**BY_EMAIL, "Подписано ли е?": SIGNED}, "examined"),
        (BY_EMAIL, "unconfirmed"),
    ],
    ids=["counter", "post signed", "post unsigned", "post in doubt", "e-mail with QES", "e-mail without"],
)
def test_what_is_asked_to_be_confirmed(take_in, arrived, state):  # S2.5
    take_in(arrived)
    assert Proceeding.objects.get().state == state


def test_the_notice_starts_three_days_and_goes_once(unconfirmed):
    ask_for_confirmation(unconfirmed.pk)
    message = OutgoingMessage.objects.get(key=f"proceedings.confirm:{unconfirmed.pk}")
    term = Term.objects.get(kind="proceedings.confirmation:tri-vaprosa")
    assert (term.length, term.started_on) == (3, clock.today())
    assert f"/potvardi/{unconfirmed.pk}/" in message.text
    assert "Потвърдете заявлението си до" in message.subject
    assert "8502124512" not in message.text
    assert unconfirmed.waits


def test_the_notice_says_how_the_office_is_reached(take_in):  # M-05
    CompetentBody.objects.filter(pk="03").update(address="Варна, ул. „Охрид“ 6", phone="052 123 456")
    take_in(BY_EMAIL)
    ask_for_confirmation(Proceeding.objects.get().pk)
    text = OutgoingMessage.objects.get(key__startswith="proceedings.confirm:").text.replace("\xa0", " ")
    assert "ТП на НОИ – Варна, Варна, ул. „Охрид“ 6, тел. 052 123 456." in text


def test_the_person_confirms_with_pik_and_work_begins(unconfirmed, visit):  # C-28
    person = Person.objects.get()
    from tests.support.visitors import make_person

    assert make_person() == person
    browser = visit(person)
    mine = browser.get(f"/moite/zayavleniya/{unconfirmed.application_id}/")
    assert "Чака потвърждение" in mine.text
    until = f"{Term.objects.get(kind='proceedings.confirmation:tri-vaprosa').due_on:%d.%m.%Y}"
    home = browser.get("/moite/").text.replace("\xa0", " ")  # C-01
    assert f"Потвърждаване на заявлението {unconfirmed.application.registry_uid}: до {until}" in home
    listed = browser.get("/moite/zayavleniya/").text  # C-24
    assert f"Потвърждаване на заявлението: до {until}" in listed
    assert "Потвърдете, че Вие подадохте заявлението" in listed
    page = mine.follow("Потвърдете заявлението")
    assert "Малко" in page.text
    done = page.submit(button="Потвърждавам, че аз подадох това заявление")
    assert "Потвърдихте заявлението" in done.text
    unconfirmed.refresh_from_db()
    assert unconfirmed.state == "examined"
    kept("proceedings.confirmation:tri-vaprosa")
    unconfirmed.refresh_from_db()
    assert unconfirmed.state == "examined"
    assert "Заявлението вече е потвърдено." in browser.get(f"/potvardi/{unconfirmed.pk}/").text


def test_somebody_else_confirms_nothing(unconfirmed, visit, other_person):
    assert visit(other_person).get(f"/potvardi/{unconfirmed.pk}/").status == 403


def test_a_signature_by_hand_confirms_too(unconfirmed, at_work, clerk):  # O-05
    page = at_work(clerk).get(f"/sluzhiteli/prepiski/{unconfirmed.pk}/")
    page = page.follow("Отбележи, че е подписано на място")
    page.submit(button="Отбележи, че е подписано на място")
    unconfirmed.refresh_from_db()
    assert unconfirmed.state == "examined"


def test_not_confirmed_in_time_the_proceeding_ends_and_the_person_is_told(unconfirmed, visit, travel):  # M-06
    from tests.support.visitors import make_person

    with run_out("proceedings.confirmation:tri-vaprosa"):
        unconfirmed.refresh_from_db()
        assert (unconfirmed.state, unconfirmed.decided) == ("terminated_unconfirmed", False)
        assert unconfirmed.events.filter(act="terminate_unconfirmed").count() == 1
        told = ProcrastinateJob.objects.filter(task_name="proceedings.tell_termination")
        assert [job.args for job in told] == [{"proceeding_id": str(unconfirmed.pk)}]
        tell_termination(unconfirmed.pk)
        tell_termination(unconfirmed.pk)  # the job is tried again after a crash
        assert OutgoingMessage.objects.get(subject="Производството е прекратено")
        browser = visit(make_person())
        assert "и производството е прекратено" in browser.get(f"/potvardi/{unconfirmed.pk}/").text
        page = browser.get(f"/moite/zayavleniya/{unconfirmed.application_id}/")
        assert "Прекратено (непотвърдено)" in page.text


def test_past_the_term_nobody_confirms_even_before_the_sweeper(unconfirmed, clerk, travel):
    from nssi.proceedings.rights import ActRefused

    travel(days=10)
    with pytest.raises(ActRefused, match="Срокът изтече"):
        perform("sign_by_hand", unconfirmed.pk, clerk)


def test_without_an_e_mail_a_letter_asks_and_the_days_run_from_its_service(take_in):
    take_in(BY_POST, email="")
    proceeding = Proceeding.objects.get()
    ask_for_confirmation(proceeding.pk)
    ask_for_confirmation(proceeding.pk)
    delivery = Delivery.objects.get()
    assert delivery.document.title == "Искане за потвърждаване на заявление"
    assert not Term.objects.filter(kind="proceedings.confirmation:tri-vaprosa").exists()
    Delivery.objects.filter(pk=delivery.pk).update(
        state="served", served_on=clock.today(), served_by="signature"
    )
    delivery.refresh_from_db()
    letter_was_served(delivery)
    assert Term.objects.get(kind="proceedings.confirmation:tri-vaprosa").started_on == clock.today()


def test_what_somebody_wrote_changes_nobodys_names(take_in, person):
    take_in({**BY_EMAIL, "Собствено име": "Марийка"} | WHO | {"Собствено име": "Мария"})
    person.refresh_from_db()
    assert person.first_name == "Мария"


@pytest.mark.parametrize(
    ("wrong", "errors"),
    [
        ({"Личен номер на заявителя": "8502124513"}, ["Проверете номера: в него има грешка"]),
        ({"Подписано ли е?": UNSIGNED}, ["На гише заявлението се подписва на място"]),
        ({"Кога постъпи?": (1, 1, 2099)}, ["Датата не може да е бъдеща"]),
    ],
)
def test_what_does_not_fit_is_said(at_work, clerk, wrong, errors):
    page = at_work(clerk).get("/sluzhiteli/priem/").submit(AT_THE_COUNTER | wrong, "Продължи към формуляра")
    assert page.errors == errors


def test_a_doubt_has_its_reason(at_work, clerk):
    page = at_work(clerk).get("/sluzhiteli/priem/")
    page = page.submit(BY_POST | {"Защо се съмнявате?": " "}, "Продължи към формуляра")
    assert page.errors == ["Напишете защо се съмнявате"]


def test_an_intake_that_was_begun_is_continued(at_work, clerk):
    browser = at_work(clerk)
    browser.get("/sluzhiteli/priem/").submit(BY_POST, "Продължи към формуляра")
    page = browser.get("/sluzhiteli/priem/").submit(button="Продължете: Три въпроса, Мария Петрова Иванова")
    assert "Попълвате вместо" in page.text
    other = at_work(make_official())
    assert "Мария" not in other.get("/sluzhiteli/priem/").text


def test_heads_take_nothing_in(at_work):
    assert at_work(make_official(Role.PENSION_HEAD)).get("/sluzhiteli/priem/").status == 403
