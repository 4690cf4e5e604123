"""The way through the application for recalculating a pension, as a person types it."""

from collections.abc import Iterator
from datetime import date

from nssi.look.page_client import Page, PageClient
from tests.services.walks import PERSONAL_DATA, REPRESENTED, Answers, walk

START = "/zayavlenie/preizchislyavane-na-pensiya/"

PAYER = "Кой изплаща пенсията?"
VARNA = {PAYER: "Териториално поделение (ТП) на НОИ", "Кое ТП?": "ТП на НОИ – Варна"}
DIRECTORATE = {PAYER: "Дирекция „Европейски регламенти и международни договори“"}
CAPACITY = "В какво качество подавате?"
SELF = ({CAPACITY: "Лично, за себе си"},)
AUTHORISED = ({CAPACITY: "Като упълномощено лице"}, REPRESENTED)

TEMPLATE, WAY = "Какво преизчисляване искате?", "Как ще попълните заявлението?"
BASIS, TREATY = "С какво да се преизчисли пенсията?", "Пенсията по международен договор ли е?"
ONCE = {
    TEMPLATE: "Еднократно – обр. УП-26 (чл.\u00a0102, ал.\u00a01 КСО)",
    WAY: "Тук, стъпка по стъпка",
    BASIS: "Със стажа и дохода след пенсионирането, ако е по-благоприятно",
    TREATY: "Не",
}
YEARLY = {**ONCE, TEMPLATE: "Ежегодно служебно – обр. УП-26.1 (чл.\u00a0102, ал.\u00a03 КСО)"}
ATTACHED = {
    TEMPLATE: ONCE[TEMPLATE],
    WAY: "Ще приложа образеца, попълнен и подписан",
    TREATY: "Не",
}
WORK = {"Осигурител": "„Пример“ ООД", "От дата": date(2023, 3, 16), "До дата": ("", "", "")}

SIGNED = "Попълнено и подписано заявление обр. УП-26 или УП-26.1"
POWER = "Пълномощно (сканирано)"
SERVICE_DOCUMENTS = "Документи за осигурителен (трудов) стаж"
INCOME_DOCUMENTS = "Документи за осигурителния доход за стажа след пенсионирането"
OTHER = "Друг документ"


def pages(capacity: tuple[Answers, ...] = SELF, **changes: Answers) -> Iterator[tuple[str, Answers]]:
    """Yield what is typed on each page, by the end of its address; a change replaces the answers of a page."""
    yield "nachalo", changes.get("nachalo", VARNA)
    yield from zip(["kachestvo", "predstavlyavan"], capacity, strict=False)
    yield "lichni-danni", PERSONAL_DATA
    kind = changes.get("vid", ONCE)
    yield "vid", kind
    if kind[TEMPLATE] == ONCE[TEMPLATE] and kind[WAY] == ONCE[WAY]:
        yield "rabota", changes.get("rabota", WORK)
    yield "dokumenti", changes.get("dokumenti", {})
    yield "poluchavane", {}


def reach(browser: PageClient, slug: str, capacity: tuple[Answers, ...] = SELF, **changes: Answers) -> Page:
    """Return the page with this end of its address, with everything before it answered."""
    before = []
    for each, typed in pages(capacity, **changes):
        if each == slug:
            break
        before.append(typed)
    page = walk(browser, f"{START}nachalo/", before)
    assert page.path == f"{START}{slug}/"
    return page
