"""Signing the form itself with a QES before filing: the very form, whole, by whoever files, with a certificate that holds (C-22)."""

import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from nssi.applications.actions.check_signed_form import check_signed_form
from nssi.applications.models import Application, ApplicationSignature, Draft, DraftFile, FormSignature
from nssi.demo.qes.authority import Issued, Subject, kept_authority
from nssi.look.page_client import Page, PageClient
from nssi.people.models import Person
from tests.applications.drafts import OTHER, attach, begin, complete
from tests.applications.test_pages import START
from tests.applications.three_questions import ANSWERS
from tests.attachments.samples import SAMPLES
from tests.services.walks import words_of
from tests.support.issuer import Issuer, issuer, signed

__all__ = ["issuer"]

pytestmark = pytest.mark.django_db

SIGN = f"{START}podavane/podpis/"
MARIA = Subject("PNOBG-8502124512", "Maria", "Ivanova")
GEORGI = Subject("PNOBG-7906058746", "Georgi", "Ivanov")


@pytest.fixture
def browser(visit_with_qes, person) -> PageClient:
    """A person before the page of signing, with a complete draft."""
    complete(person)
    return visit_with_qes(person)


def change_the_draft(person: Person) -> DraftFile:
    """Attach one more document, and declare anew."""
    file = attach(Draft.objects.get(), SAMPLES["png"], "снимка.png", OTHER)
    begin(person, {"check": ANSWERS["check"]})
    return file


def handed_out(browser: PageClient) -> bytes:
    """Take the form that is to be signed."""
    response = browser.client.post(f"{SIGN}zayavlenie/")
    assert response.status_code == 200 and "attachment" in response["Content-Disposition"]
    return bytes(response.content)


def bring(browser: PageClient, content: bytes) -> Page:
    """Upload a signed file, have it checked as the job does, and return the page that says what was found."""
    upload = SimpleUploadedFile("заявление-подписано.pdf", content)
    page = browser.post(SIGN, {"signed": upload})
    for waiting in FormSignature.objects.filter(state="presented"):
        assert "Проверяваме подписа" in page.text
        assert browser.client.get(f"{SIGN}sastoyanie/", headers={"HX-Request": "true"}).status_code == 204
        check_signed_form(waiting.pk)
        page = browser.get(SIGN)
    return page


def test_the_form_is_handed_out_signed_checked_and_kept_with_the_filing(browser, issuer, person):  # S1.1
    form = handed_out(browser)
    assert handed_out(browser) == form, "the same draft is the same form"
    page = bring(browser, signed(form, issuer.authority.certify(MARIA)))
    assert "е проверен: Ваш е, и файлът е точно това заявление" in page.text
    page = page.submit({}, "Подай подписаното заявление")
    assert page.h1 == "Заявлението е заведено"
    application = Application.objects.get()
    assert application.identified_by == "qes_signed"
    kept = ApplicationSignature.objects.get(application=application)
    assert set(kept.report) == {"signed_at", "document_sha256", "certificate_sha256", "certificate_issuer"}
    assert not FormSignature.objects.exists() and not Draft.objects.exists()
    page = browser.get(f"/moite/zayavleniya/{application.id}/")
    assert "КЕП, с който заявлението е подписано" in page.text
    taken = browser.client.get(f"/moite/zayavleniya/{application.id}/podpisano/")
    assert b"".join(taken.streaming_content).startswith(form)


def test_the_form_says_what_is_filed_and_names_each_file_by_its_hash(browser, issuer, person):
    file = change_the_draft(person)
    text = words_of(handed_out(browser))
    assert "maria@example.bg" in text and "8502124512" in text
    assert file.attachment.sha256 in text
    assert "Завежда се, когато подписаният файл бъде подаден" in text


WRONG: list[tuple[str, Callable[[bytes, Issuer], bytes], str]] = [
    ("unsigned", lambda form, issuer: form, "Във файла няма подпис"),
    ("signed by another", lambda form, issuer: signed(form, issuer.authority.certify(GEORGI)), "на друго лице"),
    ("not PAdES", lambda form, issuer: signed(form, issuer.authority.certify(MARIA), pades=False), "PAdES"),
    ("another document", lambda form, issuer: signed(another(form), issuer.authority.certify(MARIA)), "не е изтегленото"),
    ("changed after it was signed", lambda form, issuer: signed(form, issuer.authority.certify(MARIA)) + b"\n%", "не е изтегленото"),
    ("of a certificate that is not qualified", lambda form, issuer: signed(form, issuer.authority.certify(MARIA, qualified=False)), "валиден КЕП"),
    ("of an expired certificate", lambda form, issuer: signed(form, expired(issuer)), "валиден КЕП"),
    ("of a revoked certificate", lambda form, issuer: signed(form, revoked(issuer)), "изтекло или прекратено"),
    ("of an issuer that does not answer", lambda form, issuer: signed(form, of_a_silent(issuer)), "не отговаря"),
    ("of an organisation alone", lambda form, issuer: signed(form, issuer.authority.certify(Subject("", "", "", "NTRBG-121082521"))), "няма ЕГН"),
]  # fmt: skip


def another(form: bytes) -> bytes:
    """The same words in another file: what a program writes that saves the document anew."""
    with pikepdf.open(io.BytesIO(form)) as document:
        output = io.BytesIO()
        document.save(output)
    return output.getvalue()


def expired(issuer: Issuer) -> Issued:
    return issuer.authority.certify(
        MARIA, starts=datetime.now(UTC) - timedelta(days=20), lasts=timedelta(days=10)
    )


def revoked(issuer: Issuer) -> Issued:
    issued = issuer.authority.certify(MARIA)
    issuer.revoke(issued.certificate)
    return issued


def of_a_silent(issuer: Issuer) -> Issued:
    issuer.fall_silent()
    return issuer.authority.certify(MARIA)


@pytest.mark.parametrize(("case", "make", "said"), WRONG, ids=[case for case, _, _ in WRONG])
def test_what_is_not_the_form_signed_by_whoever_files_is_refused_and_says_why(
    browser, issuer, case, make, said
):
    page = bring(browser, make(handed_out(browser), issuer))
    assert any(said in error for error in page.errors)
    page = browser.post(f"{START}podavane/", {"draft": str(Draft.objects.get().pk), "signed": "1"})
    assert not Application.objects.exists(), "nothing is filed as signed"


def test_a_stranger_issuer_is_not_trusted(browser, issuer, tmp_path):
    stranger = kept_authority(tmp_path / "other", issuer.authority.crl_url)
    page = bring(browser, signed(handed_out(browser), stranger.certify(MARIA)))
    assert any("валиден КЕП" in error for error in page.errors)


def test_an_issuer_that_was_silent_is_asked_again_about_the_same_file(browser, issuer):
    issuer.fall_silent()
    page = bring(browser, signed(handed_out(browser), issuer.authority.certify(MARIA)))
    issuer.revoke()
    page.submit({}, "Провери същия файл отново")
    check_signed_form(FormSignature.objects.get().pk)
    assert FormSignature.objects.get().state == "accepted"


def test_a_draft_that_changed_after_signing_is_not_filed_as_signed(browser, issuer, person):
    page = bring(browser, signed(handed_out(browser), issuer.authority.certify(MARIA)))
    filing = page
    change_the_draft(person)
    page = filing.submit({}, "Подай подписаното заявление")
    assert any("променено след подписването" in error for error in page.errors)
    assert not Application.objects.exists()
    assert "Изтегли заявлението за подписване" in browser.get(SIGN).text, "it is signed anew"


def test_whoever_signed_may_still_file_without_it(browser, issuer):
    bring(browser, signed(handed_out(browser), issuer.authority.certify(MARIA)))
    page = browser.get(f"{START}podavane/").submit({}, "Подай с КЕП")
    assert page.h1 == "Заявлението е заведено"
    assert Application.objects.get().identified_by == "qes"
    assert not ApplicationSignature.objects.exists()


def test_nothing_is_uploaded_before_the_form_was_taken(browser):
    page = browser.post(SIGN, {"signed": SimpleUploadedFile("a.pdf", b"%PDF-")})
    assert page.errors == ["Първо изтеглете заявлението за подписване."]
    handed_out(browser)
    assert browser.post(SIGN, {}).errors == ["Изберете подписания файл"]


def test_the_signed_form_of_another_is_not_there(browser, issuer, visit_with_qes, other_person):
    page = bring(browser, signed(handed_out(browser), issuer.authority.certify(MARIA)))
    page.submit({}, "Подай подписаното заявление")
    path = f"/moite/zayavleniya/{Application.objects.get().id}/podpisano/"
    assert visit_with_qes(other_person).client.get(path).status_code == 404
