"""Documents with links to other addresses are not examined in any service: an official returns them, or records why the
link is no reference (S1.5)."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from nssi.applications.models import ApplicationFile
from nssi.foundation import clock
from nssi.look.page_client import Page, PageClient
from nssi.messages.models import OutgoingMessage
from nssi.proceedings.actions.perform import perform
from nssi.proceedings.models import LinksJudgement, Proceeding, ProceedingEvent
from nssi.proceedings.rights import ActRefused, Standing
from nssi.services.pension_recalculation.acts import basis_of
from tests.attachments.corpus.pdf import URI, pdf_link, pdf_with
from tests.services import archive_walk, pension_walk
from tests.services import test_unemployment_benefit as unemployment
from tests.services.unemployment_case import FILED, worked
from tests.services.walks import declare, upload
from tests.support.officials import Role, at_work, make_official
from tests.support.pensions import grant

__all__ = ["at_work", "worked"]

pytestmark = pytest.mark.django_db

NAME = "връзка.pdf"
NO_REFERENCE, RETURNED = "Защо връзката не е препратка?", "Защо се връща?"
WHY = "адресът е на бланката на осигурителя"
MARK = f"Файлът „{NAME}“ съдържа връзки към други адреси и няма да бъде разгледан."
WAITS = "Върнете го или запишете защо връзката не е препратка."


def linked() -> SimpleUploadedFile:
    return SimpleUploadedFile(NAME, pdf_with(partial(pdf_link, action=URI)))


def unemployment_check(browser: PageClient, file: SimpleUploadedFile) -> Page:
    page = unemployment.to_documents(browser).submit({unemployment.ACT: file}, unemployment.NEXT)
    return page.submit(unemployment.ELECTRONIC, unemployment.NEXT)


def archive_check(browser: PageClient, file: SimpleUploadedFile) -> Page:
    return archive_walk.reach(browser, "proverka", dokumenti={archive_walk.BOOK: file})


def pension_check(browser: PageClient, file: SimpleUploadedFile) -> Page:
    return pension_walk.reach(browser, "proverka", dokumenti={pension_walk.OTHER: file})


@dataclass(frozen=True)
class Service:
    """A service: the way to its last page with a file, where a document is added, who judges by which act, what waits."""

    check: Callable[[PageClient, SimpleUploadedFile], Page]
    slot: str
    added: str
    role: Role
    judging: str
    resting: str


EXAMINE, JUDGE = "Прегледайте документите", "Решете за документите с връзки"
SERVICES = {
    "unemployment benefit": Service(
        unemployment_check, unemployment.ACT, "Друг документ", Role.UNEMPLOYMENT_INSPECTOR, EXAMINE, "decide"
    ),
    "archive certificate": Service(
        archive_check, archive_walk.BOOK, archive_walk.BOOK, Role.ARCHIVE_OFFICER, JUDGE, "no_data"
    ),
    "pension recalculation": Service(
        pension_check,
        pension_walk.OTHER,
        pension_walk.OTHER,
        Role.PENSION_OFFICER,
        JUDGE,
        "draft_refusal",
    ),
}


@dataclass(frozen=True)
class Filed:
    """A proceeding with a linked document: its page for the official and for the person."""

    service: Service
    proceeding: Proceeding
    document: str
    official: PageClient
    visitor: PageClient
    standing: Standing

    def page(self, tab: str = "") -> Page:
        return self.official.get(f"/sluzhiteli/prepiski/{self.proceeding.pk}/{tab}")

    def judges(self, result: str, **typed: str) -> Page:
        """Judge the linked document, and accept whatever else is asked about."""
        page = self.page().follow(self.service.judging)
        others = {
            f"{file.title}: {file.attachment.name}": "приет"
            for file in ApplicationFile.objects.exclude(attachment__name=NAME)
            if f"{file.title}: {file.attachment.name}" in page.form(self.service.judging).labels
        }
        return page.submit({**others, self.document: result, **typed}, self.service.judging)

    def refusal(self) -> str:
        """Return why the act that rests on documents is refused, before its form is even asked."""
        act = self.standing.procedure.act(self.service.resting)
        official = self.standing.official
        return str(Standing(Proceeding.objects.get(pk=self.proceeding.pk), official).why_not(act))

    def told(self) -> str:
        """Return what the person reads of the application."""
        return self.visitor.get(f"/moite/zayavleniya/{self.proceeding.application_id}/").text


@pytest.fixture(autouse=True)
def _on_the_day_of_filing(worked):
    with clock.shift(FILED - clock.now()):
        yield


@pytest.fixture(params=["filed", "added"])
def how(request) -> str:
    """Whether the linked document comes with the application, or is added later (C-27)."""
    return request.param


@pytest.fixture(params=SERVICES)
def case(request, how, visit, person, at_work) -> Filed:
    service, visitor = SERVICES[request.param], visit(person)
    grant(person)
    check = service.check(visitor, linked() if how == "filed" else upload("друг.pdf"))
    assert (MARK in check.text) == (how == "filed"), "the person is told before filing"
    declared = unemployment.declare if service.judging == EXAMINE else declare
    declared(check).submit(button="Подай с ПИК")
    proceeding = Proceeding.objects.get()
    slot = service.slot
    if how == "added":
        slot = service.added
        page = visitor.get(f"/moite/zayavleniya/{proceeding.application_id}/").follow("Добавете документ")
        page = page.submit({"Какъв документ добавяте?": slot, "Файл": linked()}, "Добави документа")
        assert MARK in page.text, "the person is told where they have just added it, too"
    official = make_official(service.role)
    if service.judging == EXAMINE:
        perform("register", proceeding.pk, official)
    proceeding.refresh_from_db()
    standing = Standing(proceeding, official)
    return Filed(service, proceeding, f"{slot}: {NAME}", at_work(official), visitor, standing)


def test_nothing_that_rests_on_documents_is_done_while_one_with_links_is_not_judged(case):
    assert NAME in case.refusal()
    with pytest.raises(ActRefused, match="връзки към други адреси"):
        perform(case.service.resting, case.proceeding.pk, case.standing.official, {})
    assert NAME in case.page(f"deystviya/{case.service.resting}/").text
    assert WAITS in case.page("dokumenti/").text
    assert MARK in case.told()


def test_it_is_accepted_only_with_the_reason_why_the_link_is_no_reference(case):
    page = case.judges("приет")
    assert page.errors == ["Напишете защо връзката не е препратка, или върнете документа"]
    assert not LinksJudgement.objects.exists()
    page = case.judges("приет", **{NO_REFERENCE: WHY})
    assert page.errors == []
    judgement = LinksJudgement.objects.get()
    official = case.standing.official
    assert (judgement.accepted, judgement.why, judgement.official) == (True, WHY, official)
    documents = case.page("dokumenti/").text.replace("\xa0", " ")
    assert f"Връзката не е препратка: {WHY} (20.03.2026 г., {official.full_name})" in documents
    assert WAITS not in documents
    assert f"{case.document} – връзката не е препратка: {WHY}" in case.page("istoriya/").text
    assert "връзки" not in str(case.refusal())
    assert MARK not in case.told()


@pytest.mark.parametrize("how", ["filed"], indirect=True)
def test_or_it_is_returned_with_a_reason_that_the_person_reads(case):
    page = case.judges("върнат")
    assert page.errors == ["Напишете защо се връща документът"]
    page = case.judges("върнат", **{RETURNED: "води към чужда страница"})
    assert page.errors == []
    assert "връзки" not in str(case.refusal())
    assert "върнат: води към чужда страница" in case.told()
    assert "води към чужда страница" in case.page("istoriya/").text
    assert "Върнат заради връзките: води към чужда страница" in case.page("dokumenti/").text
    if case.service.judging == JUDGE:  # in an unemployment benefit the statement tells of it
        message = OutgoingMessage.objects.get(key__startswith="proceedings/messages/returned")
        assert case.proceeding.application.registry_uid in message.text
        assert NAME not in message.text and "чужда" not in message.text


@pytest.mark.parametrize("how", ["added"], indirect=True)
def test_a_judged_one_is_asked_about_no_more_and_the_next_is_judged_again(case):
    case.judges("приет", **{NO_REFERENCE: WHY})
    assert case.refusal() == "" or "връзки" not in case.refusal()
    page = case.visitor.get(f"/moite/zayavleniya/{case.proceeding.application_id}/dokument/")
    another = SimpleUploadedFile("нова.pdf", linked().read() + b"\n")
    page.submit({"Какъв документ добавяте?": case.service.added, "Файл": another}, "Добави документа")
    refusal = case.refusal()
    assert refusal.endswith("не е препратка: нова.pdf.")


@pytest.mark.parametrize("how", ["filed"], indirect=True)
def test_what_was_judged_stays(case):
    case.judges("приет", **{NO_REFERENCE: WHY})
    assert ProceedingEvent.objects.filter(note__contains=WHY).count() == 1
    for change in (
        lambda: LinksJudgement.objects.update(why="друго"),
        lambda: LinksJudgement.objects.all().delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


@pytest.mark.parametrize(
    ("accepted", "basis"), [(True, "at_hand"), (False, "register")], ids=["accepted", "returned"]
)
def test_a_scan_that_was_returned_is_no_ground_of_an_order(visit, person, accepted, basis):  # S3.7
    scans = {pension_walk.SERVICE_DOCUMENTS: linked()}
    declare(pension_walk.reach(visit(person), "proverka", dokumenti=scans)).submit(button="Подай с ПИК")
    LinksJudgement.objects.create(
        file=ApplicationFile.objects.get(),
        accepted=accepted,
        why=WHY,
        official=make_official(Role.PENSION_OFFICER),
        at=clock.now(),
    )
    assert basis_of(Proceeding.objects.get()) == basis
