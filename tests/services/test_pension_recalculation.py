"""The application for recalculating a pension, from the first page to the УРИ (J3)."""

from datetime import date, timedelta

import pytest

from nssi.applications.actions.withdraw_application import withdraw_application
from nssi.applications.models import Application, IdentifiedBy
from nssi.applications.services import service
from nssi.foundation import clock
from nssi.look.page_client import Page
from nssi.people.models import Representation
from nssi.services.pension_recalculation.queries import earlier_requests
from tests.services.pension_walk import (
    ATTACHED,
    AUTHORISED,
    BASIS,
    CAPACITY,
    DIRECTORATE,
    INCOME_DOCUMENTS,
    ONCE,
    OTHER,
    PAYER,
    POWER,
    SELF,
    SERVICE_DOCUMENTS,
    SIGNED,
    START,
    TREATY,
    VARNA,
    WORK,
    YEARLY,
    reach,
)
from tests.services.walks import (
    ANOTHERS_NUMBER,
    NEXT,
    OPTIONAL,
    file,
    letter_about,
    upload,
)
from tests.support.pensions import grant


def slots_of(page: Page) -> list[str]:
    form = page.form(NEXT)
    return [
        label.removesuffix(OPTIONAL)
        for label in form.labels
        if form._by_words[label][0].get("type") == "file"
    ]


def test_the_whole_way_ends_with_the_uri_that_starts_the_proceedings(visit, person):
    """S3.6, J3 H: УП-26, service and income, no treaty, electronically."""
    page = reach(visit(person), "proverka", dokumenti={SERVICE_DOCUMENTS: upload("стаж.pdf")})
    for told in ("УП-26", "„Пример“ ООД", "16.03.2023", "стаж.pdf", "ТП на НОИ – Варна"):
        assert told in page.text
    page = file(page)
    application = Application.objects.get()
    assert application.registry_uid == f"1003-000001-{clock.today():%d.%m.%Y}"
    assert "С този УРИ се удостоверява, че производството по преизчисляване е започнало." in page.text
    assert "оригиналите с препоръчано писмо в 15-дневен срок" in page.text
    assert "Имате един месец от уведомяването" in page.text
    assert application.competent_body_id == "03"
    assert (application.delivery_method, application.delivery_address) == ("electronic", "maria@example.bg")
    assert application.answers["recalculation"] == {
        "template": "up26",
        "way": "here",
        "basis": "service_and_income",
        "treaty": "no",
    }


def test_the_steps_have_the_titles_and_addresses_of_the_screens(visit, person):
    reach(visit(person), "proverka")
    browser = visit(person)
    titles = {
        "nachalo": PAYER,
        "kachestvo": CAPACITY,
        "lichni-danni": "Лични данни",
        "vid": "Вид преизчисляване",
        "rabota": "Работа след пенсионирането",
        "dokumenti": "Документи",
        "poluchavane": "Начин на получаване",
        "proverka": "Проверете данните",
    }
    for number, (slug, title) in enumerate(titles.items(), 1):
        page = browser.get(f"{START}{slug}/")
        assert page.path == f"{START}{slug}/"
        assert (page.h1, f"Стъпка {number} от 9" in page.text) == (title, True)


def test_the_message_says_that_the_proceedings_have_begun(visit, person):
    """S3.6, M-02: the УРИ, the code, and what the УРИ certifies; nothing personal."""
    file(reach(visit(person), "proverka"))
    application = Application.objects.get()
    text = letter_about(application)
    assert application.registry_uid in text
    assert "С този УРИ се удостоверява, че производството по преизчисляване е започнало." in text
    assert "Иванова" not in text and "„Пример“ ООД" not in text


# Who is competent


def test_the_office_that_pays_is_asked_for_and_not_chosen_freely(visit, person):
    """S3.3, trap 42."""
    page = visit(person).get(START)
    assert page.submit({}, NEXT).errors == ["Изберете кой изплаща пенсията"]
    assert page.submit({PAYER: VARNA[PAYER]}, NEXT).errors == ["Изберете ТП, което изплаща пенсията"]


def test_the_office_that_pays_is_read_from_the_register(visit, person):
    """S3.3: what the register says is chosen already; who chooses another is told, for the order may be newer."""
    grant(person)
    grant(person, "П-0001", granted_on=date(2010, 1, 1))
    browser = visit(person)
    page = browser.get(f"{START}nachalo/")
    assert "По регистъра пенсията Ви се изплаща от ТП на НОИ – Варна и заявлението отива там." in page.text
    page.submit({}, NEXT).submit(SELF[0], NEXT)
    assert "избрахте друг" not in reach(browser, "vid").text
    assert file(reach(browser, "proverka")) and Application.objects.get().competent_body_id == "03"
    page = reach(browser, "vid", nachalo=DIRECTORATE)
    assert "По регистъра пенсията Ви се изплаща от ТП на НОИ – Варна, а Вие избрахте друг." in page.text


def test_pensions_that_two_bodies_pay_are_both_named_and_none_is_chosen(visit, person):
    grant(person)
    grant(person, "П-2", body_id="directorate", granted_on=date(2025, 1, 15))
    page = visit(person).get(f"{START}nachalo/")
    assert "ТП на НОИ – Варна, Дирекция „Европейски регламенти" in page.text
    assert page.submit({}, NEXT).errors == ["Изберете кой изплаща пенсията"]


def test_a_pension_of_somebody_else_is_not_told(visit, person, other_person):
    """R-01: nobody learns from the form what a represented person gets."""
    grant(other_person)
    browser = visit(person)
    assert "По регистъра" not in browser.get(f"{START}nachalo/").text
    assert "По регистъра" not in reach(browser, "vid", AUTHORISED).text


def test_a_pension_under_european_rules_goes_to_the_directorate(visit, person):
    """S3.3, J3 x6."""
    file(reach(visit(person), "proverka", nachalo=DIRECTORATE))
    application = Application.objects.select_related("competent_body").get()
    assert str(application.competent_body) == "Дирекция „Европейски регламенти и международни договори“"
    assert "local_office" not in application.answers["start"]


# What is asked for


def test_the_form_the_basis_and_the_treaty_must_be_chosen(visit, person):
    """S3.1, S3.2."""
    page = reach(visit(person), "vid")
    assert page.submit({}, NEXT).errors == [
        "Изберете еднократно или ежегодно преизчисляване",
        "Изберете как ще попълните заявлението",
        "Изберете дали пенсията е по международен договор",
    ]
    typed = {words: ONCE[words] for words in ONCE if words != BASIS}
    assert page.submit(typed, NEXT).errors == ["Изберете с какво да се преизчисли пенсията"]


def test_a_treaty_gives_two_months_for_the_originals(visit, person):
    """S3.7, J3 x2."""
    page = file(reach(visit(person), "proverka", vid={**ONCE, TREATY: "Да"}))
    assert "Имате два месеца от уведомяването" in page.text


def test_the_yearly_form_has_no_place_for_periods_of_work(visit, person):
    """S3.2: УП-26.1."""
    page = file(reach(visit(person), "proverka", vid=YEARLY))
    assert page.h1 == "Заявлението е заведено"
    answers = Application.objects.get().answers
    assert answers["recalculation"]["template"] == "up26_1" and "works" not in answers


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({"Осигурител": ""}, "Въведете осигурителя"),
        ({"Осигурител": "х"}, "Въведете пълното име на осигурителя"),
        ({"От дата": ("", "", "")}, "Въведете от коя дата е работата"),
        ({"От дата": ("31", "2", "2023")}, "Въведете истинска дата"),
        ({"От дата": date(1989, 12, 31)}, "Въведете дата между 01.01.1990"),
        ({"До дата": date(2999, 1, 1)}, "Въведете дата между 01.01.1990"),
        ({"До дата": date(2023, 3, 15)}, "Въведете дата, която не е преди началото"),
    ],
    ids=lambda value: str(value)[:50],
)
def test_what_is_typed_wrong_of_the_work_is_said_at_its_field(visit, person, typed, error):
    page = reach(visit(person), "rabota").submit({**WORK, **typed}, NEXT)
    assert len(page.errors) == 1 and page.errors[0].startswith(error)


def test_a_filled_and_signed_form_takes_the_place_of_the_questions(visit, person):
    """S3.5: what the signed form says is not asked again; without it nothing can be filed."""
    page = reach(visit(person), "dokumenti", vid=ATTACHED)
    assert slots_of(page) == [SIGNED, SERVICE_DOCUMENTS, INCOME_DOCUMENTS, OTHER]
    assert page.submit({}, NEXT).errors == ["Приложете попълненото и подписано заявление"]
    file(reach(visit(person), "proverka", vid=ATTACHED, dokumenti={SIGNED: upload("УП-26.pdf")}))
    application = Application.objects.get()
    assert "basis" not in application.answers["recalculation"]
    assert [each.slot for each in application.files.all()] == ["signed_form"]


# Documents


@pytest.mark.parametrize(
    ("capacity", "basis", "slots"),
    [
        (SELF, ONCE[BASIS], [SERVICE_DOCUMENTS, INCOME_DOCUMENTS, OTHER]),
        (SELF, "Само със стажа след пенсионирането", [SERVICE_DOCUMENTS, OTHER]),
        (AUTHORISED, ONCE[BASIS], [POWER, SERVICE_DOCUMENTS, INCOME_DOCUMENTS, OTHER]),
    ],
    ids=["self", "service only", "authorised"],
)
def test_the_checklist_follows_the_situation(visit, person, capacity, basis, slots):
    """S3.5: all optional but the power of attorney."""
    page = reach(visit(person), "dokumenti", capacity, vid={**ONCE, BASIS: basis})
    assert slots_of(page) == slots
    errors = page.submit({}, NEXT).errors
    assert errors == (["Приложете сканирано пълномощно"] if POWER in slots else [])


# For another


def test_with_a_power_of_attorney_one_applies_for_another(visit, person):
    """S3.4, J3 x8: a scan of it, and no question about the family, for this service has no such exception."""
    assert [each.slug for each in service("preizchislyavane-na-pensiya").form.steps][1:4] == [
        "kachestvo",
        "predstavlyavan",
        "lichni-danni",
    ]
    file(reach(visit(person), "proverka", AUTHORISED, dokumenti={POWER: upload("пълномощно.pdf")}))
    representation = Representation.objects.get()
    assert (representation.capacity, representation.kinship) == ("authorised_person", "")
    assert representation.identifier_number == ANOTHERS_NUMBER
    assert Application.objects.get().representation == representation


def test_an_heir_cannot_ask_for_it(visit, person):
    """S3.4: the person or who is authorised, nobody else."""
    page = reach(visit(person), "kachestvo")
    choices = page.root.xpath("//input[@name='capacity']/@value")
    assert choices == ["self", "authorised_person"]


# How the result comes


def test_the_result_comes_to_the_e_mail_and_in_no_other_way(visit, person):
    """S3.6, C-20: no choice, the e-mail alone."""
    page = reach(visit(person), "poluchavane")
    assert page.form(NEXT).labels == ["E-mail за документите"]
    assert page.root.xpath("//input[@type='radio']") == []
    page = page.submit({"E-mail за документите": "друг"}, NEXT)
    assert page.errors == ["Въведете e-mail адрес във вида name@example.bg"]


# What was asked for before


def test_what_was_asked_for_before_is_said_and_does_not_stand_in_the_way(visit, person, other_person):
    """J3 x9, x10."""
    browser = visit(person)
    assert "Вече сте заявили" not in reach(browser, "vid").text
    file(reach(browser, "proverka"))
    once = Application.objects.get()
    page = reach(browser, "vid")
    assert f"Вече сте заявили еднократно преизчисляване за {clock.today().year}\u00a0г." in page.text
    assert once.registry_uid in page.text
    file(reach(browser, "proverka", vid=YEARLY))
    assert "Вече сте заявили ежегодно преизчисляване" in reach(browser, "vid").text
    assert earlier_requests(other_person, clock.today()) == []
    next_year = clock.today() + timedelta(days=366)
    assert [notice.split()[3] for notice in earlier_requests(person, next_year)] == ["ежегодно"]


def test_what_was_asked_for_another_is_not_ones_own(visit, person):
    browser = visit(person)
    file(reach(browser, "proverka", AUTHORISED, dokumenti={POWER: upload("пълномощно.pdf")}))
    assert earlier_requests(person, clock.today()) == []


def test_what_was_withdrawn_is_asked_for_no_more(visit, person):
    file(reach(visit(person), "proverka", vid=YEARLY))
    assert earlier_requests(person, clock.today())
    withdraw_application(Application.objects.get().id, person, IdentifiedBy.PIK)
    assert earlier_requests(person, clock.today()) == []


# The description


def test_the_description_says_all_that_the_law_wants(page_client, db):
    """S3.1-S3.7, S2.0."""
    page = page_client.get("/uslugi/preizchislyavane-na-pensiya/")
    for told in (
        "чл.\u00a0102 от Кодекса за социално осигуряване",
        "чл.\u00a021, ал.\u00a01–2 от Наредбата за пенсиите",
        "което изплаща пенсията, или Дирекция „Европейски регламенти и международни договори“",
        "за физическите лица с ЕГН или ЛНЧ",
        "обр. УП-26 – заявление за еднократно преизчисляване",
        "обр. УП-26.1 – заявление за служебно ежегодно преизчисляване",
        "Сканирано пълномощно",
        "Услугата е безплатна.",
        "по интернет, на посочения от Вас e-mail адрес",
        "УРИ удостоверява, че производството по преизчисляване е започнало",
        "с препоръчано писмо с обратна разписка, в 15-дневен срок",
        "до един месец от уведомяването",
        "до два месеца",
        "данните по чл.\u00a05, ал.\u00a04, т.\u00a01 от КСО",
        "на което е възложено ръководството по пенсионното осигуряване",
    ):
        assert told in page.text


@pytest.mark.parametrize(
    "slug", ["nachalo", "kachestvo", "vid", "rabota", "dokumenti", "poluchavane", "proverka"]
)
def test_a_page_asks_the_database_only_so_often(visit, person, django_assert_max_num_queries, slug):
    browser = visit(person)
    reach(browser, "proverka")
    with django_assert_max_num_queries(8):
        browser.client.get(f"{START}{slug}/")
