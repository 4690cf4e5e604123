"""O-09: officials of the issuing body see how a document was delivered, and record what happened outside the portal."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from nssi.access.models import Official
from nssi.delivery.methods import DeliveryMethod
from nssi.delivery.models import Delivery
from nssi.foundation import clock
from nssi.look.page_client import Page, PageClient
from nssi.messages.actions.note_bounce import note_bounce
from nssi.terms.actions.sweep_terms import sweep_terms
from nssi.terms.models import Task
from tests.support.deliveries import (
    ADDRESS,
    ARCHIVE_CERTIFICATE,
    PENSION_RECALCULATION,
    UNEMPLOYMENT_BENEFIT,
    again,
    begun,
    message_of,
    sent,
    timeline,
)
from tests.support.english import bulgarian_in
from tests.support.officials import log_in_as, make_official
from tests.support.visitors import log_in_with_qes

pytestmark = pytest.mark.django_db

QUEUE = "/sluzhiteli/vrachvane/"
Role = Official.Role
ITEM = "R PS 1000 0012 3456"
WHO_AND_WHERE = re.compile("Ирина Петрова|гр. Варна")


@pytest.fixture
def enter(db) -> Callable[..., PageClient]:
    """A browser in which an official is logged in: `enter(Role.CLERK, office="03")`."""
    return lambda role=Role.CLERK, office="03": PageClient(log_in_as(Client(), make_official(role, office)))


@pytest.fixture
def clerk(enter) -> PageClient:
    return enter()


def page_of(browser: PageClient, delivery: Delivery) -> Page:
    return browser.get(f"{QUEUE}{delivery.document_id}/")


def record(browser: PageClient, delivery: Delivery, act: str, fields: dict) -> Page:
    name = delivery.addressee.full_name
    return page_of(browser, delivery).follow(f"{act}: {name}").submit(fields, "Запиши")


def by_post(person) -> Delivery:
    return begun(person, UNEMPLOYMENT_BENEFIT, DeliveryMethod.POST)


def at_the_counter(person) -> Delivery:
    return begun(person, UNEMPLOYMENT_BENEFIT, DeliveryMethod.COUNTER)


# Who sees what


def test_the_person_sees_which_document_officials_looked_at_and_served(person, clerk):
    """The trail names whom it is about, and the page „Кой е преглеждал данните ми“ names the document."""
    delivery = at_the_counter(person)
    record(
        clerk,
        delivery,
        "Връчване на гише",
        {"Кой подписа, че получава документа?": "Лицето, до което е", "Ден": clock.today()},
    )
    person_page = Client()
    log_in_with_qes(person_page, person)
    text = PageClient(person_page).get("/moite/dostap/").text
    called = f"{delivery.document.title}, изх. №\u00a0{delivery.document.outgoing_number}"
    assert f"преглед на връчването: {called}" in text
    assert f"връчване на документ: {called}" in text
    assert "служител ТП, ТП на НОИ – Варна" in text


@pytest.mark.parametrize(
    ("role", "office", "policy", "sees"),
    [
        (Role.CLERK, "03", UNEMPLOYMENT_BENEFIT, True),
        (Role.CLERK, "03", ARCHIVE_CERTIFICATE, True),
        (Role.CLERK, "04", UNEMPLOYMENT_BENEFIT, False),
        (Role.UNEMPLOYMENT_INSPECTOR, "03", UNEMPLOYMENT_BENEFIT, True),
        (Role.UNEMPLOYMENT_INSPECTOR, "03", ARCHIVE_CERTIFICATE, False),
        (Role.UNEMPLOYMENT_INSPECTOR, "04", UNEMPLOYMENT_BENEFIT, False),
        (Role.ARCHIVE_OFFICER, "03", ARCHIVE_CERTIFICATE, True),
        (Role.PENSION_OFFICER, "03", ARCHIVE_CERTIFICATE, False),
    ],
)
def test_officials_see_the_documents_of_their_own_body_and_role(person, enter, role, office, policy, sees):
    delivery = begun(person, policy, DeliveryMethod.POST)
    browser = enter(role, office)
    assert page_of(browser, delivery).status == (200 if sees else 404)
    assert browser.get(f"{QUEUE}{delivery.id}/poshta/").status == (200 if sees else 404)
    assert (delivery.document.outgoing_number in browser.get(QUEUE).text) == sees


def test_an_administrator_sees_no_documents(person, enter):
    delivery = by_post(person)
    browser = enter(Role.ADMINISTRATOR)
    for path in (QUEUE, f"{QUEUE}{delivery.document_id}/", f"{QUEUE}{delivery.id}/poshta/"):
        assert browser.get(path).status == 403


def test_the_queue_holds_what_waits_for_an_official_and_nothing_else(person, mailbox, enter, travel):
    waits_alone = sent(person)
    post, counter = by_post(person), at_the_counter(person)
    text = enter().get(QUEUE).text
    assert waits_alone.document.outgoing_number not in text
    assert post.document.outgoing_number in text and counter.document.outgoing_number in text
    travel(days=21)
    sweep_terms()
    assert waits_alone.document.outgoing_number in enter().get(QUEUE).text


# What is recorded


def test_a_signature_at_the_counter_is_recorded_with_who_when_and_which_official(person, clerk):  # S1.6
    delivery = at_the_counter(person)
    fields = {"Кой подписа, че получава документа?": "Лицето, до което е", "Ден": clock.today()}
    page = record(clerk, delivery, "Връчване на гише", fields)
    assert "Записано е." in page.text and "подписа лицето; записа Ирина Петрова" in page.text
    served = again(delivery)
    assert (served.state, served.served_by, served.served_on) == ("served", "signature", clock.today())
    assert served.served_at is None, "the moment is not known"
    event = served.events.get(what="signed_for")
    assert event.by == f"official {Official.objects.get().pk}"


def test_an_authorised_person_who_signs_is_named(person, clerk):
    delivery = at_the_counter(person)
    form = page_of(clerk, delivery).follow(f"Връчване на гише: {person.full_name}")
    who = {"Кой подписа, че получава документа?": "Упълномощено лице", "Ден": clock.today()}
    page = form.submit(who, "Запиши")
    assert page.errors == ["Въведете имената на упълномощеното лице"]
    named = {"Имена на упълномощеното лице и номер на пълномощното": "Иван Петров, 123/2026"}
    page.submit(named, "Запиши")
    assert again(delivery).events.get(what="signed_for").details["signed_by"] == "Иван Петров, 123/2026"


def test_a_letter_is_posted_received_and_with_that_served(person, enter, travel):  # S1.6, S2.6
    delivery = by_post(person)
    assert Task.objects.get(done_at=None).kind == "delivery.post"
    posted_on = clock.today()
    record(enter(), delivery, "Предаване на пощата", {"Номер на пратката": ITEM, "Ден": posted_on})
    assert not Task.objects.filter(done_at=None).exists()
    travel(days=5)
    received_on = posted_on + timedelta(days=3)
    page = record(enter(), delivery, "Обратна разписка", {"Пратка": ITEM, "Ден": received_on})
    served = again(delivery)
    assert (served.state, served.served_by, served.served_on) == ("served", "receipt", received_on)
    assert timeline(served) == ["begun", "posted", "received"]
    assert ITEM in page.text and "гр. Варна 9000 ул. „Цар Симеон“ № 1, ет. 2" in page.text


def test_a_letter_that_comes_back_is_a_task_and_may_be_sent_again(person, clerk, travel):
    delivery = by_post(person)
    day = clock.today()
    record(clerk, delivery, "Предаване на пощата", {"Номер на пратката": ITEM, "Ден": day})
    back = {"Пратка": ITEM, "Причина според пощенския оператор": "Непотърсена", "Ден": day}
    page = record(clerk, delivery, "Върната пратка", back)
    assert "Пратката е върната. Изпратете документа отново" in page.text
    assert again(delivery).state == "undelivered"
    assert Task.objects.get(done_at=None).kind == "delivery.returned"
    record(clerk, delivery, "Предаване на пощата", {"Номер на пратката": "R PS 2", "Ден": day})
    assert again(delivery).state == "waiting"
    record(clerk, delivery, "Обратна разписка", {"Пратка": "R PS 2", "Ден": day})
    assert again(delivery).state == "served"


@pytest.mark.parametrize(
    ("days", "error"),
    [(-1, "Денят е преди документа да е издаден"), (1, "Денят още не е настъпил")],
)
def test_a_day_that_cannot_be_is_refused_and_nothing_typed_is_lost(person, clerk, days, error):
    delivery = by_post(person)
    typed = {"Номер на пратката": ITEM, "Ден": clock.today() + timedelta(days=days)}
    page = record(clerk, delivery, "Предаване на пощата", typed)
    assert page.errors == [error]
    assert ITEM in page.form("Запиши").values.values()
    assert timeline(delivery) == ["begun"]


def test_a_receipt_cannot_be_older_than_its_letter(person, enter, travel):
    delivery = by_post(person)
    travel(days=3)
    clerk = enter()
    record(clerk, delivery, "Предаване на пощата", {"Номер на пратката": ITEM, "Ден": clock.today()})
    before = {"Пратка": ITEM, "Ден": clock.today() - timedelta(days=1)}
    assert record(clerk, delivery, "Обратна разписка", before).errors == [
        "Денят е преди пратката да е предадена"
    ]


def test_what_is_served_meanwhile_is_not_recorded_again(person, clerk):
    delivery = at_the_counter(person)
    form = page_of(clerk, delivery).follow(f"Връчване на гише: {person.full_name}")
    fields = {"Кой подписа, че получава документа?": "Лицето, до което е", "Ден": clock.today()}
    form.submit(fields, "Запиши")
    page = form.submit(fields, "Запиши")
    assert "Междувременно документът е връчен" in page.text
    assert timeline(delivery) == ["begun", "signed_for"]


# After the download was not made


def test_what_was_not_downloaded_is_flagged_and_served_as_the_ordinance_says(
    person, mailbox, enter, travel
):  # S1.9
    delivery = sent(person)
    inspector = enter(Role.UNEMPLOYMENT_INSPECTOR)
    assert not [link for link in page_of(inspector, delivery).links if link.startswith("Връчване на гише")]
    travel(days=21)
    sweep_terms()
    inspector = enter(Role.UNEMPLOYMENT_INSPECTOR)
    page = page_of(inspector, delivery)
    told = page.text.replace("\xa0", " ")
    assert "Неизтеглен – връчете по чл. 5, ал. 3" in told
    assert "лично срещу подпис или с писмо с обратна разписка" in told
    task = Task.objects.get(done_at=None).title.replace("\xa0", " ")
    assert task.startswith("Неизтеглен – връчете по чл. 5, ал. 3 от Наредбата")
    typed = {"Номер на пратката": ITEM, "Адрес на пратката": ADDRESS, "Ден": clock.today()}
    record(inspector, delivery, "Предаване на пощата", typed)
    assert again(delivery).state == "not_fetched", "the flag stays until it is served"
    record(inspector, delivery, "Обратна разписка", {"Пратка": ITEM, "Ден": clock.today()})
    assert again(delivery).served_by == "receipt"
    assert not Task.objects.filter(done_at=None).exists()


def test_a_pension_result_is_posted_then_and_not_handed_over_at_a_counter(person, mailbox, enter, travel):
    delivery = sent(person, PENSION_RECALCULATION)
    travel(days=21)
    sweep_terms()
    links = [link.split(":")[0] for link in page_of(enter(), delivery).links]
    assert "Предаване на пощата" in links and "Връчване на гише" not in links


def test_a_message_that_came_back_shows_at_once(person, mailbox, clerk):  # J1 x6
    delivery = sent(person)
    note_bounce(message_of(delivery).pk, "5.1.1")
    assert (
        "Съобщението не е доставено до адреса"
        in clerk.get(QUEUE).follow(f"{delivery.document.title} {delivery.document.outgoing_number}").text
    )


# The list of the postal operator


def csv(*rows: str, head: str = "Изх. номер;Номер на пратката;Предадена;Получена;Върната;Причина") -> bytes:
    return "\r\n".join((head, *rows)).encode("utf-8-sig")


def upload(browser: PageClient, content: bytes) -> Page:
    file = SimpleUploadedFile("poshta.csv", content)
    return browser.get(QUEUE).follow("Списък от пощата").submit({"Таблица (CSV)": file}, "Запиши")


def test_a_list_of_the_post_is_recorded_line_by_line_and_again_changes_nothing(person, other_person, clerk):
    first, second = by_post(person), by_post(other_person)
    day = f"{clock.today():%d.%m.%Y}"
    rows = (
        f"{first.document.outgoing_number};R1;{day};{day};;",
        f"{second.document.outgoing_number};R 2222;{day};;{day};Непотърсена",
    )
    page = upload(clerk, csv(*rows))
    assert "Записани редове: 2. Известни отпреди: 0." in page.text
    assert timeline(first) == ["begun", "posted", "received"]
    assert timeline(second) == ["begun", "posted", "returned"]
    assert "Записани редове: 0. Известни отпреди: 2." in upload(clerk, csv(*rows)).text
    assert timeline(first) == ["begun", "posted", "received"]


def test_lines_that_cannot_be_are_named_and_the_others_recorded(person, mailbox, enter):
    delivery, electronic = by_post(person), sent(person)
    today, tomorrow = (f"{clock.today() + timedelta(days=days):%d.%m.%Y}" for days in (0, 1))
    number = delivery.document.outgoing_number
    page = upload(
        enter(),
        csv(
            f"9001-000999-{today};R1111;{today};;;",
            f"{number};R1111;{tomorrow};;;",
            f"{number};R1111;2026-11-21;;;",
            f"{number};R1111;{today};{today};{today};",
            f"{number};R9999;;{today};;",
            f"{electronic.document.outgoing_number};R3333;{today};;;",
            ";;;;;",
            "само едно",
            f"{number};R1111;{today};{today};;",
        ),
    )
    assert "Записани редове: 1." in page.text
    for line, why in (
        (2, "Няма такъв документ за връчване от Вашето поделение."),
        (3, "Денят още не е настъпил."),
        (4, "Дните се пишат като 21.11.2026."),
        (5, "Пратката е или получена, или върната."),
        (6, "Документът не чака такова връчване."),
        (7, "Лицето не е избрало поща"),
        (9, "Липсва изходящ номер или номер на пратката."),
    ):
        assert f"Ред {line}: {why}" in page.text
    assert again(delivery).state == "served"


@pytest.mark.parametrize("content", [b"\x00\xff" * 50, b"a;b;c\n1;2;3", b"PK\x03\x04" + b"\n" * 99])
def test_a_file_that_is_no_list_is_refused(clerk, content):
    assert upload(clerk, content).errors == ["В таблицата няма колона „изх. номер“."]


def test_only_clerks_take_lists_of_the_post_in(enter):
    assert enter(Role.UNEMPLOYMENT_INSPECTOR).get(f"{QUEUE}poshta/").status == 403


def test_the_pages_can_be_read_in_english_and_are_asked_for_in_few_queries(
    person, clerk, django_assert_num_queries
):
    delivery = by_post(person)
    record(clerk, delivery, "Предаване на пощата", {"Номер на пратката": ITEM, "Ден": clock.today()})
    client = clerk.client
    client.cookies["django_language"] = "en"
    paths = (QUEUE, f"{QUEUE}{delivery.document_id}/", f"{QUEUE}{delivery.id}/razpiska/", f"{QUEUE}poshta/")
    for path in paths:
        assert [text for text in bulgarian_in(clerk.get(path)) if not WHO_AND_WHERE.search(text)] == []
    with django_assert_num_queries(4):
        client.get(QUEUE)
    with django_assert_num_queries(10):  # one of them notes the look
        client.get(paths[1])
