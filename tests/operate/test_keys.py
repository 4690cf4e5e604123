"""`nssi keys`: secrets rotate; what was made with the old ones goes on as documented; a kill in between is made good (ASVS 11.1.1)."""

import json
import os
import time

import pytest
from django.conf import settings as django_settings
from django.test import Client

from nssi.access.actions.log_in_with_pik import log_in_with_pik
from nssi.access.models import AuthenticatorApp, PikCredential
from nssi.access.second_factor.sealing import is_of_newest, seal, unseal
from nssi.audit.models import AuditEntry
from nssi.audit.origin import origin_of, origins_of
from nssi.foundation import clock, keys
from nssi.foundation.keys import Keys, newest
from nssi.operate import signing_key
from nssi.operate.command import main
from nssi.operate.keys import SECRETS, NotPossible, rotate
from nssi.records.access_codes import access_code
from nssi.signing.evrotrust.keys import load_keys
from tests.support.kills import kill_at, lines_of_one_run, lines_to_die_at
from tests.support.officials import log_in_as, make_official
from tests.support.people import EGN, give_pik, make_person

pytestmark = pytest.mark.django_db(transaction=True)

VARIABLES = {
    "SECRET_KEYS": "NSSI_SECRET_KEY", "PIK_PEPPERS": "NSSI_PIK_PEPPER", "ACCESS_CODE_KEYS": "NSSI_ACCESS_CODE_KEY",
    "SECOND_FACTOR_KEYS": "NSSI_SECOND_FACTOR_KEY", "AUDIT_KEYS": "NSSI_AUDIT_KEY", "QES_PROXY_SECRETS": "NSSI_QES_PROXY_SECRET",
}  # fmt: skip


@pytest.fixture(autouse=True)
def secrets_of_a_test(settings, tmp_path):
    """Secrets in a folder of the test."""
    settings.SECRETS = tmp_path
    for name, variable in VARIABLES.items():
        setattr(settings, name, Keys(variable, tmp_path))
    file = tmp_path / "signing.pem"
    file.write_bytes(django_settings.SIGNING_PRIVATE_KEY_FILE.read_bytes())
    settings.SIGNING_PRIVATE_KEY_FILE = file
    return tmp_path


def run(*arguments: str, code: int = 0) -> None:
    assert main(["keys", *arguments]) == code


def answer(capsys, *arguments: str) -> dict:
    capsys.readouterr()
    run(*arguments, "--json")
    return {each["name"]: each for each in json.loads(capsys.readouterr().out)["secrets"]}


def age(folder, hours: float) -> None:
    for file in folder.iterdir():
        os.utime(file, (time.time() - hours * 3600,) * 2)


def test_every_secret_gets_a_new_version_and_the_trail_tells_so(capsys):
    told = answer(capsys, "rotate")
    assert {name: each["newest"] for name, each in told.items() if name != "signing-private-key"} == {
        each.name: "2" for each in SECRETS if each.name != "signing-private-key"
    }
    assert len(load_keys(django_settings.SIGNING_PRIVATE_KEY_FILE)) == 2
    noted = AuditEntry.objects.filter(event="operate.key_rotated").values_list("subject_id", flat=True)
    assert sorted(noted) == sorted(each.name for each in SECRETS)


def test_one_secret_alone_is_rotated_where_it_is_named(capsys):
    told = answer(capsys, "rotate", "pik-pepper")
    assert told["pik-pepper"]["newest"] == "2" and told["secret-key"]["newest"] == "1"


def test_a_pik_of_the_old_pepper_logs_in_and_is_hashed_with_the_new_one_then(capsys):
    pik = give_pik(make_person())
    run("rotate", "pik-pepper")
    assert answer(capsys, "list")["pik-pepper"]["needed"] == {"1": 1, "2": 0}
    for _time in range(2):
        assert log_in_with_pik(EGN, pik, "203.0.113.7").credential
        assert PikCredential.objects.get().pik_hash.startswith("2$argon2id$")
    assert log_in_with_pik(EGN, "A2C4E6H8K9", "203.0.113.7").refusal
    assert answer(capsys, "list")["pik-pepper"]["needed"] == {"1": 0, "2": 1}


def test_a_hash_that_names_no_version_is_of_the_first_pepper():
    pik = give_pik(make_person())
    credential = PikCredential.objects.get()
    PikCredential.objects.update(pik_hash=credential.pik_hash.removeprefix("1"))
    run("rotate", "pik-pepper")
    assert log_in_with_pik(EGN, pik, "203.0.113.7").credential


def test_a_pepper_stays_while_a_pik_needs_it_and_goes_when_none_does(secrets_of_a_test, capsys):
    pik = give_pik(make_person())
    run("rotate", "pik-pepper")
    age(secrets_of_a_test, hours=2)
    run("retire")
    assert "pik-pepper: version 1 stays: 1 need it" in capsys.readouterr().err
    log_in_with_pik(EGN, pik, "203.0.113.7")
    run("retire")
    assert list(django_settings.PIK_PEPPERS) == ["2"]
    assert log_in_with_pik(EGN, pik, "203.0.113.7").credential


def test_nothing_is_retired_before_every_process_can_know_its_successor(capsys):
    run("rotate", "second-factor-key")
    run("retire", "second-factor-key")
    assert "its successor is younger than 1:00:00" in capsys.readouterr().err
    assert list(django_settings.SECOND_FACTOR_KEYS) == ["1", "2"]


def test_the_sessions_of_officials_go_on_until_the_old_key_is_retired(secrets_of_a_test):
    browser = log_in_as(Client(), make_official())
    run("rotate", "secret-key")
    assert browser.get("/sluzhiteli/").status_code == 200
    age(secrets_of_a_test, hours=11)
    run("retire", "secret-key")
    assert browser.get("/sluzhiteli/").status_code == 200
    age(secrets_of_a_test, hours=13)
    run("retire", "secret-key")
    assert browser.get("/sluzhiteli/").status_code == 302


def test_access_codes_that_were_sent_go_on():
    application = make_person().pk
    before = access_code(application, "1")
    run("rotate", "access-code-key")
    assert newest(django_settings.ACCESS_CODE_KEYS)[0] == "2"
    assert access_code(application, "1") == before != access_code(application, "2")


def test_the_trail_knows_the_codes_of_an_address_under_both_keys(capsys):
    before = origin_of("203.0.113.7")
    run("rotate", "audit-key")
    assert origins_of("203.0.113.7") == [origin_of("203.0.113.7"), before]
    capsys.readouterr()
    main(["audit", "origin", "203.0.113.7"])
    assert capsys.readouterr().out.split() == origins_of("203.0.113.7")


def test_the_proxys_old_secret_is_believed_until_it_is_retired_by_name(secrets_of_a_test):
    old = django_settings.QES_PROXY_SECRETS["1"]
    run("rotate", "qes-proxy-secret")
    age(secrets_of_a_test, hours=2)
    run("retire")
    assert old in django_settings.QES_PROXY_SECRETS.values()
    run("retire", "qes-proxy-secret")
    assert list(django_settings.QES_PROXY_SECRETS) == ["2"]


def test_new_requests_to_sign_name_the_new_key_and_the_old_one_still_opens():
    (old,) = load_keys(django_settings.SIGNING_PRIVATE_KEY_FILE)
    run("rotate", "signing-private-key")
    first, second = load_keys(django_settings.SIGNING_PRIVATE_KEY_FILE)
    assert (second.id, first.id != old.id) == (old.id, True)
    assert django_settings.SIGNING_PRIVATE_KEY_FILE.stat().st_mode & 0o777 == 0o600


def apps(count: int) -> list[str]:
    codes = [f"SECRET{number}" for number in range(count)]
    AuthenticatorApp.objects.bulk_create(
        AuthenticatorApp(official=make_official(), sealed_secret=seal(code), added_at=clock.now())
        for code in codes
    )
    return codes


def test_every_app_is_sealed_anew_and_opens_without_the_old_key(secrets_of_a_test, monkeypatch):
    monkeypatch.setattr("nssi.operate.keys._AT_ONCE", 2)
    AuthenticatorApp.objects.all().delete()
    codes = apps(5)
    run("rotate", "second-factor-key")
    age(secrets_of_a_test, hours=2)
    run("retire", "second-factor-key")
    assert list(django_settings.SECOND_FACTOR_KEYS) == ["2"]
    assert sorted(map(unseal, AuthenticatorApp.objects.values_list("sealed_secret", flat=True))) == codes


def test_wherever_a_rotation_is_killed_the_next_one_ends_it_and_no_version_is_made_twice(
    secrets_of_a_test, monkeypatch
):
    monkeypatch.setattr("nssi.operate.keys._AT_ONCE", 1)
    names = ["pik-pepper", "second-factor-key"]
    codes = apps(2)
    act = lambda: rotate(names, lambda _text: None)  # noqa: E731
    within = (signing_key.__file__.replace("signing_key", "keys"), keys.__file__)
    lines = lines_of_one_run(act, within)
    versions = 2
    for line in lines_to_die_at(lines):
        kill_at(line, act, within)
        act()  # ends what was killed; where the kill came before its plan or after its end, this is another rotation
        now = len(django_settings.PIK_PEPPERS)
        assert now == len(django_settings.SECOND_FACTOR_KEYS) and now - versions in (1, 2), line
        versions = now
        sealed = list(AuthenticatorApp.objects.order_by("pk").values_list("sealed_secret", flat=True))
        assert all(map(is_of_newest, sealed)) and sorted(map(unseal, sealed)) == codes
        assert not (secrets_of_a_test / ".rotation").exists()
    noted = AuditEntry.objects.filter(event="operate.key_rotated", subject_id="pik-pepper")
    assert noted.count() == versions - 1


def test_a_secret_of_the_environment_is_not_ours_to_write(settings, monkeypatch, capsys):
    monkeypatch.setenv("NSSI_PIK_PEPPER", "first second")
    settings.PIK_PEPPERS = Keys("NSSI_PIK_PEPPER", settings.SECRETS)
    assert dict(settings.PIK_PEPPERS) == {"1": "first", "2": "second"}
    run("rotate", "pik-pepper", code=2)
    assert "add a new one behind the others in NSSI_PIK_PEPPER" in capsys.readouterr().err


@pytest.mark.parametrize(("name", "why"), [("seal-key", "trust service"), ("nothing", "no secret")])
def test_what_needs_somebody_else_is_said(name: str, why: str):
    with pytest.raises(NotPossible, match=why):
        rotate([name], lambda _text: None)


def test_no_answer_of_the_command_holds_a_secret(capsys):
    run("rotate")
    run("list")
    said = "".join(capsys.readouterr())
    for name in VARIABLES:
        for secret in getattr(django_settings, name).values():
            assert secret not in said
