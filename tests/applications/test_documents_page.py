"""The step of documents (C-19): every file says what became of it, what is wrong and how to mend it, and nothing that was
uploaded is lost to an error elsewhere. Photographs become one black-and-white document, without scripts too (S1.5)."""

import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from nssi import look
from nssi.applications.actions.file_application import DraftIncomplete, file_application
from nssi.applications.models import AsideFile, Draft, DraftFile, IdentifiedBy
from nssi.attachments.actions.mend_file import mend_file
from nssi.attachments.actions.scan_file import scan_file
from nssi.attachments.models import Attachment, Mending
from nssi.look.page_client import Page, PageClient
from tests.applications.drafts import attach, begin, complete
from tests.applications.three_questions import ANSWERS, THREE_QUESTIONS
from tests.attachments.samples import SAMPLES
from tests.attachments.test_scanning import MAIL
from tests.support.photographs import large_photograph, photograph

pytestmark = pytest.mark.django_db

DOCUMENTS = "/zayavlenie/tri-vaprosa/dokumenti/"
NEXT, LEAVE = "Продължи", "Запази и излез"
ATTACH, TAKE = "Качи Доказателство", "Вземи черно-белия документ – Доказателство"
TO_MEND = "Доказателство"


def file(content: bytes, name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.fixture
def browser(visit, person) -> PageClient:
    """A person who stands before the documents."""
    begin(person, {name: ANSWERS[name] for name in ("reach", "need")})
    return visit(person)


def mend_all() -> None:
    for mending in Mending.objects.filter(state="waiting"):
        mend_file(mending.id)


def scan_all() -> None:
    for attachment in Attachment.objects.filter(state="not_scanned"):
        scan_file(attachment.id)


def statuses(page: Page) -> list[str]:
    return [plain(tag.text_content()) for tag in page.root.xpath("//main//*[contains(@class, 'govuk-tag')]")]


def names_of_draft() -> list[str]:
    return [each.attachment.name for each in DraftFile.objects.all()]


# What becomes of a file


def test_a_file_is_being_scanned_then_accepted_and_one_need_not_wait(browser):
    page = browser.get(DOCUMENTS).submit({"Доказателство": file(SAMPLES["pdf"], "акт.pdf")}, ATTACH)
    assert statuses(page) == ["проверява се за вируси"]
    assert "Можете да продължите, без да чакате." in page.text
    assert page.submit({}, NEXT).h1 == "Проверете данните"
    scan_all()
    page = browser.get(DOCUMENTS)
    assert statuses(page) == ["приет"] and "Проверяваме" not in page.text


def test_a_scanner_without_an_answer_is_told_and_holds_nobody_up(browser, settings):
    settings.CLAMD = "127.0.0.1:9"
    browser.get(DOCUMENTS).submit({"Доказателство": file(SAMPLES["pdf"], "акт.pdf")}, ATTACH)
    scan_all()
    page = browser.get(DOCUMENTS)
    assert statuses(page) == ["чака проверка за вируси"]
    assert "Проверката ще се повтори, не е нужно да го качвате отново." in page.text
    page = page.submit({}, NEXT).submit({"Декларирам, че това е така.": True}, NEXT)
    assert page.submit({}, "Подай с ПИК").h1 == "Заявлението е заведено"


def test_an_infected_file_of_a_draft_is_refused_in_words_and_leads_back(browser, person):
    draft = begin(person, {"documents": {}})
    attach(draft, MAIL, "писмо.eml")
    assert browser.get("/zayavlenie/tri-vaprosa/proverka/").h1 == "Проверете данните"
    scan_all()
    page = browser.get("/zayavlenie/tri-vaprosa/proverka/")
    assert page.path == DOCUMENTS, "the application is no longer complete"
    assert statuses(page) == ["отхвърлен"]
    assert "Във файла „писмо.eml“ е открит вирус и той не е приет." in page.text
    page = page.submit({}, NEXT)
    assert page.errors == [
        "Във файла „писмо.eml“ е открит вирус и той не е приет. Проверете устройството си и качете чист файл."
    ]
    page = page.submit({"Доказателство": file(SAMPLES["pdf"], "акт.pdf")}, ATTACH)
    page = page.submit({}, "Премахни писмо.eml")
    assert page.submit({}, NEXT).h1 == "Проверете данните"


def test_an_application_with_a_virus_found_meanwhile_is_not_filed(person):
    draft = complete(person)
    attach(draft, MAIL, "писмо.eml", slot=THREE_QUESTIONS.form.slots[1])
    begin(person, {"documents": {}, "check": ANSWERS["check"]})
    scan_all()
    with pytest.raises(DraftIncomplete) as incomplete:
        file_application(draft.id, person, THREE_QUESTIONS, IdentifiedBy.PIK)
    assert incomplete.value.stop.step.name == "documents"


def test_of_what_was_filed_an_infected_file_is_marked_and_kept(person):
    draft = begin(person, {name: ANSWERS[name] for name in ("reach", "need", "documents")})
    attach(draft, MAIL, "писмо.eml")
    begin(person, {"check": ANSWERS["check"]})
    application = file_application(draft.id, person, THREE_QUESTIONS, IdentifiedBy.PIK)
    scan_all()
    (filed,) = application.files.all()
    assert filed.attachment.state == "infected"
    with filed.attachment.open() as content:
        assert content.read() == MAIL


LINKS = b"From: a@example.bg\r\nTo: b@example.bg\r\nSubject: x\r\nContent-Type: text/plain\r\n\r\nhttps://example.com/\r\n"


def test_a_file_with_links_is_marked_and_told_before_filing(browser):
    """§6.1-19: such a document is accepted and will not be examined."""
    page = browser.get(DOCUMENTS).submit({"Доказателство": file(LINKS, "писмо.eml")}, ATTACH)
    told = (
        "Файлът „писмо.eml“ съдържа връзки към други адреси и няма да бъде разгледан. Запазете го без връзки."
    )
    assert told in page.text
    page = page.submit({}, NEXT)
    assert page.h1 == "Проверете данните" and told in page.text


def test_the_mark_of_a_file_is_read_in_the_language_of_the_page_and_not_of_the_upload(browser):
    browser.get(DOCUMENTS).submit({"Доказателство": file(LINKS, "писмо.eml")}, ATTACH)
    browser.client.cookies["django_language"] = "en"
    told = "The file “писмо.eml” contains links to other addresses and will not be examined. Save it without links."
    assert told in browser.get(DOCUMENTS).text


# What was uploaded stays


def test_what_was_uploaded_survives_every_error_of_the_page(browser):
    page = browser.get(DOCUMENTS).submit(
        {
            "Доказателство": [file(SAMPLES["pdf"], "акт.pdf"), file(b"MZ", "програма.exe")],
            "Друг документ (по желание)": [file(b"", "празен.pdf"), file(SAMPLES["docx"], "писмо.docx")],
        },
        NEXT,
    )
    assert [error.split(".")[0] for error in page.errors] == ["Файл ", "Файлът „празен"]
    assert "акт.pdf" in page.text and "писмо.docx" in page.text
    assert page.submit({}, NEXT).h1 == "Проверете данните"
    assert names_of_draft() == ["акт.pdf", "писмо.docx"]


def test_the_words_of_the_control_are_ours(browser):
    # C-19: the names of the component's texts, as its script asks for them
    page = browser.get(DOCUMENTS)
    script = (Path(look.__file__).parent / "static/built/govuk-frontend.min.js").read_text()
    for wrapper in page.root.xpath("//div[@data-module='govuk-file-upload']"):
        words = {name: text for name, text in wrapper.items() if name.startswith("data-i18n.")}
        assert words["data-i18n.no-file-chosen"] == "Няма избран файл"
        assert words["data-i18n.multiple-files-chosen.other"] == "Избрани са %{count} файла"
        for name in words:
            first, *rest = name.removeprefix("data-i18n.").split(".")[0].split("-")
            assert first + "".join(word.capitalize() for word in rest) in script
    assert len(page.root.xpath("//div[@data-module='govuk-file-upload']/input[@type='file']")) == 2


def test_several_files_are_taken_at_once(browser):
    files = [file(SAMPLES["pdf"], f"страница {number}.pdf") for number in range(1, 4)]
    page = browser.get(DOCUMENTS).submit({"Доказателство": files}, ATTACH)
    assert "Качени 3 файла" in page.text


def test_the_owner_can_save_a_file_and_nobody_sees_it_in_the_browser(browser, visit, other_person):
    """A stranger's content never runs in our pages: it comes as a download of no particular kind."""
    page = browser.get(DOCUMENTS).submit({"Доказателство": file(SAMPLES["pdf"], "акт.pdf")}, ATTACH)
    response = browser.client.get(page.links["акт.pdf"])
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert b"".join(response.streaming_content) == SAMPLES["pdf"]
    assert visit(other_person).get(page.links["акт.pdf"]).status == 404


# Made right in place


def test_photographs_become_one_document_with_one_click(browser):
    files = [file(large_photograph(), "страница 1.jpg"), file(photograph(askew=-4), "страница 2.jpg")]
    page = browser.get(DOCUMENTS).submit({TO_MEND: files}, ATTACH)
    assert page.errors == []
    assert "Подготвяме черно-бял документ от снимките." in page.text
    assert names_of_draft() == ["страница 2.jpg"], "the other is too large to be filed"
    mend_all()
    page = page.follow("Провери сега")
    assert "Черно-бял документ от 2 страници, 300 dpi" in plain(page.text)
    page = page.submit({}, TAKE)
    assert names_of_draft() == ["Доказателство.pdf"]
    assert not AsideFile.objects.exists(), "the originals are kept only if that was chosen"
    attachment = DraftFile.objects.get().attachment
    assert attachment.findings == [] and attachment.state == "ours"
    assert statuses(page) == ["приет"] and "Черно-бял документ" not in page.text
    assert page.submit({}, NEXT).h1 == "Проверете данните"


def test_an_original_is_kept_if_that_is_chosen(browser):
    page = browser.get(DOCUMENTS).submit({TO_MEND: file(photograph(), "акт.jpg")}, ATTACH)
    assert "Сканирайте черно-бяло с 300 dpi." in plain(page.text)
    mend_all()
    page = browser.get(DOCUMENTS)
    page = page.submit({"Запази и снимките до 2,5\u00a0МБ като отделни файлове": True}, TAKE)
    assert names_of_draft() == ["акт.jpg", "акт.pdf"]
    assert "Черно-бял документ от" not in plain(page.text), "nothing is offered twice"


def test_what_is_offered_need_not_be_taken(browser):
    page = browser.get(DOCUMENTS).submit({TO_MEND: file(photograph(), "акт.jpg")}, ATTACH)
    mend_all()
    assert page.submit({}, NEXT).h1 == "Проверете данните"


def test_a_photograph_that_is_too_large_is_settled_before_going_on(browser):
    page = browser.get(DOCUMENTS).submit({TO_MEND: file(large_photograph(), "акт.jpg")}, NEXT)
    assert page.errors == [
        "„акт.jpg“ още не е част от заявлението. Вземете черно-белия документ или премахнете файла."
    ]
    page = page.submit({}, "Премахни акт.jpg")
    assert page.submit({}, NEXT).errors == ["Приложете доказателство"]


def test_the_same_photograph_sent_twice_waits_once(browser):
    page = browser.get(DOCUMENTS).submit({TO_MEND: file(large_photograph(), "акт.jpg")}, ATTACH)
    page.submit({TO_MEND: file(large_photograph(), "акт.jpg")}, ATTACH)
    assert AsideFile.objects.count() == 1


def test_a_button_pressed_twice_takes_once(browser):
    page = browser.get(DOCUMENTS).submit({TO_MEND: file(photograph(), "акт.jpg")}, ATTACH)
    mend_all()
    page = browser.get(DOCUMENTS)
    page.submit({}, TAKE)
    page.submit({}, TAKE)
    assert names_of_draft() == ["акт.pdf"]


def test_a_photograph_of_which_nothing_becomes_says_what_to_do(browser):
    broken = large_photograph()[:3] + bytes(3_000_000)
    browser.get(DOCUMENTS).submit({TO_MEND: file(broken, "акт.jpg")}, ATTACH)
    mend_all()
    page = browser.get(DOCUMENTS)
    assert "От „акт.jpg“ не може да стане черно-бял документ. Снимайте страницата отново" in page.text
    assert "Подготвяме" not in page.text


def test_pages_are_shown_beside_each_other_to_their_owner_alone(browser, visit, other_person, client):
    browser.get(DOCUMENTS).submit({TO_MEND: file(large_photograph(), "акт.jpg")}, ATTACH)
    mend_all()
    page = browser.get(DOCUMENTS)
    pictures = [image.get("src") for image in page.root.xpath("//main//img")]
    assert [image.get("alt") for image in page.root.xpath("//main//img")] == [
        "Страница 1, както е снимана",
        "Страница 1, черно-бяла",
    ]
    for path, kind in zip(pictures, ("image/jpeg", "image/png"), strict=True):
        response = browser.client.get(path)
        assert response["Content-Type"] == kind
        assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert "no-store" in response["Cache-Control"]
        assert len(b"".join(response.streaming_content)) > 1000
        begin(other_person, {"reach": ANSWERS["reach"]})
        assert visit(other_person).get(path).status == 404
        assert client.get(path).status_code == 302
    original = Attachment.objects.get(name="акт.jpg", state="not_scanned")
    assert browser.get(re.sub(r"[0-9a-f-]{36}", str(original.id), pictures[0])).status == 404


def test_the_page_asks_for_changes_and_gets_them_once(browser):
    page = browser.get(DOCUMENTS).submit({TO_MEND: file(large_photograph(), "акт.jpg")}, ATTACH)
    (poll,) = [each.get("hx-get") for each in page.root.xpath("//*[@hx-get]")]
    assert browser.client.get(poll).status_code == 204
    mend_all()
    scan_all()
    changed = browser.client.get(poll)
    assert changed.status_code == 200 and "Вземи черно-белия документ" in changed.content.decode()
    assert "hx-get" not in changed.content.decode(), "it asks no more"
    assert browser.client.get(f"{DOCUMENTS}promeni/?slot=nyama").status_code == 404


def test_no_more_photographs_wait_than_are_allowed(browser, person, monkeypatch):
    monkeypatch.setattr("nssi.applications.actions.set_photograph_aside.MOST_PHOTOGRAPHS", 1)
    page = browser.get(DOCUMENTS).submit({TO_MEND: file(large_photograph(), "акт.jpg")}, ATTACH)
    page = page.submit({TO_MEND: file(large_photograph() + b"x", "друг.jpg")}, ATTACH)
    assert plain(page.errors[0]).startswith("До 1 снимки могат да чакат едновременно.")


def test_photographs_that_nobody_took_go_with_the_draft_that_is_filed(person):
    draft = complete(person)
    aside = AsideFile.objects.create(
        draft=draft,
        slot="a slot that its answers no longer have",
        attachment=attach(draft).attachment,
        why=AsideFile.Why.TO_MEND,
        added_at=draft.updated_at,
    )
    begin(person, {"check": ANSWERS["check"]})
    file_application(draft.id, person, THREE_QUESTIONS, IdentifiedBy.PIK)
    assert not Draft.objects.exists() and not AsideFile.objects.filter(id=aside.id).exists()
