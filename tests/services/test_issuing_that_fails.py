"""The document room fails while an order is issued: the official is told in clear words, nothing is lost, half-issued or
issued twice, and what was to be made is made as soon as it can be (issue 7). In a table for what each service issues."""

import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from nssi.delivery.models import Delivery
from nssi.documents import rendering
from nssi.documents.actions.make_document import make_document
from nssi.documents.jobs import make_waiting_documents
from nssi.documents.models import IssuedDocument
from nssi.foundation import clock
from nssi.foundation.queue import ProcrastinateJob
from nssi.look.page_client import Page
from nssi.proceedings.models import Proceeding, ProceedingEvent
from nssi.signing.seal import sealing
from tests.archive.holdings import deposit, insurer
from tests.services.archive_case import confirm, read
from tests.services.archive_case import filed as filed_for_archive
from tests.services.test_pension_procedure import filed, head, officer, pension
from tests.services.unemployment_case import ASSESSED, FILED, OK, inspector, proceeding, worked
from tests.support.officials import Role, at_work, make_official

__all__ = ["at_work", "filed", "head", "inspector", "officer", "pension", "proceeding", "worked"]

pytestmark = pytest.mark.django_db

PREVIEW = "Преглед на документа (отваря се в нов прозорец)"


@pytest.fixture(autouse=True)
def _on_the_day_of_filing():
    with clock.shift(FILED - clock.now()):
        yield


@contextmanager
def typst_fails(settings: Any, monkeypatch: Any, tmp_path: Path) -> Iterator[None]:
    """The compiler finds no fonts, as after a set-up that broke off."""
    with monkeypatch.context() as broken:
        broken.setattr(rendering, "_FONTS", tmp_path / "nowhere")
        rendering._compiler.cache_clear()
        yield
    rendering._compiler.cache_clear()


@contextmanager
def seal_is_missing(settings: Any, monkeypatch: Any, tmp_path: Path) -> Iterator[None]:
    """The file of the seal's key is not there."""
    before, settings.SEAL_KEY_FILE = settings.SEAL_KEY_FILE, str(tmp_path / "none.pem")
    sealing._loaded_seal.cache_clear()
    yield
    settings.SEAL_KEY_FILE = before
    sealing._loaded_seal.cache_clear()


@contextmanager
def store_is_full(settings: Any, monkeypatch: Any, tmp_path: Path) -> Iterator[None]:
    """The kernel refuses to write more than ten kilobytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


FAILURES = (typst_fails, seal_is_missing, store_is_full)


@pytest.fixture
def failing(settings, monkeypatch, tmp_path) -> Callable[..., Any]:
    return lambda failure: failure(settings, monkeypatch, tmp_path)


@pytest.fixture
def act(at_work):
    def do(proceeding: Proceeding, official: Any, title: str, button: str = "", **typed: Any) -> Page:
        page = at_work(official).get(f"/sluzhiteli/prepiski/{proceeding.pk}/").follow(title)
        page = page.submit(typed, button or title)
        proceeding.refresh_from_db()
        return page

    return do


@pytest.fixture
def benefit(proceeding, act, inspector):
    """A benefit before its order, who issues it, and by which act with which answers."""
    act(proceeding, inspector, "Регистрирайте лицето")
    act(proceeding, inspector, "Прегледайте документите", **OK)
    for document in IssuedDocument.objects.all():
        make_document(document.pk)
    return proceeding, inspector, "Решете по заявлението", ASSESSED


@pytest.fixture
def recalculation(filed, act, officer, head):
    with clock.shift(datetime(2026, 5, 11, 9, tzinfo=UTC) - clock.now()):
        proceeding = filed()
        act(proceeding, officer, "Изгответе проект на разпореждане")
        yield proceeding, head, "Издайте разпореждането", {}


@pytest.fixture
def certificate(person):
    archivist = make_official(Role.ARCHIVE_OFFICER)
    himko = insurer("Химко АД", eik="103000007", by=archivist)
    deposit(himko, date(1967, 3, 1), date(1999, 12, 1), by=archivist)
    application = filed_for_archive(person, certificate={"wanted": "document", "kinds": ["insurable_income"]})
    lines = "01.1979..12.1980; м; 3; 140; 140; 0; 12; 13"
    confirm(read(application, himko, lines, archivist), make_official(Role.ARCHIVE_OFFICER))
    return Proceeding.objects.get(), archivist, "Издай поисканите документи", {}


@pytest.mark.parametrize("case", ["benefit", "recalculation", "certificate"])
def test_what_cannot_be_made_now_is_told_and_made_later_once(case, request, act, at_work, failing):
    proceeding, official, title, typed = request.getfixturevalue(case)
    before, state = IssuedDocument.objects.count(), proceeding.state
    with failing(typst_fails):
        page = act(proceeding, official, title, PREVIEW, **typed)
    assert page.errors and page.errors[0].startswith("Документът не може да се покаже сега.")
    assert (proceeding.state, IssuedDocument.objects.count()) == (state, before)
    page = page.submit({}, title)  # what was typed is still there
    proceeding.refresh_from_db()
    assert page.errors == [] and proceeding.state != state
    document = IssuedDocument.objects.get(state="preparing")
    number, events = document.outgoing_number, ProceedingEvent.objects.count()
    for failure in FAILURES:
        with failing(failure):
            make_document(document.pk)
            make_waiting_documents(0)
        document.refresh_from_db()
        assert (document.state, document.content, document.outgoing_number) == ("preparing", None, number)
        assert Delivery.objects.get(document=document).state == "preparing", failure.__name__
    case_page = f"/sluzhiteli/prepiski/{proceeding.pk}/"
    assert "още не са изготвени" not in at_work(official).get(case_page).text, (
        "in the first minutes nothing is the matter"
    )
    with clock.shift(timedelta(minutes=5)):
        page = at_work(official).get(case_page)
        told, _, listed = page.text.partition("Издадени са, но още не са изготвени и подпечатани.")
        assert told and number in listed
        assert title not in page.links, "it cannot be issued again"
        make_waiting_documents(0)
        jobs = ProcrastinateJob.objects.filter(args={"document_id": str(document.pk)}, status="todo")
        assert jobs.count() == 1
        make_document(document.pk)
        make_document(document.pk)
        assert "още не са изготвени" not in at_work(official).get(case_page).text
    document.refresh_from_db()
    assert (document.is_issued, document.outgoing_number) == (True, number)
    assert (IssuedDocument.objects.count(), ProceedingEvent.objects.count()) == (before + 1, events)
    assert Delivery.objects.filter(document=document).count() == 1
