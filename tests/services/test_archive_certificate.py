"""The application for a document from the insurance archive, from the first page to the УРИ (J2 H, H2, H3)."""

from datetime import date

import pytest

from nssi.applications.models import Application
from nssi.foundation import clock
from nssi.institution.queries import local_offices
from nssi.people.models import Representation
from nssi.services.archive_certificate.follow_up import issued_until
from nssi.services.archive_certificate.kinds import CertificateKind
from tests.services.archive_walk import (
    BODY,
    BOOK,
    CAPACITY,
    CHILD,
    DOCUMENT,
    DUPLICATE,
    HEIR,
    HEIRS,
    HOW,
    IDENTITY,
    INCOME,
    INSURER,
    KINDS,
    KINSHIP,
    NOTARISED,
    NOTE,
    OTHER_NAMES,
    POWER,
    PURPOSE,
    SAME_NAMES,
    SELF,
    SERVICE,
    START,
    VARNA,
    VRATSA,
    WANTED,
    original_of_a_duplicate,
    reach,
)
from tests.services.walks import (
    ANOTHERS_NUMBER,
    NEXT,
    OPTIONAL,
    REPRESENTED,
    declare,
    file,
    letter_about,
    upload,
)


def test_the_whole_way_for_oneself_ends_with_the_uri_and_the_day(visit, person):
    """S2.1, S2.7, J2 H: two certificates from one insurer, the record book beside them, electronically."""
    page = reach(visit(person), "proverka", dokumenti={BOOK: upload()})
    for told in (SERVICE, INCOME, "ДСО „Пример“", "1979", "121082521", "копие.pdf", VARNA):
        assert told in page.text
    page = file(page)
    application = Application.objects.get()
    assert page.h1 == "Заявлението е заведено"
    assert application.registry_uid == f"1002-000001-{clock.today():%d.%m.%Y}"
    until = issued_until(clock.today())
    assert "Документите се издават безплатно до 30\u00a0дни" in page.text
    assert f"{until:%d.%m.%Y}" in page.text
    assert application.competent_body_id == "03"
    assert (application.delivery_method, application.delivery_address) == ("electronic", "maria@example.bg")
    assert application.representation is None
    assert application.answers["certificate"]["kinds"] == ["insurable_service", "insurable_income"]
    assert application.answers["insurers"]["entries"] == [
        {
            "name": "ДСО „Пример“",
            "eik": "121082521",
            "place": "гр. Враца",
            "position": "шлосер",
            "from_year": 1979,
            "to_year": 1986,
        }
    ]


def test_the_steps_have_the_titles_and_addresses_of_the_screens(visit, person):
    reach(visit(person), "proverka")
    browser = visit(person)
    titles = {
        "nachalo": "Преди да започнете",
        "kachestvo": CAPACITY,
        "lichni-danni": "Лични данни",
        "vid": "Вид на документа",
        "osiguritel": "Осигурители и периоди",
        "tsel": "За какво е нужен документът",
        "imena": "Имената в документите различни ли са от сегашните?",
        "dokumenti": "Документи",
        "tp": BODY,
        "poluchavane": "Начин на получаване",
        "proverka": "Проверете данните",
    }
    for number, (slug, title) in enumerate(titles.items(), 1):
        page = browser.get(f"{START}{slug}/")
        assert page.path == f"{START}{slug}/"
        assert (page.h1, f"Стъпка {number} от 12" in page.text) == (title, True)


def test_the_message_names_the_day(visit, person):
    """S2.7, M-01: the same promise as on the page; nothing personal."""
    file(reach(visit(person), "proverka", CHILD, dokumenti={POWER: upload()}))
    application = Application.objects.get()
    text = letter_about(application)
    assert application.registry_uid in text
    assert f"до 30\u00a0дни – до {issued_until(clock.today()):%d.%m.%Y}" in text
    assert not any(personal in text for personal in ("Иванова", "Колев", ANOTHERS_NUMBER, "ДСО"))


# Kinds


def test_five_kinds_of_documents_can_be_asked_for_together(visit, person):
    """S2.1: four certificates and one official note."""
    page = reach(visit(person), "vid")
    boxes = page.root.xpath("//input[@name='kinds']/@value")
    assert boxes == [kind.value for kind in CertificateKind] and len(boxes) == 5
    page = page.submit({**DOCUMENT, KINDS: [str(kind.label) for kind in CertificateKind]}, NEXT)
    assert page.h1 == "Осигурители и периоди"


def test_a_note_alone_is_never_called_a_certificate(visit, person):
    """J2 x9."""
    page = file(reach(visit(person), "proverka", vid={**DOCUMENT, KINDS: [NOTE]}))
    assert "Служебната бележка се издава безплатно до 30\u00a0дни" in page.text
    assert "удостоверени" not in page.text.lower()


def test_one_certificate_is_promised_as_one(visit, person):
    page = file(reach(visit(person), "proverka", vid={**DOCUMENT, KINDS: [SERVICE]}))
    assert "Удостоверението се издава безплатно до 30\u00a0дни" in page.text


def test_a_kind_must_be_chosen(visit, person):
    page = reach(visit(person), "vid")
    assert page.submit({}, NEXT).errors == ["Изберете удостоверение или дубликат"]
    assert page.submit({WANTED: DOCUMENT[WANTED]}, NEXT).errors == ["Изберете поне един вид документ"]


# The duplicate


def test_a_duplicate_goes_its_own_way_and_says_that_it_is_paid_for(visit, person):
    """S2.7, J2 x8: no insurers, no purpose; the price is not known and the page says so."""
    page = reach(visit(person), "dublikat", vid=DUPLICATE)
    assert "Дубликатът се заплаща по Тарифата на услугите в НОИ. Цената му още не е въведена" in page.text
    original = original_of_a_duplicate()
    page = file(reach(visit(person), "proverka", vid=DUPLICATE, dublikat=original))
    assert "Дубликатът се издава, след като го платите." in page.text
    assert "безплатно" not in page.text
    answers = Application.objects.get().answers
    assert answers["duplicate"]["original_issued_on"] == "2019-03-16"
    assert "insurers" not in answers and "purpose" not in answers


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({}, "Изберете вида на издадения документ"),
        (
            {"На кой документ искате дубликат?": INCOME},
            "Въведете номера на документа или датата на издаване",
        ),
        (
            {"На кой документ искате дубликат?": INCOME, "Дата на издаване": date(2004, 1, 1)},
            "Въведете дата между 01.07.2005",
        ),
    ],
    ids=["nothing", "neither number nor date", "before the archive"],
)
def test_the_original_of_a_duplicate_must_be_findable(visit, person, typed, error):
    page = reach(visit(person), "dublikat", vid=DUPLICATE).submit(typed, NEXT)
    assert page.errors[0].startswith(error)


# Insurers


def test_insurers_are_added_and_removed_one_by_one(visit, person):
    """C-17: several insurers and periods."""
    page = reach(visit(person), "osiguritel")
    page = page.submit(INSURER, "Добавете друг осигурител или период")
    assert page.h1 == "Осигурители и периоди" and page.errors == []
    assert "Осигурител 2" in page.text
    values = page.form(NEXT).values
    assert values["entry_0-name"] == "ДСО „Пример“"
    page = page.browser.post(
        page.path,
        {
            **values,
            "entry_1-name": "ТКЗС „Победа“",
            "entry_1-place": "с. Гложене",
            "entry_1-from_year": "1970",
            "entry_1-to_year": "1978",
            "continue": "1",
        },
    )
    assert page.h1 == "За какво е нужен документът"
    page = page.browser.get(f"{START}osiguritel/")
    page = page.browser.post(page.path, {**page.form(NEXT).values, "drop": "0"})
    assert page.form(NEXT).values["entry_0-name"] == "ТКЗС „Победа“"
    assert "Осигурител 2" not in page.text


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({"Име на осигурителя": ""}, "Въведете името на осигурителя"),
        ({"Име на осигурителя": "х"}, "Въведете пълното име на осигурителя"),
        ({"Населено място": ""}, "Въведете населеното място на осигурителя"),
        ({"ЕИК или БУЛСТАТ (ако го знаете)": "121082522"}, "Въведете ЕИК от 9 или 13\u00a0цифри"),
        ({"ЕИК или БУЛСТАТ (ако го знаете)": "варна"}, "Въведете ЕИК от 9 или 13\u00a0цифри"),
        ({"От коя година": ""}, "Въведете от коя година е стажът"),
        ({"До коя година": ""}, "Въведете до коя година е стажът"),
        ({"От коя година": "79"}, "Въведете година между 1930 и "),
        ({"До коя година": "2999"}, "Въведете година между 1930 и "),
        ({"До коя година": "осем"}, "Въведете година с четири цифри, например 1987"),
        ({"До коя година": "1978"}, "Въведете година, която не е преди 1979"),
    ],
    ids=lambda value: str(value)[:50],
)
def test_what_is_typed_wrong_of_an_insurer_is_said_at_its_field(visit, person, typed, error):
    page = reach(visit(person), "osiguritel").submit({**INSURER, **typed}, NEXT)
    assert len(page.errors) == 1 and page.errors[0].startswith(error)


def test_who_does_not_find_the_insurer_may_still_apply(visit, person):
    """J2 x3: the name, the place and the years are enough."""
    few = {words: INSURER[words] for words in INSURER if "ако" not in words}
    assert reach(visit(person), "tsel", osiguritel=few).h1 == "За какво е нужен документът"


# Purpose


def test_use_abroad_asks_for_the_state_and_the_legalisation(visit, person):
    page = reach(visit(person), "tsel")
    abroad = {**PURPOSE, "Ще използвате ли документа в чужбина?": "Да"}
    assert page.submit(abroad, NEXT).errors == [
        "Въведете държавата, в която ще използвате документа",
        "Изберете дали ще легализирате документа",
    ]
    page = page.submit({**abroad, "В коя държава?": "Чехия", "Ще легализирате ли документа?": "Да"}, NEXT)
    assert page.path.endswith("/imena/")


def test_another_purpose_is_named(visit, person):
    page = reach(visit(person), "tsel").submit(
        {**PURPOSE, "За какво Ви е нужен документът?": "За друго"}, NEXT
    )
    assert page.errors == ["Въведете за какво Ви е нужен документът"]


# Documents by situation


@pytest.mark.parametrize(
    ("capacity", "names", "slots"),
    [
        (SELF, SAME_NAMES, [BOOK]),
        (SELF, OTHER_NAMES, [BOOK, IDENTITY]),
        (CHILD, SAME_NAMES, [BOOK, POWER]),
        (NOTARISED, SAME_NAMES, [BOOK, POWER]),
        (HEIR, SAME_NAMES, [BOOK, HEIRS]),
        (HEIR, OTHER_NAMES, [BOOK, IDENTITY, HEIRS]),
    ],
    ids=["self", "other names", "child", "notarised", "heir", "heir, other names"],
)
def test_the_checklist_follows_the_situation(visit, person, capacity, names, slots):
    """S2.2, R-04: what is asked for, and what must be there."""
    page = reach(visit(person), "dokumenti", capacity, imena=names)
    shown = [
        label.removesuffix(OPTIONAL)
        for label in page.form(NEXT).labels
        if page.form(NEXT)._by_words[label][0].get("type") == "file"
    ]
    assert shown == [*slots, "Друг документ"]
    missing = {
        POWER: "Приложете копие на пълномощното",
        HEIRS: "Приложете удостоверение за наследници",
        IDENTITY: "Приложете удостоверение за идентичност на имена",
    }
    errors = page.submit({}, NEXT).errors
    assert [error.rstrip(".") for error in errors] == [missing[slot] for slot in slots if slot in missing]


def test_a_duplicate_for_an_heir_needs_the_certificate_of_heirs_and_no_record_book(visit, person):
    original = original_of_a_duplicate()
    page = reach(visit(person), "dokumenti", HEIR, vid=DUPLICATE, dublikat=original)
    labels = page.form(NEXT).labels
    assert HEIRS in labels and f"{BOOK}{OPTIONAL}" not in labels


# For another


def test_a_child_applies_without_a_notary(visit, person):
    """S2.2, J2 H2: the relation stands in the power of attorney, the result goes to the applicant."""
    page = reach(visit(person), "proverka", CHILD, dokumenti={POWER: upload("пълномощно.pdf")})
    assert "Стоян" in page.text and "Дете" in page.text
    file(page)
    application = Application.objects.select_related("representation").get()
    representation = application.representation
    assert (representation.capacity, representation.kinship) == ("authorised_person", "child")
    assert representation.kinship_stated and not representation.notarised
    assert (representation.full_name, representation.identifier_number) == (
        "Стоян Георгиев Колев",
        ANOTHERS_NUMBER,
    )
    assert representation.representative == application.person == person
    assert ANOTHERS_NUMBER not in str(application.answers) + str(application.summary)


def test_an_heir_applies_with_the_certificate_of_heirs(visit, person):
    """S2.2, J2 H3."""
    file(reach(visit(person), "proverka", HEIR, dokumenti={HEIRS: upload("наследници.pdf")}))
    representation = Representation.objects.get()
    assert (representation.capacity, representation.died_on) == ("heir", date(2020, 3, 16))


def test_others_need_a_notary(visit, person):
    """S2.2, J2 x6; mind the direction: it is the authorised person who is parent, spouse or child."""
    page = reach(visit(person), "palnomoshtno", CHILD)
    typed = {**NOTARISED[2], "Пълномощното е нотариално заверено": False}
    assert page.submit(typed, NEXT).errors == [
        "Пълномощното може да не е нотариално заверено само ако Вие сте родител, съпруг/а или дете на лицето."
    ]
    assert page.submit({KINSHIP: "Родител"}, NEXT).errors == [
        "Родствената връзка трябва да е посочена в пълномощното"
    ]
    assert page.submit(NOTARISED[2], NEXT).path.endswith("/lichni-danni/")


def test_one_does_not_represent_oneself(visit, person):
    page = reach(visit(person), "predstavlyavan", CHILD)
    page = page.submit({**REPRESENTED, "Личен номер": "8502124512"}, NEXT)
    assert page.errors == ["Въведете данните на друго лице или изберете „лично“"]


# Where and how


def test_any_local_office_and_any_regional_archive_centre_can_be_chosen(visit, person):
    """S2.4, trap 32; what no list of the institution confirms says so."""
    page = reach(visit(person), "tp")
    groups = {
        group.get("label"): [option.text for option in group]
        for group in page.root.xpath("//select/optgroup")
    }
    assert groups["Териториални поделения"] == [office.label for office in local_offices()]
    assert VRATSA in groups["Регионални архивни центрове"]
    assert "Списъкът на регионалните архивни центрове още не е потвърден от НОИ" in page.text
    assert page.submit({}, NEXT).errors == ["Изберете ТП или регионален архивен център"]
    file(reach(visit(person), "proverka", tp={BODY: VRATSA}))
    assert str(Application.objects.get().competent_body) == VRATSA


def test_the_three_ways_of_receiving_are_those_of_the_archive(visit, person):
    """S2.6, trap 37: against signature, with a return receipt, to the e-mail."""
    page = reach(visit(person), "poluchavane")
    assert [label.text for label in page.root.xpath("//label[contains(@class, 'radios__label')]")] == [
        "Лично срещу подпис в ТП на НОИ – Варна",
        "Чрез лицензиран пощенски оператор с обратна разписка",
        "По електронен път, на e-mail адрес",
    ]
    assert "7\u00a0дни" not in page.text
    page = page.submit({HOW: "Лично срещу подпис в ТП на НОИ – Варна"}, NEXT)
    declare(page).submit(button="Подай с ПИК")
    assert Application.objects.get().delivery_method == "counter"


# The description


def test_the_description_says_all_that_the_law_wants(page_client, db):
    """S2.0: purpose, five legal bases, parties, kinds, documents, inner course."""
    page = page_client.get("/uslugi/arhivni-udostovereniya/")
    for told in (
        "чл.\u00a05, ал.\u00a010 от Кодекса за социално осигуряване",
        "чл.\u00a05, ал.\u00a02 от Закона за установяване на трудов и осигурителен стаж по съдебен ред",
        "чл.\u00a040, ал.\u00a09 от Наредбата за пенсиите",
        "чл.\u00a08, ал.\u00a02 от Наредбата за трудовата книжка",
        "чл.\u00a030 от Инструкция №\u00a05 от 30.06.2005\u00a0г.",
        "доказват осигурителен стаж и осигурителен доход",
        "служебна бележка по чл.\u00a045, ал.\u00a01",
        "удостоверение за трудов стаж",
        "Справка за прекратени осигурители без правоприемник",
        "в 3-дневен срок от съобщението",
        "с обратна разписка",
        "Дубликат на издадено удостоверение се заплаща",
        "30\u00a0дни",
    ):
        assert told in page.text


@pytest.mark.parametrize(
    "slug", ["kachestvo", "vid", "osiguritel", "dokumenti", "tp", "poluchavane", "proverka"]
)
def test_a_page_asks_the_database_only_so_often(visit, person, django_assert_max_num_queries, slug):
    browser = visit(person)
    reach(browser, "proverka")
    with django_assert_max_num_queries(8):
        browser.client.get(f"{START}{slug}/")
