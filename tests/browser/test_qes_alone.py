"""J1, J2 and J3 with a QES alone, by people who have no PIK: filed, followed, downloaded (S1.1, S2.4, S3.4, S1.9).

And J3 on a phone alone: logged in and signed with its mobile QES.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import Page

from nssi.operate.installation import Installation
from tests.browser import test_j2_archive_certificate as archive
from tests.browser import test_j3_pension_recalculation as pension
from tests.support.browser import choose_files
from tests.support.issuer import signed
from tests.support.journeys import Visit
from tests.support.qes import Holder, logs_in_with_qes, officials_do
from tests.support.scans import scanned_act

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-qes")]


@pytest.fixture
def holder(installation: Installation) -> Holder:
    """Somebody new who has a certificate and no PIK."""
    return Holder.new(installation)


@pytest.fixture
def visit(installation: Installation, holder: Holder, open_page: Callable[..., Page]) -> Visit:
    """Their browser, on a phone's width and without scripts."""
    page = open_page(width=360, scripts=False, qes=holder.browser)
    return Visit(installation, page, scripts=False)


def starts(visit: Visit, service: str) -> None:
    visit.go(f"/uslugi/{service}/")
    visit.follow("Започни")
    logs_in_with_qes(visit)


def follows(visit: Visit, uri: str) -> None:
    """C-01, C-25."""
    visit.go("/moite/")
    visit.sees(uri)
    visit.page.get_by_role("main").locator("a[href*='/moite/zayavleniya/']").first.click()
    visit.sees(uri)
    visit.sees("Заявлението е заведено")


def downloads(visit: Visit, title: str) -> None:
    """C-29, C-30: the document comes by a job; its download serves it."""
    for _ in range(100):
        visit.go("/moite/dokumenti/")
        if visit.page.get_by_text("Чака изтегляне до").count():
            break
        visit.page.wait_for_timeout(200)
    visit.sees(title)
    visit.is_accessible()
    visit.page.get_by_role("main").get_by_role("link", name=title).first.click()
    with visit.page.expect_download() as download:
        visit.press("Изтегли документа")
    assert download.value.path().read_bytes().startswith(b"%PDF-")
    visit.go("/moite/dokumenti/")
    visit.sees("Връчено")


def test_unemployment_benefit(installation, visit, tmp_path):  # J1
    """S1.1, S1.9, S1.12."""
    starts(visit, "obezshtetenie-bezrabotitsa")
    visit.reads_what_is_important()
    visit.fills_in_an_application(scanned_act(tmp_path), "maria@example.bg")
    uri, _code = visit.files_the_application("Подай с КЕП")
    follows(visit, uri)
    officials_do(
        installation, uri, "inspektor:register:{}",
        'inspektor:examine_documents:{"results": [], "missing_titles": ["Копие от акта"]}',
    )  # fmt: skip
    downloads(visit, "Справка за приети, върнати и липсващи документи")


def test_a_certificate_of_the_archive(installation, visit, tmp_path):  # J2
    """S2.4, S2.6."""
    starts(visit, "arhivni-udostovereniya")
    visit.goes_on()
    archive.chooses(visit, archive.SELF)
    visit.goes_on()
    archive.says_how_to_be_reached(visit)
    archive.asks_for(visit, "Удостоверение за осигурителен стаж")
    archive.names_the_insurers(visit)
    archive.says_what_for(visit, names="Не")
    archive.encloses(visit, scanned_act(tmp_path), "Копие на трудова книжка")
    archive.says_where_and_how(visit, archive.VARNA, "По електронен път")
    uri = archive.files(visit, "Подай с КЕП")
    follows(visit, uri)
    officials_do(installation, uri, 'arhiv:no_data:{"searched": "ведомости 1970–1986"}')
    downloads(visit, "Писмо")


def signs_the_form(visit: Visit, holder: Holder, folder: Path) -> None:
    """C-22: take the form, sign it with a program of one's own, bring it back; first the unsigned one, by mistake."""
    visit.follow("Подпишете и самото заявление с КЕП")
    visit.is_accessible()
    with visit.page.expect_download() as download:
        visit.press("Изтегли заявлението за подписване")
    form, ours = download.value.path().read_bytes(), folder / "podpisano.pdf"
    with ThreadPoolExecutor() as beside:  # the browser's driver keeps an event loop running in this thread
        ready = beside.submit(signed, form, holder.issued).result()
    for content in form, ready:
        ours.write_bytes(content)
        choose_files(visit.page, "Качете подписания файл", ours)
        visit.press("Качи и провери подписа")
        visit.wait_until_done()
        visit.is_accessible()
        visit.sees("Във файла няма подпис" if content is form else "е проверен")


def asks_for_a_recalculation(visit: Visit) -> None:
    pension.is_paid_by_varna(visit)
    pension.chooses(visit, "Лично, за себе си")
    visit.goes_on()
    pension.says_how_to_be_reached(visit)
    pension.asks_for(visit, "Еднократно", "Тук, стъпка по стъпка", "Със стажа и дохода", treaty="Не")
    pension.says_where_the_work_was(visit)
    visit.goes_on()
    pension.receives_by_mail_alone(visit)
    pension.declares(visit)


def test_the_recalculation_of_a_pension(installation, visit, holder, tmp_path):  # J3
    """S3.4, S3.6; the form itself is signed, too."""
    starts(visit, "preizchislyavane-na-pensiya")
    asks_for_a_recalculation(visit)
    signs_the_form(visit, holder, tmp_path)
    uri = pension.files(visit, "Подай подписаното заявление")
    follows(visit, uri)
    visit.sees("КЕП, с който заявлението е подписано")
    officials_do(
        installation, uri, 'pensii:draft_refusal:{"refusal": "Няма стаж след пенсионирането."}',
        "rakovoditel:issue_order:{}",
    )  # fmt: skip
    downloads(visit, "Разпореждане")


def test_on_a_phone_alone_the_form_is_signed_in_the_app_and_filed(installation, open_page, phone):  # J3
    """S1.1; first it is refused there, by mistake."""
    visit = Visit(installation, open_page(width=360))
    visit.go("/uslugi/preizchislyavane-na-pensiya/")
    visit.follow("Започни")
    visit.follow("Вход с мобилен КЕП на телефона")
    visit.page.get_by_label("Номер на мобилен телефон").fill(phone.phone)
    visit.press("Изпрати документа до телефона")
    phone.sign()
    visit.wait_until_done()
    visit.press("Влезте")
    asks_for_a_recalculation(visit)
    visit.follow("Подпишете и самото заявление с КЕП")
    for act, said in (phone.reject, "отказано на телефона"), (phone.sign, "е проверен"):
        visit.is_accessible()
        visit.press("Изпрати заявлението до телефона")
        visit.sees("Чакаме подписа от телефона")
        visit.is_accessible()
        act()
        visit.wait_until_done()
        visit.sees(said)
    visit.is_accessible()
    follows(visit, pension.files(visit, "Подай подписаното заявление"))
    visit.sees("КЕП, с който заявлението е подписано")
