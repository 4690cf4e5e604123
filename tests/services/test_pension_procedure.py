"""From the application for recalculating a pension to the order that is issued and served (S3.7, S3.8, J3)."""

import subprocess
from datetime import UTC, date, datetime, timedelta

import pytest

from nssi.applications.models import Application
from nssi.audit import SYSTEM
from nssi.delivery.actions.record_posting import record_posting
from nssi.delivery.actions.record_receipt import record_receipt
from nssi.delivery.models import Delivery
from nssi.delivery.outside import Posting
from nssi.documents.actions.make_document import make_document
from nssi.documents.models import IssuedDocument
from nssi.foundation import clock
from nssi.law.calendar import Month
from nssi.look.page_client import Page
from nssi.pensions.models import PensionRecalculation
from nssi.proceedings.actions.perform import perform
from nssi.proceedings.models import Proceeding
from nssi.proceedings.rights import ActRefused
from nssi.terms.actions.sweep_terms import sweep_terms
from nssi.terms.models import Task, Term
from tests.services.pension_walk import BASIS, ONCE, SERVICE_DOCUMENTS, TREATY, YEARLY, reach
from tests.services.walks import file, upload, words_of
from tests.support.clocks import kept, run_out
from tests.support.officials import Role, at_work, make_official
from tests.support.pensions import grant
from tests.support.register import declare, merged_file

__all__ = ["at_work"]

pytestmark = pytest.mark.django_db

FILED = datetime(2026, 5, 11, 9, tzinfo=UTC)
LENGTH_ONLY = {**ONCE, BASIS: "Само със стажа след пенсионирането"}


@pytest.fixture(autouse=True)
def _on_the_day_of_filing():
    with clock.shift(FILED - clock.now()):
        yield


@pytest.fixture
def pension(person):
    for month in range(1, 13):
        declare("8502124512", Month(2025, month), merged_file())
    return grant(person)


@pytest.fixture
def officer(db):
    return make_official(Role.PENSION_OFFICER, name="Надя Колева")


@pytest.fixture
def head(db):
    return make_official(Role.PENSION_HEAD, name="Стефан Маринов")


@pytest.fixture
def filed(visit, person, pension):
    """File an application: `filed(scans=True)`."""

    def apply(scans: bool = False, **answers) -> Proceeding:
        documents = {SERVICE_DOCUMENTS: upload("стаж.pdf")} if scans else {}
        file(reach(visit(person), "proverka", vid={**LENGTH_ONLY, **answers}, dokumenti=documents))
        return Proceeding.objects.get(application=Application.objects.get())

    return apply


@pytest.fixture
def act(at_work):
    """Let an official do an act by its page; return the page after it."""

    def do(proceeding: Proceeding, official, title: str, **typed) -> Page:
        page = at_work(official).get(f"/sluzhiteli/prepiski/{proceeding.pk}/").follow(title)
        page = page.submit(typed, title)
        proceeding.refresh_from_db()
        return page

    return do


def served_letter(on: date) -> None:
    """Let the letter that asks for originals leave today, and its receipt come back later with a day."""
    delivery = made(Delivery.objects.get(policy="pension_recalculation.letter"))
    posting = Posting(item="RR123456789BG", on=clock.today(), address=delivery.destination)
    record_posting(delivery.pk, posting, SYSTEM)
    with clock.shift(timedelta(days=45)):
        record_receipt(delivery.pk, posting.item, on=on, official=SYSTEM)


def made(delivery: Delivery) -> Delivery:
    make_document(delivery.document_id)
    delivery.refresh_from_db()
    return delivery


def drafted(proceeding, act, officer) -> None:
    page = act(proceeding, officer, "Изгответе проект на разпореждане")
    assert page.errors == []
    assert proceeding.state == "drafted"


def test_without_scans_it_goes_straight_to_the_data(filed, act, officer, head, person):  # J3 x3
    proceeding = filed()
    assert (proceeding.state, proceeding.due_on.year) == ("received", 9999)
    drafted(proceeding, act, officer)
    act(proceeding, head, "Издайте разпореждането")
    assert (proceeding.state, proceeding.decided) == ("ordered", True)
    row = PensionRecalculation.objects.get(proceeding_id=proceeding.pk)
    # R1 with 1 year of 2025 and none of 2026: from the day of the application, in euro, × 1.086 in July 2025
    assert (str(row.effective_from), row.before, row.after) == ("2026-05-11", 49412, 50712)
    delivery = made(Delivery.objects.get(policy="pension_recalculation"))
    assert (delivery.method, delivery.destination, delivery.addressee) == (
        "electronic",
        "maria@example.bg",
        person,
    )
    words = words_of(content(delivery.document))
    for told in (
        "Преизчислявам пенсията",
        "507,12",
        "494,12",
        "данните по чл. 5, ал. 4, т. 1",
        "П-1001",
        "обжалва",
    ):
        assert told in words
    assert row.receipt["steps"][0]["text"] in words


def content(document: IssuedDocument) -> bytes:
    document.refresh_from_db()
    with document.content.open() as opened:
        return opened.read()


def test_the_order_is_sealed_with_its_time(filed, act, officer, head, tmp_path):
    proceeding = filed()
    drafted(proceeding, act, officer)
    act(proceeding, head, "Издайте разпореждането")
    delivery = made(Delivery.objects.get(policy="pension_recalculation"))
    kept = tmp_path / "order.pdf"
    kept.write_bytes(content(delivery.document))
    told = subprocess.run(
        ["pdfsig", "-nocert", str(kept)], capture_output=True, text=True, check=False
    ).stdout
    assert "Signature is Valid" in told
    assert "ETSI.CAdES.detached" in told


def test_with_scans_originals_are_asked_for_within_15_days(filed):  # S3.7
    proceeding = filed(scans=True)
    assert (proceeding.state, proceeding.due_on) == ("received_with_scans", date(2026, 5, 26))
    with run_out("pension_recalculation.ask_originals"):
        proceeding.refresh_from_db()
        assert (proceeding.state, proceeding.late_since) == ("received_with_scans", date(2026, 5, 26))
        assert Task.objects.get().title == "Изпратете писмото за оригинали: срокът изтече"


TERMS = [
    ("one month from the notice", "Не", "waiting", date(2026, 6, 20), date(2026, 7, 20)),
    ("two months under a treaty", "Да", "waiting_treaty", date(2026, 6, 20), date(2026, 8, 20)),
    ("moved from a Sunday to a Monday", "Не", "waiting", date(2026, 6, 5), date(2026, 7, 6)),
]


@pytest.mark.parametrize(
    ("case", "treaty", "state", "notified", "until"), TERMS, ids=[case for case, *_ in TERMS]
)
def test_originals_are_waited_for_from_the_date_on_the_receipt(
    filed, act, officer, at_work, case, treaty, state, notified, until
):  # S3.7, J3 x2
    proceeding = filed(scans=True, **{TREATY: treaty})
    act(proceeding, officer, "Изпратете писмо за оригинали")
    assert proceeding.state == "asked"
    kept("pension_recalculation.ask_originals")
    served_letter(notified)
    proceeding.refresh_from_db()
    assert proceeding.state == state
    running = Term.objects.get(state="running")
    assert (running.started_on, running.due_on) == (notified, until)
    page = at_work(officer).get(f"/sluzhiteli/prepiski/{proceeding.pk}/")  # O-32
    assert f"Срокът за оригинали изтича на {until:%d.%m.%Y}" in page.text
    assert "Изгответе проект на разпореждане" not in page.links


def test_the_term_does_not_run_while_the_receipt_is_not_back(filed, act, officer):  # J3 x5
    proceeding = filed(scans=True)
    act(proceeding, officer, "Изпратете писмо за оригинали")
    assert not Term.objects.filter(state="running").exists()


def test_presented_in_time_the_order_rests_on_them(filed, act, officer, head):  # S3.7
    proceeding = filed(scans=True)
    act(proceeding, officer, "Изпратете писмо за оригинали")
    served_letter(clock.today())
    document = "Документи за осигурителен (трудов) стаж: стаж.pdf"
    clerk = make_official(Role.CLERK, name="Пенка Тодорова")
    act(proceeding, clerk, "Отбележете представени оригинали", **{"Кои оригинали видяхте?": [document]})
    assert proceeding.state == "to_decide"
    kept("pension_recalculation.originals")
    seen = proceeding.application.files.get(slot="service_documents").original_seen
    assert seen.official == clerk
    page = act(proceeding, officer, "Изгответе проект на разпореждане", **{"месеци": "3"})
    assert page.errors == []
    act(proceeding, head, "Издайте разпореждането")
    row = PensionRecalculation.objects.get()
    assert str(row.service) == "1\xa0г. 3\xa0м. 0\xa0д."
    words = words_of(content(made(Delivery.objects.get(policy="pension_recalculation")).document))
    assert "представените оригинални документи" in words


def test_not_presented_in_time_the_order_rests_on_what_is_at_hand(filed, act, officer, head):  # S3.7, J3 x1
    proceeding = filed(scans=True)
    act(proceeding, officer, "Изпратете писмо за оригинали")
    served_letter(clock.today())
    with run_out("pension_recalculation.originals"):
        proceeding.refresh_from_db()
        assert (proceeding.state, proceeding.assignee) == ("to_decide", officer)
        assert proceeding.events.filter(act="not_presented").count() == 1
        drafted(proceeding, act, officer)
        act(proceeding, head, "Издайте разпореждането")
        words = words_of(content(made(Delivery.objects.get(policy="pension_recalculation")).document))
    assert "наличните редовни документи" in words


def test_under_a_treaty_originals_are_presented_within_two_months(filed, act, officer):
    proceeding = filed(scans=True, **{TREATY: "Да"})
    act(proceeding, officer, "Изпратете писмо за оригинали")
    served_letter(clock.today())
    document = "Документи за осигурителен (трудов) стаж: стаж.pdf"
    with clock.shift(timedelta(days=60)):
        act(proceeding, officer, "Отбележете представени оригинали", **{"Кои оригинали видяхте?": [document]})
        assert proceeding.state == "to_decide"
    kept("pension_recalculation.originals_treaty")


def test_under_a_treaty_the_clock_goes_on_after_two_months_and_not_after_one(filed, act, officer):
    proceeding = filed(scans=True, **{TREATY: "Да"})
    act(proceeding, officer, "Изпратете писмо за оригинали")
    served_letter(clock.today())
    with clock.shift(timedelta(days=40)):
        sweep_terms()
        proceeding.refresh_from_db()
        assert proceeding.state == "waiting_treaty"
    with run_out("pension_recalculation.originals_treaty") as term:
        proceeding.refresh_from_db()
        assert (proceeding.state, term.due_on) == ("to_decide", date(2026, 7, 13))


def test_no_order_before_the_term_for_originals_has_passed(filed, act, officer, at_work):
    proceeding = filed(scans=True)
    act(proceeding, officer, "Изпратете писмо за оригинали")
    served_letter(clock.today())
    path = f"/sluzhiteli/prepiski/{proceeding.pk}/deystviya/draft_order/"
    desk = at_work(officer)
    page = desk.get(path)
    assert "Срокът за оригинали изтича на" in page.text and page.buttons == []
    assert desk.client.post(path, {}).status_code == 409
    with pytest.raises(ActRefused, match="Срокът за оригинали изтича на"):
        perform("draft_order", proceeding.pk, officer)
    proceeding.refresh_from_db()
    assert proceeding.state == "waiting"


def test_who_drafted_does_not_issue(filed, act, officer, head, at_work):  # four eyes
    proceeding = filed()
    drafted(proceeding, act, officer)
    page = at_work(officer).get(f"/sluzhiteli/prepiski/{proceeding.pk}/")
    assert "Издайте разпореждането" not in page.text


def test_the_register_changed_between_draft_and_issue_and_the_head_is_asked_again(filed, act, officer, head):
    proceeding = filed()
    drafted(proceeding, act, officer)
    declare("8502124512", Month(2026, 1), merged_file())
    page = act(proceeding, head, "Издайте разпореждането")
    assert "Данните в регистъра се промениха след проекта" in page.text
    assert (proceeding.state, IssuedDocument.objects.count()) == ("drafted", 0)
    act(proceeding, head, "Върнете проекта", Причина="нови данни")
    drafted(proceeding, act, officer)
    act(proceeding, head, "Издайте разпореждането")
    assert proceeding.state == "ordered"


def test_with_income_where_that_was_asked_for(filed, act, officer, head):  # S3.1
    proceeding = filed(**{BASIS: ONCE[BASIS]})
    page = act(proceeding, officer, "Изгответе проект на разпореждане")
    assert page.errors == ["Лицето иска и доходът да се вземе предвид: въведете коефициента"]
    act(
        proceeding,
        officer,
        "Изгответе проект на разпореждане",
        **{"Индивидуален коефициент с новия доход": "1,15"},
    )
    act(proceeding, head, "Издайте разпореждането")
    row = PensionRecalculation.objects.get()
    assert (row.chosen, str(row.coefficient)) == ("length_only", "1.2000")  # R4: the better one is kept


def test_a_yearly_request_is_kept_for_the_yearly_run(filed, act, officer, pension):  # S3.2
    proceeding = filed(**{**YEARLY, BASIS: LENGTH_ONLY[BASIS]})
    act(proceeding, officer, "Впишете ежегодното преизчисляване")
    pension.refresh_from_db()
    assert (proceeding.state, pension.yearly_since) == ("yearly", date(2026, 5, 11))
    words = words_of(content(made(Delivery.objects.get(policy="pension_recalculation")).document))
    assert "всяка година от 1 април" in words


def test_a_refusal_says_why(filed, act, officer, head):
    proceeding = filed()
    act(
        proceeding,
        officer,
        "Изгответе проект за отказ",
        **{"Мотиви за отказа": "Пенсията не е за трудова дейност."},
    )
    act(proceeding, head, "Издайте разпореждането")
    words = words_of(content(made(Delivery.objects.get(policy="pension_recalculation")).document))
    assert "Отказвам да бъде преизчислена пенсията" in words
    assert "Пенсията не е за трудова дейност." in words
    assert not PensionRecalculation.objects.exists()


def test_without_a_granted_pension_there_is_nothing_to_draft(visit, person, act, officer, at_work):
    file(reach(visit(person), "proverka", vid=LENGTH_ONLY))
    proceeding = Proceeding.objects.get()
    page = at_work(officer).get(f"/sluzhiteli/prepiski/{proceeding.pk}/deystviya/draft_order/")
    assert "В регистъра няма отпусната пенсия на лицето." in page.text


def test_the_draft_can_be_looked_at_before(filed, at_work, officer):
    proceeding = filed()
    page = (
        at_work(officer)
        .get(f"/sluzhiteli/prepiski/{proceeding.pk}/")
        .follow("Изгответе проект на разпореждане")
    )
    shown = page.submit({}, "Преглед на документа (отваря се в нов прозорец)")
    assert shown.response["Content-Type"] == "application/pdf"
    assert "ПРОЕКТ" in words_of(shown.response.content)
    assert not IssuedDocument.objects.exists()
