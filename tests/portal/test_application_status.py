"""The state of an application for whoever has its УРИ and access code (P-05, P-05b, S1.7)."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from nssi.look.page_client import Page, PageClient
from nssi.portal.forms import ApplicationStatusForm
from tests.portal.conftest import EMAIL, FILE_NAME, Filed

pytestmark = pytest.mark.django_db

NO_MATCH = "Няма заявление с този входящ номер и код за достъп. Проверете ги в съобщението, което получихте."


def look_up(browser: PageClient, uid: str, code: str) -> Page:
    return browser.get("/proverka/").submit({"УРИ": uid, "Код за достъп": code})


def test_the_state_is_shown_to_whoever_has_both(page_client: PageClient, filed: Filed):
    page = look_up(page_client, filed.uid, filed.code)
    assert page.path == "/proverka/zayavlenie/"
    assert page.h1 == "Състояние на заявлението"
    for text in (
        "1001-000123-22.11.2026",
        "Заявление за парично обезщетение за безработица",
        "22.11.2026\xa0г., 16:05\xa0ч.",
        "ТП на НОИ – Варна",
        "Заведено",
        "Копие от акта за прекратяване на правоотношението",
        "Заявлението е заведено",
    ):
        assert text in page.text


@pytest.mark.parametrize(
    "write",
    [
        lambda uid, code: (uid.lower(), code.lower()),
        lambda uid, code: (f"  {uid} г. ", f" {code[:4]} - {code[4:]} "),
        lambda uid, code: (uid.replace("-", " – "), "-".join(code)),
        lambda uid, code: (uid.replace("000123", "123"), code),
    ],
    ids=["case", "spaces", "dashes", "zeros"],
)
def test_it_does_not_matter_how_they_are_written(page_client: PageClient, filed: Filed, write):
    assert look_up(page_client, *write(filed.uid, filed.code)).h1 == "Състояние на заявлението"


def test_no_personal_data_are_shown(page_client: PageClient, filed: Filed):
    html = look_up(page_client, filed.uid, filed.code).html
    for private in ("Мария", "Иванова", "8502124512", EMAIL, "Дунав", FILE_NAME, filed.code):
        assert private not in html


def test_neither_number_nor_code_stands_in_an_address_or_in_the_kept_session(
    page_client: PageClient, filed: Filed
):
    page = look_up(page_client, filed.uid, filed.code)
    assert filed.uid not in page.path
    assert filed.code not in str(dict(page_client.client.session))


def test_a_reload_shows_the_present_state_and_asks_for_nothing(page_client: PageClient, filed: Filed):
    look_up(page_client, filed.uid, filed.code)
    assert page_client.get("/proverka/zayavlenie/").h1 == "Състояние на заявлението"


def test_the_state_is_shown_for_a_quarter_of_an_hour_and_in_this_browser_alone(
    page_client: PageClient, filed: Filed, travel
):
    look_up(page_client, filed.uid, filed.code)
    assert PageClient().get("/proverka/zayavlenie/").path == "/proverka/"
    travel(minutes=15)
    assert page_client.get("/proverka/zayavlenie/").path == "/proverka/"


@pytest.mark.parametrize(
    ("uid", "code"),
    [
        ("1001-000123-22.11.2026", "AAAAAAAA"),
        ("1001-000124-22.11.2026", "правилният"),
        ("1001-000123-23.11.2026", "правилният"),
        ("1001-000123-31.02.2026", "правилният"),
        ("нещо друго", "правилният"),
        ("1001-000123-22.11.2026", "К" * 39),
        ("1" * 61, "правилният"),
        ("1001-000123-22.11.2026", "A" * 41),
        ("1001-000123-22.11.2026\x00", "правилният"),
        ("' OR 1=1 --", "' OR 1=1 --"),
    ],
)
def test_any_mismatch_has_one_answer(page_client: PageClient, filed: Filed, uid: str, code: str):
    page = look_up(page_client, uid, filed.code if code == "правилният" else code)
    assert page.status == 200
    assert page.path == "/proverka/"
    assert page.title.startswith("Грешка: ")
    if "\x00" not in uid:
        assert page.errors == [NO_MATCH]


def test_empty_fields_say_what_to_type(page_client: PageClient):
    assert look_up(page_client, "", " ").errors == ["Въведете УРИ", "Въведете код за достъп"]


def test_what_was_typed_survives_an_error(page_client: PageClient, filed: Filed):
    page = look_up(page_client, filed.uid, "AAAAAAAA")
    assert page.form().values["registry_uid"] == filed.uid


def test_after_five_wrong_tries_an_address_waits(page_client: PageClient, filed: Filed, travel):
    for _ in range(5):
        assert look_up(page_client, "1001-000999-22.11.2026", "AAAAAAAA").errors == [NO_MATCH]
    page = look_up(page_client, filed.uid, filed.code)
    assert page.status == 429
    assert page.errors == ["Твърде много опити. Опитайте след 15\xa0минути."]
    travel(minutes=14, seconds=30)
    assert look_up(page_client, filed.uid, filed.code).errors == [
        "Твърде много опити. Опитайте след 1\xa0минута."
    ]
    travel(seconds=31)
    assert look_up(page_client, filed.uid, filed.code).h1 == "Състояние на заявлението"


def test_one_number_is_guarded_against_tries_from_many_addresses(filed: Filed):
    for last in range(5):
        browser = PageClient(Client(REMOTE_ADDR=f"192.0.2.{last}"))
        assert look_up(browser, filed.uid, "AAAAAAAA").errors == [NO_MATCH]
    elsewhere = PageClient(Client(REMOTE_ADDR="192.0.2.99"))
    assert look_up(elsewhere, filed.uid, filed.code).status == 429


def test_tries_that_succeed_are_not_held_against_anybody(page_client: PageClient, filed: Filed):
    for _ in range(12):
        assert look_up(page_client, filed.uid, filed.code).status == 200


def test_the_form_is_not_filled_in_by_browsers(page_client: PageClient):
    assert all(
        field.widget.attrs["autocomplete"] == "off" for field in ApplicationStatusForm().fields.values()
    )


def test_the_pages_are_kept_in_no_cache(page_client: PageClient, filed: Filed):
    page = look_up(page_client, filed.uid, filed.code)
    assert "no-store" in page.response["Cache-Control"]


def test_the_pages_cost_few_queries(client: Client, filed: Filed):
    with CaptureQueriesContext(connection) as found:
        client.post("/proverka/", {"registry_uid": filed.uid, "access_code": filed.code})
    with CaptureQueriesContext(connection) as shown:
        assert client.get("/proverka/zayavlenie/").status_code == 200
    assert len(_without_savepoints(found)) <= 10
    assert len(_without_savepoints(shown)) <= 5


def _without_savepoints(queries: CaptureQueriesContext) -> list[str]:
    """The queries as they are outside of tests, where no transaction lies in another."""
    return [query["sql"] for query in queries if "SAVEPOINT" not in query["sql"]]
