"""An official finds a proceeding by its numbers, says why, and that is noted (O-10)."""

import pytest

from nssi.audit.models import AuditEntry
from tests.support.officials import make_official

pytestmark = pytest.mark.django_db

NUMBER, WHY = "УРИ, ЕГН/ЛНЧ или номер на регистрация", "Защо търсите?"
CALLED = "лицето се обади или дойде на място"


@pytest.fixture
def look_for(at_work):
    """The page after an official has looked for a number."""
    return lambda official, number: (
        at_work(official).get("/sluzhiteli/tarsene/").submit({NUMBER: number, WHY: CALLED}, "Търси")
    )


def test_a_reason_is_asked_for(at_work, clerk):
    page = at_work(clerk).get("/sluzhiteli/tarsene/").submit(button="Търси")
    assert page.errors == ["Въведете номер", "Изберете причина"]


def test_by_registry_uid_also_as_people_type_it(look_for, clerk, proceeding, application):
    typed = application.registry_uid.replace("-000", " – ").replace(".2026", ".2026 г.")
    page = look_for(clerk, typed)
    assert page.follow(application.registry_uid).h1 == "Мария Петрова Иванова"


def test_by_personal_number_which_stands_in_no_address_and_no_log(look_for, clerk, proceeding, application):
    page = look_for(clerk, "850212 4512")
    assert application.registry_uid in page.links
    assert page.path == "/sluzhiteli/tarsene/"
    entry = AuditEntry.objects.get(event="staff.searched")
    assert (entry.subject_id, entry.about, entry.reason) == (
        str(proceeding.pk),
        proceeding.person_id,
        "contact",
    )
    assert entry.details == {"by": "personal_number"}


@pytest.mark.parametrize("number", ["1001-000999-01.01.2026", "7906058746", "няма", "\0"])
def test_what_is_not_there_is_said_and_noted(look_for, clerk, number):
    page = look_for(clerk, number)
    if number != "\0":
        assert "Няма преписка с този номер." in page.text
        assert AuditEntry.objects.get(event="staff.searched").subject_kind == "official"


def test_of_another_body_one_learns_where_it_is_and_nothing_more(look_for, proceeding, application):
    page = look_for(make_official(body="02"), application.registry_uid)
    assert "ТП на НОИ – Варна" in page.text
    assert "Иванова" not in page.html
    assert application.registry_uid not in page.links
