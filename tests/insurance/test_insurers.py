"""What an insurer does for itself: files for its own ЕИК, sees its own files and its own people (I-02…I-06)."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from nssi.audit.models import AuditEntry
from nssi.foundation import clock
from nssi.insurance.actions.import_submission import import_submission
from nssi.insurance.actions.take_in_submission import take_in_submission
from nssi.insurance.models import InsuranceDataRecord, Submission
from nssi.law.calendar import Month
from nssi.look.page_client import Page, PageClient
from tests.insurance.test_pages import HISTORY, NEW, NUMBER, PERSON, own_folder
from tests.support.officials import Role, log_in_as, make_official
from tests.support.register import INSURER, declaration_file, declare, merged_file
from tests.support.visitors import log_in_insurer

__all__ = ["own_folder"]

pytestmark = pytest.mark.django_db

HOME = "/osiguriteli/"
ANOTHER = "121082521"
MARCH, APRIL = Month(2025, 3), Month(2025, 4)
OTHERS = "Редът е за друг осигурител. Подавате данни само за ЕИК от Вашето удостоверение."


@pytest.fixture
def insurer() -> PageClient:
    return PageClient(log_in_insurer(Client(), INSURER))


@pytest.fixture
def another() -> PageClient:
    return PageClient(log_in_insurer(Client(), ANOTHER))


def sent(browser: PageClient, content: bytes) -> Page:
    """Upload a file and have it imported; return its protocol."""
    page = browser.get(NEW).submit({"Файл с декларации": SimpleUploadedFile("EMPL2021.TXT", content)})
    import_submission(int(page.path.strip("/").split("/")[-1]))
    return browser.get(page.path)


def test_the_way_from_an_upload_with_errors_to_a_corrected_one(insurer):
    assert "Няма подадени данни." in insurer.get(HOME).text
    assert "се подават в НАП. Този канал е за изправяне" in insurer.get(HOME).follow("Подаване на файл").text
    protocol = sent(insurer, declaration_file(MARCH, broken=1))
    assert "Част от редовете не са приети" in protocol.text and f"осигурител с ЕИК {INSURER}" in protocol.text
    assert "Файлове с грешки за поправяне" in insurer.get(HOME).text
    assert "Всички редове са приети" in sent(insurer, declaration_file(MARCH, APRIL)).text
    confirmed = insurer.get(protocol.path).submit(button="Потвърди протокола")
    assert "осигурителят" in confirmed.text
    assert "Файлове с грешки за поправяне" not in insurer.get(HOME).text
    told = AuditEntry.objects.filter(actor_kind="insurer", actor_id=INSURER)
    assert set(told.values_list("event", flat=True)) == {
        "insurance.file_taken_in",
        "insurance.protocol_confirmed",
    }


def test_rows_of_another_insurer_are_rejected(another):
    page = sent(another, declaration_file(MARCH, APRIL))
    assert "Нито един ред не е приет" in page.text and OTHERS in page.text
    assert not InsuranceDataRecord.objects.exists()


def test_rows_of_its_own_branch_are_accepted():
    branch = f"{INSURER}0000"
    browser = PageClient(log_in_insurer(Client(), INSURER))
    file = declaration_file(MARCH).replace(f'"{INSURER}"'.encode(), f'"{branch}"'.encode())
    assert OTHERS not in sent(browser, file).text
    declare(NUMBER, MARCH, merged_file(), insurer=branch)
    assert "03.2025" in browser.get(PERSON).submit({"ЕГН или ЛНЧ на лицето": NUMBER}).text


def test_what_others_sent_of_it_is_taken_again_as_its_own_and_changes_nothing(insurer, another):
    """The same text from the agency, and from two insurers: each has a file and a protocol of its own."""
    (agency,) = take_in_submission(
        SimpleUploadedFile("a", declaration_file(MARCH)), "a", source=Submission.Source.FOLDER
    )
    own = insurer.get(NEW).submit({"Файл с декларации": SimpleUploadedFile("b", declaration_file(MARCH))})
    import_submission(agency.pk)
    import_submission(int(own.path.strip("/").split("/")[-1]))
    assert "вече бяха в регистъра" in insurer.get(own.path).text
    assert "Нито един ред не е приет" in sent(another, declaration_file(MARCH)).text
    assert Submission.objects.count() == 3 and InsuranceDataRecord.objects.count() == 1
    again = insurer.get(NEW).submit({"Файл с декларации": SimpleUploadedFile("b", declaration_file(MARCH))})
    assert again.path == own.path, "the same file of the same insurer is the same submission"


def test_it_sees_its_own_files_alone(insurer, another):
    mine = sent(insurer, declaration_file(MARCH))
    theirs = merged_file()
    for path in (f"{HISTORY}{theirs.pk}/", mine.path):
        stranger = another if path == mine.path else insurer
        for end in ("", "sastoyanie/", "protokol.csv"):
            assert stranger.client.get(f"{path}{end}").status_code == 404
        assert stranger.client.post(f"{path}potvardi/").status_code == 404
    listed = insurer.get(HISTORY)
    assert f"№ {mine.path.strip('/').split('/')[-1]}" in listed.text.replace("\xa0", " ")
    assert theirs.name not in listed.text
    assert "Няма подадени файлове за този период." in another.get(HISTORY).text
    official = PageClient(log_in_as(Client(), make_official(Role.ADMINISTRATOR)))
    assert theirs.name in official.get(HISTORY).text and official.get(mine.path).status == 200


def test_its_history_is_asked_by_year_and_month(insurer):
    sent(insurer, declaration_file(MARCH))
    asked = {"Година на данните": "2025", "Месец": "03"}
    assert "EMPL2021.TXT" in insurer.get(HISTORY).submit(asked, "Покажи").text
    assert "Няма подадени файлове" in insurer.get(HISTORY).submit(asked | {"Месец": "05"}, "Покажи").text


def test_it_asks_for_people_whom_it_insured_itself(insurer, another):
    declare(NUMBER, MARCH, merged_file())
    declare(NUMBER, APRIL, merged_file(), insurer=ANOTHER)
    page = insurer.get(PERSON)
    assert not {"ЕИК или БУЛСТАТ на осигурителя", "Защо търсите?"} & {*page.form("Покажи").labels}
    shown = page.submit({"ЕГН или ЛНЧ на лицето": NUMBER}).text
    assert "03.2025" in shown and "04.2025" not in shown
    forged = insurer.post(PERSON, {"number": NUMBER, "insurer": ANOTHER}).text
    assert "04.2025" not in forged
    nobody = another.get(PERSON).submit({"ЕГН или ЛНЧ на лицето": "7906058746"})
    assert "Този осигурител не е подавал данни за това лице." in nobody.text
    looks = AuditEntry.objects.filter(event="insurance.person_viewed")
    assert {entry.actor_id for entry in looks} == {INSURER, ANOTHER}


def test_it_types_rows_for_itself_alone(insurer):
    page = insurer.get(f"{HISTORY}redove/")
    assert "ЕИК или БУЛСТАТ на осигурителя" not in page.form("Подай редовете").labels


def test_the_home_tells_of_the_last_twelve_months(insurer):
    month = Month.of(clock.today()).plus(-3)
    for number in (NUMBER, "7906058746"):
        declare(number, month, merged_file())
    declare(NUMBER, month, merged_file(), insurer=ANOTHER)
    rows = insurer.get(HOME).root.xpath("//table[last()]//tbody/tr")
    cells = {row.xpath("string(th)"): row.xpath("string(td)") for row in rows}
    assert len(cells) == 12 and sorted(cells.values())[0] == "2"


def test_the_intake_is_for_officials(insurer):
    assert insurer.client.get("/admin-portal/vnasyane/").status_code == 302
