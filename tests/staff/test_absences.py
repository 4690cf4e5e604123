"""Who is away and who stands in for them is entered by themselves or by an administrator."""

from datetime import timedelta

import pytest

from nssi.audit.models import AuditEntry
from nssi.foundation import clock
from nssi.proceedings.models import Absence
from tests.support.officials import Role, make_official

pytestmark = pytest.mark.django_db

HERE = "/sluzhiteli/otsastviya/"


@pytest.fixture
def week():
    today = clock.today()
    return {"От": today, "До (включително)": today + timedelta(days=6)}


def test_a_head_enters_their_absence_and_who_stands_in(at_work, head, clerk, week):
    page = at_work(head).get(HERE)
    assert "Никой не отсъства." in page.text
    page = page.submit({**week, "Кой замества": f"{clerk.full_name}, служител ТП"}, "Запиши")
    assert "Отсъствието е записано." in page.text
    absence = Absence.objects.get()
    assert (absence.official, absence.stand_in, absence.entered_by) == (head, clerk, head)
    assert AuditEntry.objects.get(event="proceedings.absence_entered").subject_id == str(head.pk)
    ended = page.submit(button=f"Прекрати {head.full_name}")
    assert "Никой не отсъства." in ended.text


def test_an_administrator_enters_anybodys(at_work, head, week):
    admin = make_official(Role.ADMINISTRATOR, name="Асен Колев")
    page = at_work(admin).get(HERE)
    said = f"{head.full_name}, ръководител „Пенсионно осигуряване“"
    assert "Отсъствието е записано." in page.submit({**week, "Служител": said}, "Запиши").text


def test_nobody_ends_the_absence_of_a_colleague(at_work, head, clerk, week):
    at_work(head).get(HERE).submit(week, "Запиши")
    absence = Absence.objects.get()
    page = at_work(clerk).get(HERE)
    assert f"Прекрати {head.full_name}" not in page.buttons
    assert at_work(clerk).client.post(f"{HERE}{absence.pk}/krai/").status_code == 403
    assert at_work(make_official(body="02")).client.post(f"{HERE}{absence.pk}/krai/").status_code == 404


def test_a_stand_in_from_another_body_is_refused(at_work, head, week):
    stranger = make_official(body="02", name="Ива Петрова")
    admin = make_official(Role.ADMINISTRATOR)
    page = at_work(admin).get(HERE)
    page = page.submit(
        {
            **week,
            "Служител": f"{head.full_name}, ръководител „Пенсионно осигуряване“",
            "Кой замества": f"{stranger.full_name}, служител ТП",
        },
        "Запиши",
    )
    assert page.errors == ["Замества колега от същото поделение."]


def test_an_absence_that_ends_before_it_begins_is_refused(at_work, clerk):
    today = clock.today()
    page = (
        at_work(clerk)
        .get(HERE)
        .submit({"От": today, "До (включително)": today - timedelta(days=1)}, "Запиши")
    )
    assert page.errors == ["Краят трябва да е след началото и да не е минал."]
