"""The way through the application for a document of the insurance archive, as a person types it."""

from collections.abc import Iterator
from datetime import date

from nssi.look.page_client import Page, PageClient
from tests.services.walks import PERSONAL_DATA, REPRESENTED, Answers, walk

START = "/zayavlenie/arhivni-udostovereniya/"

WANTED, KINDS = "Какво искате да Ви издадем?", "Вид на документа"
SERVICE = "Удостоверение за осигурителен стаж"
INCOME = "Удостоверение за осигурителен доход"
NOTE = "Служебна бележка по чл.\u00a045, ал.\u00a01 от ЗДДФЛ"
DOCUMENT = {WANTED: "Удостоверение или служебна бележка", KINDS: [SERVICE, INCOME]}
DUPLICATE = {WANTED: "Дубликат на вече издадено удостоверение"}
INSURER = {
    "Име на осигурителя": "ДСО „Пример“",
    "ЕИК или БУЛСТАТ (ако го знаете)": "121 082 521",
    "Населено място": "гр. Враца",
    "Длъжност (ако я помните)": "шлосер",
    "От коя година": "1979",
    "До коя година": "1986",
}
PURPOSE = {"За какво Ви е нужен документът?": "За пенсия", "Ще използвате ли документа в чужбина?": "Не"}
SAME_NAMES = {"Имената в документите различни ли са от сегашните?": "Не"}
OTHER_NAMES = {"Имената в документите различни ли са от сегашните?": "Да"}
BODY, VARNA, VRATSA = "До кого е заявлението?", "ТП на НОИ – Варна", "Регионален архивен център – Враца"
HOW = "Как искате да получавате документите?"
ELECTRONIC = {HOW: "По електронен път, на e-mail адрес"}

CAPACITY = "В какво качество подавате?"
SELF = ({CAPACITY: "Лично, за себе си"},)
KINSHIP, STATED = "Какъв сте на лицето, за което подавате?", "В пълномощното е посочена родствената връзка"
CHILD = ({CAPACITY: "Като упълномощено лице"}, REPRESENTED, {KINSHIP: "Дете", STATED: True})
NOTARISED = (
    {CAPACITY: "Като упълномощено лице"},
    REPRESENTED,
    {
        KINSHIP: "Друго лице",
        "Пълномощното е нотариално заверено": True,
        "Номер на пълномощното": "1234/2026",
        "Дата на пълномощното": date(2026, 3, 2),
        "Нотариус": "Иван Стоев, рег. № 123",
    },
)
HEIR = (
    {CAPACITY: "Като наследник"},
    REPRESENTED,
    {"Кога е починало лицето?": date(2020, 3, 16)},
)
BOOK = "Копие на трудова книжка"
POWER, HEIRS, IDENTITY = (
    "Копие на пълномощно",
    "Удостоверение за наследници",
    "Удостоверение за идентичност на имена",
)


def pages(capacity: tuple[Answers, ...] = SELF, **changes: Answers) -> Iterator[tuple[str, Answers]]:
    """Yield what is typed on each page, by the end of its address; a change replaces the answers of a page."""
    yield "nachalo", {}
    yield from zip(
        ["kachestvo", "predstavlyavan", "palnomoshtno" if capacity is not HEIR else "naslednik"],
        capacity,
        strict=False,
    )
    yield "lichni-danni", PERSONAL_DATA
    kind = changes.get("vid", DOCUMENT)
    yield "vid", kind
    if kind is DUPLICATE:
        yield "dublikat", changes.get("dublikat", {})
    else:
        yield "osiguritel", changes.get("osiguritel", INSURER)
        yield "tsel", changes.get("tsel", PURPOSE)
        yield "imena", changes.get("imena", SAME_NAMES)
    yield "dokumenti", changes.get("dokumenti", {})
    yield "tp", changes.get("tp", {BODY: VARNA})
    yield "poluchavane", changes.get("poluchavane", ELECTRONIC)


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


def original_of_a_duplicate() -> Answers:
    """Return what is typed of the certificate that was issued before."""
    return {
        "На кой документ искате дубликат?": INCOME,
        "Номер на издадения документ": "УП-15/2019",
        "Дата на издаване": date(2019, 3, 16),
    }
