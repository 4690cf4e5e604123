"""The application for unemployment benefit from the first note to the УРИ, as a person walks it (J1 H 1-3)."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from nssi.applications.changes import change_form
from nssi.applications.models import Application, Change, IdentifiedBy
from nssi.applications.services import service
from nssi.foundation import clock
from nssi.institution.queries import local_offices
from nssi.look.page_client import Page, PageClient
from nssi.services.unemployment_benefit.forms import DeliveryForm
from tests.attachments.samples import SAMPLES

START = "/zayavlenie/obezshtetenie-bezrabotitsa/"
ACT = "Копие от акта за прекратяване на правоотношението"
NEXT = "Продължи"

PERSONAL_DATA = {
    "Номер на документа за самоличност": "641234567",
    "Настоящ адрес": "гр. Варна, ул. Шипка 5, 9000",
    "Телефон": "0888 123 456",
    "E-mail": "maria@example.bg",
}
TERMINATION = {
    "Последен осигурител": "„Пример“ ООД",
    "Дата на прекратяване": date(2026, 3, 16),
    "Основание за прекратяване": "Друго основание, например изтекъл срок или съкращаване",
}
CIRCUMSTANCES = {
    "Упражнявате ли дейност, за която подлежите на осигуряване?": "Не",
    "Имате ли право на пенсия или получавате ли пенсия?": "Не",
    "Получавате ли обезщетение от работодателя след прекратяването?": "Не",
}
IBAN = "BG80 BNBG 9661 1020 3456 78"
ACCOUNT = {"IBAN на банковата Ви сметка": IBAN, "Сметката е на мое име": True}
AGAIN = "Подавате ли отново заявление, по което сме Ви писали за недостатъци?"
ABROAD = "Работили ли сте в друга държава?"
ELECTRONIC = {
    "Как искате да получавате документите?": "По електронен път",
    "E-mail за документите": "maria@example.bg",
}


def upload(kind: str = "pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(f"акт.{kind}", SAMPLES[kind])


def to_second_filing(browser: PageClient) -> Page:
    return browser.get(START).submit({"Прочетох важната информация": True}, NEXT)


def to_personal_data(browser: PageClient) -> Page:
    return to_second_filing(browser).submit({AGAIN: "Не"}, NEXT)


def to_office(browser: PageClient) -> Page:
    return to_personal_data(browser).submit(PERSONAL_DATA, NEXT)


def to_termination(browser: PageClient, office: str = "ТП на НОИ – Варна") -> Page:
    return to_office(browser).submit({"Избор на териториално поделение (ТП)": office}, NEXT)


def to_abroad(browser: PageClient, **changes) -> Page:
    return to_termination(browser).submit({**TERMINATION, **changes}, NEXT)


def to_circumstances(browser: PageClient) -> Page:
    return to_abroad(browser).submit({ABROAD: "Не"}, NEXT)


def to_account(browser: PageClient) -> Page:
    return to_circumstances(browser).submit(CIRCUMSTANCES, NEXT)


def to_documents(browser: PageClient) -> Page:
    return to_account(browser).submit(ACCOUNT, NEXT)


def to_delivery(browser: PageClient) -> Page:
    return to_documents(browser).submit({ACT: upload()}, NEXT)


def to_check(browser: PageClient, delivery=ELECTRONIC) -> Page:
    return to_delivery(browser).submit(delivery, NEXT)


def to_submit(browser: PageClient) -> Page:
    return declare(to_check(browser))


def declare(page: Page) -> Page:
    declarations = [
        label for label in page.form(NEXT).labels if label.startswith(("Декларирам", "Ще съобщя"))
    ]
    assert len(declarations) == 2
    return page.submit(dict.fromkeys(declarations, True), NEXT)


def test_the_whole_way_ends_with_the_uri_and_the_code(visit, person):
    """S1.7."""
    browser = visit(person)
    page = to_submit(browser)
    assert page.h1 == "Подаване"
    page = page.submit(button="Подай с ПИК")
    application = Application.objects.get()
    assert page.h1 == "Заявлението е заведено"
    assert application.registry_uid == f"1001-000001-{clock.today():%d.%m.%Y}"
    assert application.registry_uid in page.text
    assert "Изпратихме съобщение на maria@example.bg." in page.text
    assert "Регистрираме Ви в системата за обезщетения." in page.text
    assert browser.get(page.path).text == page.text


def test_the_steps_have_the_titles_and_addresses_of_the_screens(visit, person):
    to_check(visit(person))
    browser = visit(person)
    titles = {
        "nachalo": "Преди да започнете",
        "povtorno": AGAIN,
        "lichni-danni": "Лични данни",
        "tp": "Избор на териториално поделение (ТП)",
        "prekratyavane": "Данни за прекратяването",
        "chuzhbina": ABROAD,
        "obstoyatelstva": "Обстоятелства, които декларирате",
        "smetka": "Банкова сметка",
        "dokumenti": "Документи",
        "poluchavane": "Начин на получаване",
        "proverka": "Проверете данните",
    }
    for number, (slug, title) in enumerate(titles.items(), 1):
        page = browser.get(f"{START}{slug}/")
        assert page.path == f"{START}{slug}/"
        assert (page.h1, f"Стъпка {number} от 12" in page.text) == (title, True)


def test_the_five_notes_must_be_read_before_anything_else(visit, person):
    """S1.2: the important notes 1-5."""
    page = visit(person).get(START)
    notes = page.root.xpath("//ol[contains(@class, 'govuk-list--number')]/li")
    assert len(notes) == 5
    page = page.submit({}, NEXT)
    assert page.errors == ["Потвърдете, че сте прочели важната информация"]
    assert page.title.startswith("Грешка: ")


def test_names_and_number_come_from_the_login_and_are_masked(visit, person):
    page = to_personal_data(visit(person))
    assert "Мария Петрова Иванова" in page.text
    assert "••••••4512" in page.text and "8502124512" not in page.html
    assert "Мария Петрова Иванова" not in page.form(NEXT).labels


def test_any_of_the_28_local_offices_can_be_chosen(visit, person):
    """S1.3."""
    page = to_office(visit(person))
    offices = page.root.xpath("//select/option[@value != '']")
    assert [office.text for office in offices] == [office.label for office in local_offices()]
    assert len(offices) == 28


def test_counter_means_the_office_that_was_chosen(visit, person):
    """S1.6, trap 27."""
    page = to_delivery(visit(person))
    page = page.submit({"Как искате да получавате документите?": "На гише в ТП на НОИ – Варна"}, NEXT)
    assert page.h1 == "Проверете данните"
    assert "На гише в ТП на НОИ – Варна" in page.text


def test_the_required_act_must_be_attached(visit, person):
    """S1.4, x1."""
    page = to_documents(visit(person)).submit({}, NEXT)
    assert page.errors == ["Приложете копие от акта за прекратяване на правоотношението"]


PERIOD = {
    "Държава": "Германия",
    "От": date(2019, 3, 1),
    "До": date(2021, 6, 30),
    "С какво се доказва периодът?": "Ще приложа документ, например U1",
}


def test_each_period_abroad_is_asked_for_by_itself(visit, person):
    """S1.4: what was recognised before is taken ex officio; what was not is attached, and brought on paper."""
    page = to_abroad(visit(person)).submit({ABROAD: "Да"}, NEXT)
    assert page.h1 == "Периоди в други държави"
    page = page.submit(PERIOD, "Добавете още един период")
    assert "Период 2" in page.text and not page.errors
    page = page.submit({}, NEXT)
    assert page.h1 == "Обстоятелства, които декларирате", "the second period was left empty"
    page = page.submit(CIRCUMSTANCES, NEXT).submit(ACCOUNT, NEXT)
    page = page.submit({ACT: upload()}, NEXT)
    assert page.errors == ["Приложете документите за периодите в други държави"]
    page = page.submit({"Документи за периодите в други държави": upload()}, NEXT)
    assert page.h1 == "Начин на получаване"


def test_who_attaches_no_foreign_document_is_not_asked_for_one(visit, person):
    requested = {**PERIOD, "С какво се доказва периодът?": "Моля да го поискате служебно от другата държава"}
    page = to_abroad(visit(person)).submit({ABROAD: "Да"}, NEXT).submit(requested, NEXT)
    page = page.submit(CIRCUMSTANCES, NEXT).submit(ACCOUNT, NEXT)
    assert "Документи за периодите в други държави" not in page.text


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({"Държава": ""}, "Въведете държавата"),
        ({"До": date(2019, 2, 1)}, "Краят е преди началото или е в бъдещето"),
        ({"До": date(2999, 2, 1)}, "Краят е преди началото или е в бъдещето"),
    ],
    ids=["no state", "ends before it begins", "ends in the future"],
)
def test_a_wrong_period_abroad_is_said_at_its_field(visit, person, typed, error):
    page = to_abroad(visit(person)).submit({ABROAD: "Да"}, NEXT).submit({**PERIOD, **typed}, NEXT)
    assert page.errors == [error]


WRONG = [
    ("lichni-danni", {"Настоящ адрес": ""}, "Въведете настоящия си адрес"),
    ("lichni-danni", {"Настоящ адрес": "Варна"}, "Въведете пълния адрес: населено място, улица и номер"),
    ("lichni-danni", {"Настоящ адрес": "у" * 401}, "Адресът може да е до 400 знака, а е 401"),
    ("lichni-danni", {"Телефон": ""}, "Въведете телефон"),
    ("lichni-danni", {"Телефон": "12"}, "Въведете телефон като 0888 123 456 или +359 2 123 4567"),
    ("lichni-danni", {"Телефон": "осем"}, "Въведете телефон като 0888 123 456 или +359 2 123 4567"),
    ("lichni-danni", {"Телефон": "0" * 500}, "Въведете телефон като 0888 123 456 или +359 2 123 4567"),
    ("lichni-danni", {"E-mail": ""}, "Въведете e-mail адрес"),
    ("lichni-danni", {"E-mail": "мария"}, "Въведете e-mail адрес във вида name@example.bg"),
    ("lichni-danni", {"E-mail": "a@b.bg\r\nBcc: c@d.bg"}, "Въведете e-mail адрес във вида name@example.bg"),
    ("lichni-danni", {"E-mail": "a" * 300 + "@example.bg"}, "Въведете e-mail адрес във вида name@example.bg"),
    ("prekratyavane", {"Последен осигурител": ""}, "Въведете последния си осигурител"),
    ("prekratyavane", {"Последен осигурител": "х"}, "Въведете пълното име на осигурителя"),
    ("prekratyavane", {"Последен осигурител": "х" * 201}, "Името може да е до 200 знака, а е 201"),
    ("prekratyavane", {"Дата на прекратяване": ("", "", "")}, "Въведете датата на прекратяване"),
    ("prekratyavane", {"Дата на прекратяване": ("16", "3", "")}, "Датата трябва да има ден, месец и година"),
    (
        "prekratyavane",
        {"Дата на прекратяване": ("31", "2", "2026")},
        "Въведете истинска дата, например 21 11 2026",
    ),
    (
        "prekratyavane",
        {"Дата на прекратяване": ("а", "б", "в")},
        "Въведете истинска дата, например 21 11 2026",
    ),
    ("prekratyavane", {"Дата на прекратяване": ("1", "1", "1899")}, "Въведете дата между 01.01.1990 г. и "),
    ("prekratyavane", {"Дата на прекратяване": ("1", "1", "9999")}, "Въведете дата между 01.01.1990 г. и "),
    (
        "lichni-danni",
        {"Номер на документа за самоличност": ""},
        "Въведете номера на документа за самоличност",
    ),
    (
        "lichni-danni",
        {"Номер на документа за самоличност": "1"},
        "Проверете номера на документа за самоличност",
    ),
    (
        "obstoyatelstva",
        {"Упражнявате ли дейност, за която подлежите на осигуряване?": "Да"},
        "Въведете каква дейност упражнявате и къде",
    ),
    ("smetka", {"IBAN на банковата Ви сметка": ""}, "Въведете IBAN на сметката"),
    (
        "smetka",
        {"IBAN на банковата Ви сметка": "BG81BNBG96611020345678"},
        "Проверете IBAN: в него има грешка",
    ),
    (
        "smetka",
        {"IBAN на банковата Ви сметка": "BG80BNBG9661102034567"},
        "IBAN на сметка в България има 22 знака",
    ),
    ("smetka", {"Сметката е на мое име": False}, "Обезщетението се превежда само по Ваша сметка"),
    ("poluchavane", {}, "Изберете как искате да получавате документите"),
    (
        "poluchavane",
        {"Как искате да получавате документите?": "По електронен път", "E-mail за документите": ""},
        "Въведете e-mail адреса, на който да изпращаме връзките",
    ),
    (
        "poluchavane",
        {"Как искате да получавате документите?": "По електронен път", "E-mail за документите": "x"},
        "Въведете e-mail адрес във вида name@example.bg",
    ),
    (
        "poluchavane",
        {
            "Как искате да получавате документите?": "Чрез лицензиран пощенски оператор",
            "Точен адрес за кореспонденция": "",
        },
        "Въведете точния адрес, на който да изпращаме документите",
    ),
]


@pytest.mark.parametrize(("slug", "typed", "error"), WRONG, ids=lambda value: str(value)[:60])
def test_what_is_typed_wrong_is_said_at_the_field_and_not_lost(visit, person, slug, typed, error):
    reach, good = {
        "lichni-danni": (to_personal_data, PERSONAL_DATA),
        "prekratyavane": (to_termination, TERMINATION),
        "obstoyatelstva": (to_circumstances, CIRCUMSTANCES),
        "smetka": (to_account, ACCOUNT),
        "poluchavane": (to_delivery, {}),
    }[slug]
    page = reach(visit(person)).submit({**good, **typed}, NEXT)
    assert len(page.errors) == 1 and page.errors[0].replace("\u00a0", " ").startswith(error)
    kept = page.form(NEXT).values
    for words, value in {**good, **typed}.items():
        if isinstance(value, str) and page.form(NEXT)._by_words[words][0].get("type") != "radio":
            (control,) = page.form(NEXT)._by_words[words]
            assert kept[control.get("name")].split() == value.split()


def test_what_was_typed_under_another_option_is_not_asked_for(visit, person):
    """A wrong e-mail under „По електронен път“ does not stand in the way of the post."""
    page = to_delivery(visit(person)).submit(
        {
            "Как искате да получавате документите?": "Чрез лицензиран пощенски оператор",
            "Точен адрес за кореспонденция": "гр. Русе, ул. Дунав 1, 7000",
            "E-mail за документите": "x",
        },
        NEXT,
    )
    assert page.h1 == "Проверете данните"
    assert "гр. Русе" in page.text


def test_a_termination_may_be_known_30_days_ahead(visit, person):
    last = clock.today() + timedelta(days=30)
    assert to_abroad(visit(person), **{"Дата на прекратяване": last}).h1 == ABROAD


def test_address_and_mail_are_offered_again_the_next_time(visit, person):
    """WCAG 3.3.7: nothing is typed twice."""
    browser = visit(person)
    page = to_delivery(browser)
    assert page.form(NEXT).values["electronic_address"] == "maria@example.bg"
    declare(page.submit(ELECTRONIC, NEXT)).submit(button="Подай с ПИК")
    values = to_personal_data(browser).form(NEXT).values
    assert (values["email"], values["phone"]) == ("maria@example.bg", "+359 888 123 456")
    assert values["address"].strip() == "гр. Варна, ул. Шипка 5, 9000"


def test_what_was_filed_says_where_and_how(visit, person):
    to_submit(visit(person)).submit(button="Подай с ПИК")
    application = Application.objects.get()
    assert application.competent_body_id == "03"
    assert (application.delivery_method, application.delivery_address) == ("electronic", "maria@example.bg")
    assert application.answers["termination"] == {
        "insurer": "„Пример“ ООД",
        "terminated_on": "2026-03-16",
        "ground": "other",
    }
    assert application.answers["account"] == {"iban": "BG80BNBG96611020345678", "own": True}
    assert "8502124512" not in str(application.answers) + str(application.summary)


def test_the_description_says_all_that_the_law_wants(db):
    """S1.2."""
    about = service("obezshtetenie-bezrabotitsa").description
    assert "121082521" in str(about.provider)
    assert str(about.legal_basis[0]).startswith("чл.\u00a054а, ал.\u00a03")
    assert str(about.fee) == "Услугата е безплатна."
    assert len(about.important_notes) == 5
    assert len(about.how_to_apply) == 2 and len(about.how_result_is_received) == 3


@pytest.mark.parametrize(
    ("slug", "queries"),
    [
        ("nachalo", 4),
        ("lichni-danni", 5),
        ("tp", 3),
        ("prekratyavane", 3),
        ("dokumenti", 5),
        ("poluchavane", 3),
        ("proverka", 4),
        ("podavane", 6),
    ],
)
def test_a_page_asks_the_database_only_so_often(visit, person, django_assert_num_queries, slug, queries):
    browser = visit(person)
    to_submit(browser)
    with django_assert_num_queries(queries):
        browser.client.get(f"{START}{slug}/")


def test_who_did_not_file_electronically_does_not_receive_electronically_and_reads_why(visit, person):  # S1.9
    def ways(form) -> list[str]:
        return [way for way, _words in form.fields["method"].choices]

    at_the_counter = DeliveryForm(None, person=person, answers={}, assisted=True)
    assert ways(at_the_counter) == ["counter", "post"]
    assert "само документите по заявление, подадено електронно" in str(at_the_counter)
    to_submit(visit(person)).submit(button="Подай с ПИК")
    application = Application.objects.get()
    assert ways(change_form(application, Change.What.DELIVERY)) == ["counter", "post", "electronic"]
    application.identified_by = IdentifiedBy.COUNTER
    assert ways(change_form(application, Change.What.DELIVERY)) == ["counter", "post"]
