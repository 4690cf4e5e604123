"""The second factor of officials: codes of an app, security keys, the first login, letting one in again (O-01, A-01, ASVS 6)."""

import json

import pytest
from fido2.utils import websafe_encode

from nssi.access.actions.create_official import create_official
from nssi.access.models import AuthenticatorApp, Official, SecurityKey
from nssi.access.second_factor.security_keys import NotProven, answered_by
from nssi.audit.models import AuditEntry
from nssi.institution.queries import competent_body
from nssi.look.page_client import Page, PageClient
from tests.support.officials import at_work, code_of, give_app, give_key, log_in_as, make_official

__all__ = ["at_work"]

pytestmark = pytest.mark.django_db

PASSWORD = "зелена круша 7"
LOGIN, SECOND, FIRST = (
    "/sluzhiteli/vhod/",
    "/sluzhiteli/vhod/vtori-faktor/",
    "/sluzhiteli/vhod/parvo-vlizane/",
)
FACTORS, ACCOUNTS = "/sluzhiteli/sredstva/", "/admin-portal/sluzhiteli/"
CODE, BUTTON = "Код от приложението", "Вход"
WRONG = "Кодът не е верен или вече е ползван. Въведете кода, който приложението показва сега."
NAMES = {"Потребителско име": "ivanova", "Парола": PASSWORD}


@pytest.fixture
def official() -> Official:
    return create_official(
        "ivanova", PASSWORD, full_name="Елена Иванова", role=Official.Role.CLERK, body=competent_body("03")
    )


@pytest.fixture
def secret(official) -> str:
    return give_app(official)


@pytest.fixture
def administrator() -> Official:
    return make_official(Official.Role.ADMINISTRATOR, name="Асен Колев")


# The code of the app


def test_the_password_alone_opens_nothing(page_client, secret):  # ASVS 6.3.3
    page_client.get(LOGIN).submit(NAMES)
    assert page_client.get("/sluzhiteli/").h1 == "Вход за служители"


def test_a_second_factor_without_a_password_opens_nothing(page_client, secret):
    assert page_client.get(SECOND).path == LOGIN
    assert page_client.get(FIRST).path == LOGIN
    assert page_client.post(SECOND, {"code": code_of(secret)}).path == LOGIN


@pytest.mark.parametrize(
    ("seconds", "is_taken"), [(-61, False), (-30, True), (0, True), (30, True), (61, False), (3600, False)]
)
def test_a_code_is_good_beside_its_half_minute(page_client, secret, seconds, is_taken):  # ASVS 6.5.5
    page = page_client.get(LOGIN).submit(NAMES)
    page = page.submit({CODE: code_of(secret, later=seconds)}, button=BUTTON)
    assert page.path == ("/sluzhiteli/" if is_taken else SECOND)


def test_a_code_is_good_once(client, page_client, secret):  # ASVS 6.5.1
    code = code_of(secret)
    assert page_client.get(LOGIN).submit(NAMES).submit({CODE: code}, button=BUTTON).path == "/sluzhiteli/"
    another = PageClient().get(LOGIN).submit(NAMES)
    assert another.submit({CODE: code}, button=BUTTON).errors == [WRONG]
    assert another.submit({CODE: code_of(secret, later=-30)}, button=BUTTON).errors == [WRONG]
    assert another.submit({CODE: code_of(secret, later=30)}, button=BUTTON).path == "/sluzhiteli/"


def test_a_moved_clock_does_not_part_the_portal_from_the_phone(page_client, secret, travel):
    travel(days=7)
    page = page_client.get(LOGIN).submit(NAMES)
    assert page.submit({CODE: code_of(secret)}, button=BUTTON).path == "/sluzhiteli/"


@pytest.mark.parametrize("typed", ["", "12345", "000000", "шест ц", "1" * 21])
def test_a_wrong_code_is_told(page_client, secret, typed):
    page = page_client.get(LOGIN).submit(NAMES).submit({CODE: typed}, button=BUTTON)
    assert page.path == SECOND and len(page.errors) == 1


def test_from_the_fifth_wrong_code_on_the_official_waits(page_client, secret):  # ASVS 6.3.1
    page = page_client.get(LOGIN).submit(NAMES)
    for _ in range(5):
        page = page.submit({CODE: "000000"}, button=BUTTON)
    assert page.status == 429
    assert page.submit({CODE: code_of(secret)}, button=BUTTON).errors == [
        "Твърде много опити. Опитайте след 15\xa0минути."
    ]


def test_the_second_factor_is_given_within_ten_minutes(page_client, secret, travel):
    page = page_client.get(LOGIN).submit(NAMES)
    travel(minutes=10)
    assert page.submit({CODE: code_of(secret)}, button=BUTTON).path == LOGIN


def test_an_account_switched_off_between_the_two_steps_stays_out(page_client, secret):
    page = page_client.get(LOGIN).submit(NAMES)
    Official.objects.update(is_active=False)
    assert page.submit({CODE: code_of(secret)}, button=BUTTON).path == LOGIN


def test_the_login_leads_back_to_the_page_that_asked(page_client, secret):
    page = page_client.get("/sluzhiteli/sredstva/").submit(NAMES)
    assert page.submit({CODE: code_of(secret)}, button=BUTTON).path == FACTORS


def test_the_secret_of_the_app_is_kept_sealed(secret):  # ASVS 11.3.2
    assert secret not in AuthenticatorApp.objects.get().sealed_secret


# The first login


def test_at_the_first_login_the_app_is_set_up(page_client, official):
    page = page_client.get(LOGIN).submit(NAMES)
    assert page.path == FIRST and "<svg" in page.html
    secret = shown_secret(page)
    assert page.submit({CODE: "000000"}).errors == [WRONG]
    assert shown_secret(page_client.get(FIRST)) == secret, "a wrong code changes no secret"
    assert page.submit({CODE: code_of(secret)}).path == "/sluzhiteli/"
    assert official.app.last_step > 0
    assert AuditEntry.objects.filter(event="access.enrol_app", subject_id=str(official.pk)).count() == 1


def test_a_temporary_password_is_replaced_at_the_first_login(page_client, official):  # ASVS 6.4.1
    Official.objects.update(password_is_temporary=True)
    page = page_client.get(LOGIN).submit(NAMES)
    code = code_of(shown_secret(page))
    for typed, error in [
        ("", "Въведете нова парола"),
        ("къса", "Паролата трябва да има поне 12\xa0знака"),
        ("password1234", "Тази парола е сред най-често ползваните"),
        ("ivanova-1234", "Паролата прилича на името Ви"),
        (PASSWORD, "Изберете парола, различна от сегашната"),
    ]:
        refused = page.submit({"Нова парола": typed, CODE: code})
        assert refused.errors[0].startswith(error)
    assert page.submit({"Нова парола": "друга зелена круша", CODE: code}).path == "/sluzhiteli/"
    official.refresh_from_db()
    assert official.check_password("друга зелена круша") and not official.password_is_temporary


def shown(page: Page, within: str = "") -> str:
    """Return the first code of the page, or of its part with this class."""
    place = f"//*[contains(@class, '{within}')]" if within else ""
    return page.root.xpath(f"string({place}//*[contains(@class, 'nssi-code')])").strip()


def shown_secret(page: Page) -> str:
    return shown(page).replace(" ", "")


# One's own app and keys


def test_the_app_is_replaced_by_password_and_code(official, secret, at_work):  # ASVS 7.5.1
    page = at_work(official).get("/sluzhiteli/sredstva/prilozhenie/")
    new = shown_secret(page)
    assert page.submit({"Вашата парола": "wrong", CODE: code_of(new)}).errors == ["Паролата не е вярна"]
    page = page.submit({"Вашата парола": PASSWORD, CODE: code_of(new)})
    assert "Приложението е сменено." in page.text
    login = PageClient().get(LOGIN).submit(NAMES)
    assert login.submit({CODE: code_of(secret)}, button=BUTTON).path == SECOND
    assert login.submit({CODE: code_of(new, later=30)}, button=BUTTON).path == "/sluzhiteli/"


def test_a_key_is_added_by_the_password_and_the_key_alone(official, secret, at_work):
    page = at_work(official).get(FACTORS)
    typed = {"Име на ключа": "син", "Вашата парола": "wrong"}
    assert page.submit(typed, button="Добави ключ").errors == ["Паролата не е вярна"]
    typed["Вашата парола"] = PASSWORD
    assert page.submit(typed, button="Добави ключ").errors == ["Ключът не беше добавен. Опитайте отново."]
    assert not SecurityKey.objects.exists()


def test_a_key_is_removed_by_its_official_with_the_password(official, secret, at_work):  # ASVS 7.5.1
    key = give_key(official)
    page = at_work(official).get(FACTORS).follow(f"Премахнете „{key.name}“")
    page = page.submit({"Вашата парола": "грешна"})
    assert page.errors == ["Паролата не е вярна"] and SecurityKey.objects.exists()
    assert "Ключът е премахнат." in page.submit({"Вашата парола": PASSWORD}).text
    assert not SecurityKey.objects.exists()


def test_nobody_removes_the_key_of_another(official, administrator, at_work):
    key = give_key(official)
    response = at_work(administrator).client.post(f"{FACTORS}{key.pk}/premahni/", {"password": PASSWORD})
    assert response.status_code == 404 and SecurityKey.objects.exists()


@pytest.mark.parametrize("answer", ["", "{", "[]", "null", "{}", '{"rawId": 7}', "7"])
def test_what_is_no_answer_of_a_key_proves_nothing(answer):
    with pytest.raises(NotProven):
        answered_by(
            "localhost", {"challenge": websafe_encode(b"x" * 32), "user_verification": None}, [], answer
        )


def test_an_answer_to_no_question_logs_nobody_in(page_client, secret):
    page_client.get(LOGIN).submit(NAMES)
    page = page_client.post(SECOND, {"answer": json.dumps({"id": "AA", "rawId": "AA"})})
    assert page.errors == ["Ключът не беше разпознат. Опитайте отново или въведете код от приложението."]


# Accounts


def test_an_administrator_makes_an_account_whose_password_is_shown_once(administrator, at_work):
    browser = at_work(administrator)
    page = browser.get(f"{ACCOUNTS}nov/").submit(
        {"Потребителско име": "nova", "Име и фамилия": "Нова Новева", "Роля": "служител ТП"}
    )
    assert page.errors == ["Изберете поделението, в което работи служителят"]
    page = page.submit({"Място на работа": "ТП на НОИ – Варна"})
    password = shown(page, "govuk-inset-text")
    assert password and password not in browser.get(page.path).text
    first = PageClient().get(LOGIN).submit({"Потребителско име": "nova", "Парола": password})
    assert first.path == FIRST
    again = browser.get(f"{ACCOUNTS}nov/").submit(
        {"Потребителско име": "nova", "Име и фамилия": "Друга", "Роля": "администратор"}
    )
    assert again.errors == ["Има служител с това потребителско име"]


def test_an_official_changes_the_password_with_the_present_one(official, secret, at_work):
    # ASVS 6.2.2, 6.2.3, 7.4.3
    here, elsewhere = at_work(official), at_work(official)
    page = here.get(FACTORS).follow("Сменете паролата")
    new = "синя слива на баира"
    for present, typed, error in [
        ("грешна", new, "Паролата не е вярна"),
        (
            "грешна",
            PASSWORD,
            "Паролата не е вярна",
        ),  # nobody learns the present one by trying it as the new one
        (PASSWORD, PASSWORD, "Изберете парола, различна от сегашната"),
        (PASSWORD, "къса", "Паролата трябва да има поне 12 знака"),
    ]:
        assert page.submit({"Вашата парола": present, "Нова парола": typed}).errors == [error]
    page = page.submit({"Вашата парола": PASSWORD, "Нова парола": new})
    assert page.path == FACTORS and "Паролата е сменена." in page.text
    assert elsewhere.get("/sluzhiteli/").h1 == "Вход за служители"
    assert PageClient().get(LOGIN).submit(NAMES).path == LOGIN
    assert PageClient().get(LOGIN).submit(NAMES | {"Парола": new}).path == SECOND
    assert AuditEntry.objects.filter(event="access.replace_password", subject_id=str(official.pk)).exists()


def test_only_what_the_form_asks_reaches_an_account(administrator, at_work):  # ASVS 15.3.3
    typed = {"username": "nova", "full_name": "Нова Новева", "role": "clerk", "body": "03"}
    more = {
        "password": "a",
        "password_is_temporary": "",
        "is_active": "",
        "session_epoch": "7",
        "person": "x",
        "id": "1",
    }
    at_work(administrator).client.post(f"{ACCOUNTS}nov/", typed | more)
    made = Official.objects.get(username="nova")
    assert (made.is_active, made.password_is_temporary, made.session_epoch, made.person) == (
        True,
        True,
        0,
        None,
    )
    assert made.pk != 1 and not made.check_password("a")


def test_a_recovered_official_is_out_and_enrols_anew(
    official, secret, administrator, at_work
):  # ASVS 6.4.3, 7.4.2
    inside = at_work(official)
    page = at_work(administrator).get(f"{ACCOUNTS}{official.pk}/").submit(button="Издай временна парола")
    password = shown(page, "govuk-inset-text")
    assert inside.get("/sluzhiteli/").h1 == "Вход за служители"
    assert PageClient().get(LOGIN).submit(NAMES).path == LOGIN
    assert PageClient().get(LOGIN).submit(NAMES | {"Парола": password}).path == FIRST
    assert AuditEntry.objects.filter(event="access.recover_official", subject_id=str(official.pk)).exists()


def test_an_account_that_is_switched_off_ends_its_sessions(official, administrator, at_work):  # ASVS 7.4.2
    inside = at_work(official)
    page = at_work(administrator).get(f"{ACCOUNTS}{official.pk}/").submit(button="Изключи акаунта")
    assert inside.get("/sluzhiteli/").h1 == "Вход за служители"
    page.submit(button="Включи акаунта")
    assert inside.get("/sluzhiteli/").h1 == "Вход за служители"
    assert PageClient().get(LOGIN).submit(NAMES).path == FIRST


def test_nobody_recovers_or_switches_off_the_own_account(administrator, client):
    log_in_as(client, administrator)
    for act in ("vazstanovi", "prevklyuchi"):
        assert client.post(f"{ACCOUNTS}{administrator.pk}/{act}/").status_code == 403


@pytest.mark.parametrize("role", [role for role in Official.Role if role != Official.Role.ADMINISTRATOR])
def test_only_administrators_keep_accounts(role, official, client):
    log_in_as(client, make_official(role))
    for path in (ACCOUNTS, f"{ACCOUNTS}nov/", f"{ACCOUNTS}{official.pk}/"):
        assert client.get(path).status_code == 403
    assert client.post(f"{ACCOUNTS}{official.pk}/vazstanovi/").status_code == 403
