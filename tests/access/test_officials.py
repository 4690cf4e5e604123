"""Officials log in with user name, password and second factor, and open what their role may (O-01, A-01)."""

import time

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.http import HttpResponse

from nssi.access.actions.check_official_password import check_official_password
from nssi.access.actions.create_official import create_official
from nssi.access.guards import official_required
from nssi.access.logins import Reason
from nssi.access.models import Official
from nssi.audit.models import AuditEntry
from nssi.institution.queries import competent_body
from tests.support.officials import at_work, code_of, give_app
from tests.support.people import log_in, make_person

__all__ = ["at_work"]

pytestmark = pytest.mark.django_db

PASSWORD = "зелена круша 7"
WRONG = "Грешно потребителско име или парола. Проверете ги и опитайте отново."
HERE = "192.0.2.1"


@pytest.fixture
def official():
    return create_official(
        "ivanova",
        PASSWORD,
        full_name="Елена Иванова",
        role=Official.Role.UNEMPLOYMENT_INSPECTOR,
        body=competent_body("03"),
    )


def enter(client):
    secret = give_app(Official.objects.get(username="ivanova"))
    client.post("/sluzhiteli/vhod/", {"username": "ivanova", "password": PASSWORD})
    return client.post("/sluzhiteli/vhod/vtori-faktor/", {"code": code_of(secret)})


def test_an_official_logs_in_and_sees_name_role_and_office(page_client, official):
    secret = give_app(official)
    page = page_client.get("/sluzhiteli/").submit({"Потребителско име": "ivanova", "Парола": PASSWORD})
    assert page.h1 == "Втора стъпка на входа"
    code = code_of(secret)
    page = page.submit({"Код от приложението": f"{code[:3]} {code[3:]}"}, button="Вход")
    assert page.path == "/sluzhiteli/"
    assert "Елена Иванова" in page.text
    assert "инспектор „Безработица“" in page.text
    assert "ТП на НОИ – Варна" in page.text


def test_an_administrator_may_work_in_no_body(page_client):
    secret = give_app(create_official("admin", PASSWORD, full_name="А. Д.", role=Official.Role.ADMINISTRATOR))
    page = page_client.get("/sluzhiteli/vhod/").submit({"Потребителско име": "admin", "Парола": PASSWORD})
    page = page.submit({"Код от приложението": code_of(secret)}, button="Вход")
    assert "Централно управление" in page.text


@pytest.mark.parametrize(
    ("username", "password", "errors"),
    [
        ("", "", ["Въведете потребителско име", "Въведете парола"]),
        ("ivanova", "wrong", [WRONG]),
        ("ivanova", PASSWORD + " ", [WRONG]),
        ("IVANOVA", PASSWORD, [WRONG]),
        ("petrova", PASSWORD, [WRONG]),
    ],
)
def test_a_wrong_login_gets_one_text_for_all(page_client, official, username, password, errors):
    page = page_client.get("/sluzhiteli/vhod/").submit({"Потребителско име": username, "Парола": password})
    assert page.errors == errors


def test_an_account_that_is_switched_off_opens_nothing(client, official):
    enter(client)
    Official.objects.update(is_active=False)
    assert client.get("/sluzhiteli/").status_code == 302
    assert check_official_password("ivanova", PASSWORD, HERE).refusal.reason is Reason.WRONG


def test_a_new_password_ends_the_sessions_of_the_old_one(client, official):
    enter(client)
    official.set_password("another pear 8")
    official.save()
    assert client.get("/sluzhiteli/").status_code == 302


def test_from_the_fifth_wrong_try_on_the_official_waits(page_client, official):
    page = page_client.get("/sluzhiteli/vhod/")
    for _ in range(5):
        page = page.submit({"Потребителско име": "ivanova", "Парола": "wrong"})
    assert page.errors == ["Входът е спрян за 15\xa0минути."]
    assert page.submit({"Парола": PASSWORD}).status == 429


def test_the_trail_tells_of_logins_and_refusals(client, official):
    enter(client)
    client.post("/sluzhiteli/izhod/")
    enter(client)
    client.post("/sluzhiteli/izhod/")
    client.post("/sluzhiteli/vhod/", {"username": "ivanova", "password": PASSWORD})
    client.post("/sluzhiteli/vhod/vtori-faktor/", {"code": "12 345"})
    check_official_password("ivanova", "wrong", HERE)
    check_official_password("nobody", "wrong", HERE)
    assert list(
        AuditEntry.objects.exclude(event="access.enrol_app")
        .order_by("id")
        .values_list("event", "actor_kind", "subject_id")
    ) == [
        ("access.create_official", "system", str(official.pk)),
        ("access.log_in_official", "official", str(official.pk)),
        ("access.log_in_official", "official", str(official.pk)),
        ("access.refuse_second_factor", "official", str(official.pk)),
        ("access.refuse_official", "anonymous", str(official.pk)),
        ("access.refuse_official", "anonymous", ""),
    ]


def test_passwords_are_kept_as_argon2id_at_the_cost_that_was_chosen(hashing_at_full_cost, official):
    assert official.password.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")


def test_officials_go_out_to_their_own_login(client, official):
    enter(client)
    assert client.post("/sluzhiteli/izhod/")["Location"] == "/sluzhiteli/vhod/"
    assert client.get("/sluzhiteli/")["Location"] == "/sluzhiteli/vhod/?next=/sluzhiteli/"


def test_an_official_is_out_after_15_minutes_of_nothing(client, official, travel):  # ASVS 7.3.1
    enter(client)
    travel(minutes=14)
    assert client.get("/sluzhiteli/").status_code == 200
    travel(minutes=15)
    assert client.get("/sluzhiteli/")["Location"] == "/sluzhiteli/vhod/?next=/sluzhiteli/"


def test_an_official_is_out_after_12_hours_of_work(client, official, travel):  # ASVS 7.3.2
    enter(client)
    for _ in range(71):
        travel(minutes=10)
        assert client.get("/sluzhiteli/").status_code == 200
    travel(minutes=10)
    assert client.get("/sluzhiteli/").status_code == 302


def test_a_person_is_no_official_and_an_official_no_person(client, official):
    log_in(client, make_person())
    assert client.get("/sluzhiteli/").status_code == 302
    enter(client)
    assert client.get("/sluzhiteli/").status_code == 200
    assert client.get("/moite/").status_code == 302


def test_a_page_opens_to_its_roles_only(rf, official):
    request = rf.get("/")
    request.official = official
    open_to = official_required(Official.Role.UNEMPLOYMENT_INSPECTOR)(lambda request: HttpResponse())
    closed_to = official_required(Official.Role.PENSION_HEAD, Official.Role.CLERK)(
        lambda request: HttpResponse()
    )
    assert open_to(request).status_code == 200
    with pytest.raises(PermissionDenied):
        closed_to(request)


@pytest.mark.parametrize(
    "wrong",
    [
        {"password": "short"},
        {"password": "password1234"},
        {"password": "ivanova-1234"},
        {"username": ""},
        {"full_name": ""},
        {"role": "king"},
    ],
)
def test_an_account_that_is_not_as_it_must_be_is_not_made(wrong):
    account = {
        "username": "ivanova",
        "password": PASSWORD,
        "full_name": "Елена Иванова",
        "role": Official.Role.CLERK,
        "body": competent_body("03"),
    } | wrong
    with pytest.raises(ValidationError):
        create_official(**account)
    assert not Official.objects.exists()


def test_a_user_name_is_taken_once(official):
    with pytest.raises(ValidationError):
        create_official(
            "ivanova", PASSWORD, full_name="Друга", role=Official.Role.CLERK, body=competent_body("03")
        )


def test_only_an_administrator_works_in_no_body():
    with pytest.raises(ValidationError):
        create_official("ivanova", PASSWORD, full_name="Елена Иванова", role=Official.Role.CLERK)
    with pytest.raises(IntegrityError, match="official_works_in_a_body"):
        Official.objects.create(username="x", full_name="X", role=Official.Role.CLERK)


def test_an_official_ends_the_sessions_on_other_devices(official, at_work):  # ASVS 7.5.2
    here, elsewhere = at_work(official), at_work(official)
    page = here.get("/sluzhiteli/sredstva/").submit(button="Излез от другите устройства")
    assert "На другите устройства вече не сте влезли." in page.text
    assert here.get("/sluzhiteli/sredstva/").h1 == "Средства за вход"
    assert elsewhere.client.get("/sluzhiteli/sredstva/").status_code == 302
    assert AuditEntry.objects.get(event="access.sessions_ended").actor_id == str(official.pk)


def test_an_unknown_official_takes_as_long_as_a_known_one(official):
    def seconds(name: str) -> float:
        begun = time.process_time()
        for turn in range(4):
            check_official_password(name, "грешна", f"192.0.2.{turn}")
        return time.process_time() - begun

    check_official_password("somebody", "грешна", "192.0.2.9")
    known, unknown = seconds("ivanova"), seconds("petrova")
    assert 0.5 < known / unknown < 2
