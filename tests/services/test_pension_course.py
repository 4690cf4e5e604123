"""The course of a recalculation on the official's page: filed → letter → notified → originals → order, as an ordered list with
the deadline of the point where it stands (O-30)."""

from datetime import UTC, datetime, timedelta

import pytest

from nssi.applications.actions.withdraw_application import withdraw_application
from nssi.applications.models import IdentifiedBy
from nssi.foundation import clock
from nssi.terms.actions.sweep_terms import sweep_terms
from tests.services.pension_walk import TREATY
from tests.services.test_pension_procedure import act, filed, head, officer, pension, served_letter
from tests.support.officials import at_work

__all__ = ["act", "at_work", "filed", "head", "officer", "pension"]

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day_of_filing():
    with clock.shift(datetime(2026, 5, 11, 9, tzinfo=UTC) - clock.now()):
        yield


@pytest.fixture
def course(at_work, officer):
    """Return the points of a proceeding, each with its state."""

    def read(proceeding) -> list[tuple[str, str]]:
        page = at_work(officer).get(f"/sluzhiteli/prepiski/{proceeding.pk}/")
        (shown,) = page.root.xpath("//ol[@class='nssi-steps']")
        points = []
        for item in shown.xpath("li"):
            words = " ".join(" ".join(each.text_content().split()) for each in item.xpath(".//p"))
            state = item.get("class").rpartition("--")[2]
            assert (item.get("aria-current") == "step") == (state == "current")
            points.append((words.replace("\N{NO-BREAK SPACE}", " "), state))
        return points

    return read


def test_with_copies_it_goes_through_letter_notice_and_originals(filed, act, officer, head, course):
    proceeding = filed(scans=True)
    assert course(proceeding) == [
        ("Заявлението е подадено 11.05.2026 г.", "done"),
        ("Писмо за оригинали до 26.05.2026 г. Остават 15 дни", "current"),
        ("Лицето е уведомено по датата на обратната разписка", "later"),
        ("Оригинали до един месец от уведомяването", "later"),
        ("Разпореждане след оригиналите или след края на срока за тях", "later"),
    ]
    act(proceeding, officer, "Изпратете писмо за оригинали")
    assert course(proceeding)[1:3] == [
        ("Писмо за оригинали изпратено на 11.05.2026 г.", "done"),
        ("Лицето е уведомено чака се обратната разписка", "current"),
    ]
    served_letter(clock.today())
    assert course(proceeding)[2:4] == [
        ("Лицето е уведомено 11.05.2026 г.", "done"),
        ("Оригинали до 11.06.2026 г. Остават 31 дни", "current"),
    ]
    with clock.shift(timedelta(days=40)):
        sweep_terms()
        assert course(proceeding)[3:] == [
            ("Оригинали не са представени до 11.06.2026 г.", "done"),
            ("Разпореждане изготвя се", "current"),
        ]
        act(proceeding, officer, "Изгответе проект на разпореждане")
        assert course(proceeding)[4] == ("Разпореждане проект от 20.06.2026 г., чака ръководителя", "current")
        act(proceeding, head, "Издайте разпореждането")
        assert course(proceeding)[4] == ("Разпореждане издадено на 20.06.2026 г.", "done")


def test_under_a_treaty_there_are_two_months_and_a_late_letter_is_marked(filed, act, officer, course):
    proceeding = filed(scans=True, **{TREATY: "Да"})
    assert course(proceeding)[3] == ("Оригинали до два месеца от уведомяването", "later")
    with clock.shift(timedelta(days=17)):
        assert course(proceeding)[1] == ("Писмо за оригинали до 26.05.2026 г. Просрочена с 2 дни", "current")
        act(proceeding, officer, "Изпратете писмо за оригинали")
        assert course(proceeding)[1] == ("Писмо за оригинали изпратено на 28.05.2026 г. След срока", "done")


def test_originals_that_are_brought_before_the_letter_need_none(filed, act, officer, course):
    proceeding = filed(scans=True)
    document = "Документи за осигурителен (трудов) стаж: стаж.pdf"
    act(proceeding, officer, "Отбележете представени оригинали", **{"Кои оригинали видяхте?": [document]})
    assert [state for _words, state in course(proceeding)] == ["done"] * 4 + ["current"]
    assert course(proceeding)[3] == ("Оригинали представени на 11.05.2026 г.", "done")


def test_without_copies_there_is_the_application_and_the_order(filed, course, person):
    proceeding = filed()
    assert course(proceeding) == [
        ("Заявлението е подадено 11.05.2026 г.", "done"),
        ("Разпореждане изготвя се", "current"),
    ]
    withdraw_application(proceeding.application_id, person, IdentifiedBy.PIK)
    assert course(proceeding)[1] == ("Разпореждане Оттеглено", "done")
