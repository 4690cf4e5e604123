"""An administrator stops a service for a while: nobody files, drafts stay, and everybody reads until when (A-06, P-02)."""

from datetime import timedelta

import pytest

from nssi.applications.models import Application, Draft
from nssi.audit.models import AuditEntry
from nssi.foundation import clock
from nssi.look.typography import moment_text
from nssi.records.models import ServicePause
from tests.services.test_unemployment_benefit import START, to_submit
from tests.support.officials import Role, make_official

pytestmark = pytest.mark.django_db

PAGE, SLUG = "/admin-portal/uslugi/", "obezshtetenie-bezrabotitsa"
TITLE = "Заявление за парично обезщетение за безработица"
ABOUT = f"/uslugi/{SLUG}/"


@pytest.fixture
def administrator(db):
    return make_official(Role.ADMINISTRATOR)


@pytest.fixture
def stop(at_work, administrator):
    """Stop the service by the administrator's page until tomorrow at half past four."""

    def do(**typed):
        day = clock.today() + timedelta(days=1)
        page = at_work(administrator).get(PAGE).follow(TITLE)
        return page.submit({"До кой ден?": day, "До колко часа?": "16:30", **typed}, "Спри приемането")

    return do


def told(page) -> str:
    return page.text.replace("\xa0", " ")


def test_while_it_is_stopped_nothing_is_filed_and_everybody_reads_until_when(
    stop, visit, person, page_client
):
    browser = visit(person)
    page = to_submit(browser)
    assert "Услугата не приема заявления до посоченото време." in stop().text
    until = moment_text(ServicePause.objects.get().until).replace("\xa0", " ")
    says = f"Услугата временно не приема заявления. Опитайте след {until}"
    about = page_client.get(ABOUT)
    assert says in told(about) and "Започни" not in about.links
    for path in (START, f"{START}podavane/"):
        stopped = browser.get(path)
        assert (stopped.status, says in told(stopped)) == (409, True), path
    sent = browser.get(f"{START}lichni-danni/").submit({}, "Продължи")
    assert (sent.status, says in told(sent)) == (409, True)
    after = page.submit(button="Подай с ПИК")
    assert after.status == 409 and "Черновата Ви е запазена" in after.text
    assert (Application.objects.count(), Draft.objects.count()) == (0, 1)


def test_it_goes_on_by_itself_when_its_time_has_come(stop, visit, person, page_client):
    stop()
    with clock.shift(timedelta(days=2)):
        assert "Започни" in page_client.get(ABOUT).links
        assert visit(person).get(START).status == 200


def test_it_is_let_go_on_before_and_the_trail_tells_both(stop, at_work, administrator, page_client):
    stop()
    page = at_work(administrator).get(PAGE)
    assert "спряна до" in page.text
    assert "отново приема заявления" in page.follow(TITLE).submit(button="Пусни приемането").text
    assert "Започни" in page_client.get(ABOUT).links
    events = AuditEntry.objects.filter(subject_kind="service", subject_id=SLUG).order_by("id")
    assert [each.event for each in events] == ["staff.service_paused", "staff.service_resumed"]


WRONG = [
    ({"До колко часа?": ""}, "Въведете час, например 16:30"),
    ({"До колко часа?": "25:00"}, "Въведете час, например 16:30"),
    ({"До кой ден?": clock.today() - timedelta(days=1)}, "Въведете бъдещо време"),
]


@pytest.mark.parametrize(("typed", "error"), WRONG, ids=["nothing", "no hour", "past"])
def test_a_time_that_is_none_stops_nothing(stop, typed, error):
    assert stop(**typed).errors == [error]
    assert not ServicePause.objects.exists()


def test_at_the_counter_officials_go_on(stop, at_work):
    stop()
    who = {
        "Услуга": TITLE,
        "Вид на личния номер": "ЕГН",
        "Личен номер на заявителя": "8502124512",
        "Собствено име": "Мария",
        "Фамилно име": "Иванова",
        "Как постъпи заявлението?": "На гише",
        "Подписано ли е?": "Да, саморъчно; при e-mail – с КЕП",
    }
    clerk = at_work(make_official(Role.CLERK))
    page = clerk.get("/sluzhiteli/priem/").submit(who, "Продължи към формуляра")
    assert page.status == 200 and "Попълвате вместо" in page.text


def test_only_administrators_stop_a_service(at_work):
    assert at_work(make_official(Role.CLERK)).get(PAGE).status == 403
