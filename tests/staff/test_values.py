"""Values of the law and of the tariff: seen by year, entered with four eyes, in force from a day, never altered (A-03, issue 9)."""

import json
from datetime import date, timedelta
from decimal import Decimal
from functools import partial

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from nssi.audit.models import AuditEntry
from nssi.enquiries.article_4_1_4 import month_of_pay
from nssi.foundation import clock
from nssi.institution.models import EnteredValue
from nssi.institution.parameters import current_parameters
from nssi.law.calendar import Month
from nssi.law.errors import MissingValue
from nssi.law.parameters import shipped
from nssi.law.recompute import recompute
from nssi.law.render import render
from nssi.operate.command import main
from nssi.staff.actions.decide_proposal import approve_proposal, reject_proposal, withdraw_proposal
from nssi.staff.actions.propose_value import ProposalRefused, propose_value
from nssi.staff.models import ProposedValue
from nssi.staff.values import Kind, kind_of, missing_values, read_value
from tests.support.officials import Role, make_official
from tests.support.register import INSURER

pytestmark = pytest.mark.django_db

LIST, WAGE = "/admin-portal/razmeri/", "/admin-portal/razmeri/minimum_wage/"
NEXT_YEAR = clock.today().year + 1
JANUARY = date(NEXT_YEAR, 1, 1)
NBSP = "\xa0"
TYPED = {
    "В сила от": JANUARY,
    "Стойност": "700",
    "Акт": "ПМС № 1",
    "Източник": "ДВ, бр. 99",
    "Прочетено е в самия акт": True,
    "За кое време важи?": "Само занапред",
}
BACK = {"За кое време важи?": "И за минало време", "Коя разпоредба му дава обратна сила?": "§ 5 от акта"}


@pytest.fixture
def first(db):
    return make_official(Role.ADMINISTRATOR, name="Асен Колев")


@pytest.fixture
def second(db):
    return make_official(Role.ADMINISTRATOR, name="Вяра Стоева")


def proposed(by, since=JANUARY, value="700.00", currency="EUR", name="minimum_wage", **more):
    return propose_value(
        by, name=name, since=since, value=value, currency=currency, act="ПМС № 1", source="ДВ, бр. 99",
        **{"verified": True, **more},
    )  # fmt: skip


def wage_on(day):
    return current_parameters().at("minimum_wage", day).money.text


def test_one_enters_another_approves_and_only_then_it_holds_from_its_day_on(
    at_work, first, second, page_client
):
    page = at_work(first).get("/sluzhiteli/").follow("Размери и тарифа")
    page = page.submit({"Година": str(NEXT_YEAR)}, "Покажи")
    assert "Минимална месечна работна заплата" in page.text
    page = page.follow("Минимална месечна работна заплата").submit(TYPED, "Предложи")
    assert "Ще важи, след като го одобри друг администратор" in page.text
    assert page.buttons == ["Оттегли"], "whoever proposes does not decide"
    with pytest.raises(MissingValue):
        wage_on(JANUARY)

    page = at_work(second).get("/sluzhiteli/").follow("1 предложение чака втори администратор")
    page = page.follow("Минимална месечна работна заплата")
    assert f"700,00{NBSP}€" in page.text and "Асен Колев" in page.text and "ДВ, бр. 99" in page.text
    page = page.submit(button="Сверих го, одобрявам")
    assert "Одобрено. Важи от своята дата." in page.text
    assert page.buttons == []

    assert wage_on(JANUARY) == "700.00"
    assert (
        wage_on(JANUARY - timedelta(days=1))
        == shipped().at("minimum_wage", JANUARY - timedelta(days=1)).money.text
    )
    public = page_client.get("/informatsiya/osigureni-po-chl-4-al-1-t-4/", {"godina": str(NEXT_YEAR)})
    assert f"700,00{NBSP}€" in public.text
    shown = at_work(first).get(WAGE).text
    assert "въведена тук" in shown and "ПМС № 1" in shown
    events = AuditEntry.objects.filter(event__startswith="staff.value_").order_by("pk")
    assert [(entry.event, entry.actor_id) for entry in events] == [
        ("staff.value_proposed", str(first.pk)),
        ("staff.value_approved", str(second.pk)),
    ]


def test_an_answer_names_the_entered_value_and_its_source_and_is_computed_again_from_itself(first, second):
    for name, value in ("minimum_wage", "700.00"), ("maximum_insurable_income", "2500.00"):
        approve_proposal(ProposedValue, proposed(first, name=name, value=value).pk, second)
    march = month_of_pay(Month(NEXT_YEAR, 3), Decimal(100), Decimal(8), current_parameters())
    receipt = march.income.as_json()
    rows = {row["name"]: row for row in receipt["parameters"]}
    assert (rows["minimum_wage"]["value"], rows["minimum_wage"]["entered"]) == ("700.00", True)
    assert "ПМС № 1; въведено от института по ДВ, бр. 99" in render(receipt)
    assert recompute(receipt).same, "the receipt needs nothing but itself"


def test_the_command_line_answers_from_the_release_or_from_what_holds_here_and_says_which(
    first, second, capsys, tmp_path
):
    approve_proposal(ProposedValue, proposed(first, name="minimum_wage", value="700.00").pk, second)
    facts = tmp_path / "facts.json"
    relation = {"insurer": INSURER, "pay": "100.00", "state": "received", "currency": "EUR"}
    facts.write_text(json.dumps({"month": f"{NEXT_YEAR}-03", "insured_type": "06", "relations": [relation]}))
    approve_proposal(
        ProposedValue, proposed(first, name="maximum_insurable_income", value="2500.00").pk, second
    )
    assert main(["law", "insurable-income", str(facts)]) == 2, "the release has no value for the next year"
    assert capsys.readouterr().out == ""
    assert main(["law", "insurable-income", "--in-force", str(facts)]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["values"], answer["floor"]["amount"]) == ("in_force", "700.00")
    used = {row["name"]: row["entered"] for row in answer["receipt"]["parameters"]}
    assert used["minimum_wage"] and used["maximum_insurable_income"]
    for options, lacks in ([], True), (["--in-force"], False):
        assert main(["law", "missing", "--year", str(NEXT_YEAR), *options]) == 0
        told = json.loads(capsys.readouterr().out)
        assert ("minimum_wage" in {row["name"] for row in told["missing"]}) is lacks
        assert ("values" in told) is not lacks


def test_a_price_of_the_tariff_goes_the_same_way(at_work, first, second):
    page = (
        at_work(first)
        .get(LIST, {"pokazhi": "tarifa"})
        .follow("Дубликат на удостоверение от осигурителния архив")
    )
    assert "Няма въведена стойност." in page.text
    tomorrow = clock.today() + timedelta(days=1)
    page = page.submit({**TYPED, "В сила от": tomorrow, "Стойност": "2,56"}, "Предложи")
    at_work(second).get(page.path).submit(button="Сверих го, одобрявам")
    held = current_parameters().at("fee_duplicate_certificate", tomorrow)
    assert (held.money.cents, held.verified, held.entered) == (256, True, True)
    with pytest.raises(MissingValue):
        current_parameters().at("fee_duplicate_certificate", clock.today())


def test_it_is_returned_with_a_reason_and_stays_written(at_work, first, second):
    page = at_work(second).get(f"/admin-portal/predlozheniya/{proposed(first).pk}/")
    page = page.submit({"Защо го връщате?": ""}, "Върни")
    assert page.errors == ["Напишете защо го връщате"]
    page = page.submit({"Защо го връщате?": "В акта е 701,00 евро"}, "Върни")
    assert "Върнато." in page.text and "В акта е 701,00\xa0евро" in page.text
    assert "В акта е 701,00\xa0евро" in at_work(first).get("/admin-portal/predlozheniya/").text
    assert not EnteredValue.objects.exists()


def test_the_proposer_alone_takes_it_back(at_work, first, second):
    proposal = proposed(first)
    with pytest.raises(ProposalRefused):
        withdraw_proposal(ProposedValue, proposal.pk, second)
    page = at_work(first).get(f"/admin-portal/predlozheniya/{proposal.pk}/").submit(button="Оттегли")
    assert "Оттеглено." in page.text
    proposed(first)  # the day is free again


@pytest.mark.parametrize(
    "decide",
    [
        partial(approve_proposal, ProposedValue),
        partial(reject_proposal, ProposedValue, reason="не"),
    ],
    ids=["approve", "reject"],
)
def test_nobody_decides_on_their_own_proposal(at_work, first, decide):
    proposal = proposed(first)
    with pytest.raises(ProposalRefused):
        decide(proposal.pk, first)
    page = at_work(first).post(f"/admin-portal/predlozheniya/{proposal.pk}/", {"decision": "approve"})
    assert page.errors == ["Предложили сте го Вие. Одобрява или връща друг администратор."]
    assert not EnteredValue.objects.exists()


def test_of_two_who_decide_at_once_the_second_is_told(at_work, first, second):
    proposal = proposed(first)
    page = at_work(second).get(f"/admin-portal/predlozheniya/{proposal.pk}/")
    reject_proposal(ProposedValue, proposal.pk, make_official(Role.ADMINISTRATOR), "не")
    page = page.submit(button="Сверих го, одобрявам")
    assert page.errors == ["Предложението вече е решено. Нищо не е променено."]
    assert not EnteredValue.objects.exists()


def test_what_waited_past_its_day_cannot_be_approved_any_more(at_work, first, second, travel):
    proposal = proposed(first, since=clock.today() + timedelta(days=1))
    travel(days=1)
    page = (
        at_work(second)
        .get(f"/admin-portal/predlozheniya/{proposal.pk}/")
        .submit(button="Сверих го, одобрявам")
    )
    assert page.errors[0].startswith("Денят, от който важи, вече е настъпил.")
    assert not EnteredValue.objects.exists()


def test_a_value_that_reaches_back_says_so_and_on_what_ground(at_work, first, second):
    since = clock.today() - timedelta(days=30)
    page = at_work(first).get(WAGE).submit({**TYPED, "В сила от": since}, "Предложи")
    assert page.errors == [
        "Датата е днес или е минала. Въведете утрешна или по-късна, или отбележете, че важи и за минало време."
    ]
    page = page.submit({**BACK, "Коя разпоредба му дава обратна сила?": ""}, "Предложи")
    assert page.errors == ["Посочете разпоредбата, която му дава обратна сила"]
    page = page.submit(BACK, "Предложи")
    assert "Издаденото не се преизчислява само" in page.text and "§ 5 от акта" in page.text
    assert "за времето, за което ще важи новата стойност: 0" in page.text
    page = at_work(second).get(page.path).submit(button="Сверих го, одобрявам")
    assert wage_on(since) == "700.00"
    assert wage_on(since - timedelta(days=1)) != "700.00"


def test_of_one_day_the_value_entered_last_holds_and_the_first_stays_written(first, second):
    for value in ("700.00", "701.00"):
        approve_proposal(ProposedValue, proposed(first, value=value).pk, second)
    assert wage_on(JANUARY) == "701.00"
    assert EnteredValue.objects.count() == ProposedValue.objects.count() == 2


def test_one_proposal_for_a_day_waits_at_a_time(at_work, first, second):
    proposed(second)
    page = at_work(first).get(WAGE).submit(TYPED, "Предложи")
    assert page.errors == ["За тази дата вече има предложение, което чака. Оттеглете го или изчакайте."]


TOMORROW = clock.today() + timedelta(days=1)
WRONG = [
    ("minimum_wage", {"Стойност": ""}, "Въведете сума над 0"),
    ("minimum_wage", {"Стойност": "много"}, "Въведете сума над 0"),
    ("minimum_wage", {"Стойност": "0"}, "Въведете сума над 0"),
    ("minimum_wage", {"Стойност": "-5"}, "Въведете сума над 0"),
    ("minimum_wage", {"Стойност": "1,234"}, "Въведете сума над 0"),
    ("minimum_wage", {"Стойност": "1e9"}, "Въведете сума над 0"),
    ("minimum_wage", {"Стойност": "NaN"}, "Въведете сума над 0"),
    ("minimum_wage", {"Стойност": "9" * 21}, "Въведете сума над 0"),
    ("pension_indexation", {"Стойност": "101"}, "Въведете процент от 0 до 100"),
    ("appeal_term_unemployment", {"Стойност": "14,5"}, "Въведете цяло число"),
    ("unemployment_eu_income", {"Стойност": "2"}, "Въведете цяло число"),
    ("minimum_wage", {"Акт": ""}, "Въведете акта"),
    ("minimum_wage", {"Акт": "а" * 201}, "Текстът може да е до 200"),
    ("minimum_wage", {"Източник": ""}, "Въведете източника"),
    ("minimum_wage", {"В сила от": ("31", "2", "2027")}, "Въведете истинска дата"),
    ("minimum_wage", {"В сила от": ("1", "1", "2999")}, "Въведете дата от 1991 до"),
    ("minimum_wage", {"В сила от": ("1", "1", "1990"), **BACK}, "Въведете дата от 1991 до"),
    ("country_average_income", {"В сила от": date(NEXT_YEAR, 1, 15)}, "Стойността е за един месец."),
]


@pytest.mark.parametrize(
    ("name", "typed", "error"), WRONG, ids=[f"{row[0]}: {row[2]} {index}" for index, row in enumerate(WRONG)]
)
def test_what_cannot_be_is_told_at_its_field_and_nothing_typed_is_lost(at_work, first, name, typed, error):
    page = at_work(first).get(f"{LIST}{name}/").submit({**TYPED, **typed}, "Предложи")
    assert len(page.errors) == 1 and page.errors[0].startswith(error)
    assert page.form("Предложи").values["source"] == typed.get("Източник", "ДВ, бр. 99")
    assert not ProposedValue.objects.exists()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("pension_age_men", "Таблица от няколко числа"),
        ("contribution_work_accident", "Зависи от повече от едно число"),
    ],
)
def test_what_is_more_than_a_number_is_not_entered_here(at_work, first, name, said):
    page = at_work(first).get(f"{LIST}{name}/")
    assert said in page.text and page.buttons == []
    assert at_work(first).post(f"{LIST}{name}/", {"value": "1"}).buttons == []


def test_an_unknown_parameter_is_no_page(at_work, first):
    assert at_work(first).get(f"{LIST}salary/").status == 404


@given(
    st.sampled_from([Kind.MONEY, Kind.PERCENT, Kind.WHOLE]),
    st.text("0123456789., -eN", max_size=14),
)
def test_whatever_is_typed_is_refused_or_kept_so_that_it_is_read_again_as_the_same(kind, typed):
    try:
        kept = read_value(kind, "месец", typed)
    except ValueError:
        return
    assert read_value(kind, "месец", kept) == kept
    assert float(kept) == float(typed.replace(" ", "").replace(",", "."))


def test_the_database_lets_nobody_approve_their_own_or_alter_what_was_decided(first, second):
    proposal = proposed(first)
    approved = approve_proposal(ProposedValue, proposed(first, since=date(NEXT_YEAR, 2, 1)).pk, second)
    for change in (
        f"UPDATE staff_proposedvalue SET value = '1' WHERE id = {proposal.pk}",
        f"UPDATE staff_proposedvalue SET state = 'rejected', reason = 'не', decided_by_id = {first.pk}, decided_at = now() WHERE id = {proposal.pk}",
        f"UPDATE staff_proposedvalue SET reason = 'друго' WHERE id = {approved.pk}",
        f"DELETE FROM staff_proposedvalue WHERE id = {proposal.pk}",
        "UPDATE institution_enteredvalue SET value = '1'",
        "DELETE FROM institution_enteredvalue",
    ):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change)


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (date(2026, 10, 31), {2026: False}),
        (date(2026, 11, 1), {2026: False, 2027: True}),
        (date(2027, 1, 1), {2027: True}),
    ],
)
def test_at_the_turn_of_the_year_it_is_said_that_nothing_is_entered(today, said):
    assert {each.year: each.all_of_it for each in missing_values(shipped(), today)} == said


def test_the_home_of_an_administrator_says_what_lacks_until_it_is_entered(at_work, first, second, travel):
    travel(days=(date(clock.today().year, 12, 1) - clock.today()).days)
    assert f"За {NEXT_YEAR}{NBSP}г. няма въведени размери." in at_work(first).get("/sluzhiteli/").text
    approve_proposal(ProposedValue, proposed(first).pk, second)
    home = at_work(first).get("/sluzhiteli/")
    assert "няма въведени размери" not in home.text
    page = home.follow(f"Вижте кои липсват за {NEXT_YEAR}{NBSP}г.")
    assert "Максимален месечен размер" in page.text and "Минимална месечна" not in page.text
    assert "няма въведени размери" not in at_work(make_official()).get("/sluzhiteli/").text


def test_what_is_not_verified_is_shown_as_such(at_work, first):
    page = at_work(first).get(LIST, {"godina": "2013", "pokazhi": "neprovereni"})
    assert "Максимален месечен размер на осигурителния доход" in page.text and "непроверена" in page.text
    assert "няма такава" not in at_work(first).get(LIST, {"godina": "хиляда", "pokazhi": "друго"}).text


def test_every_parameter_of_the_release_can_be_shown(at_work, first):
    browser = at_work(first)
    for name in (
        "minimum_wage",
        "pension_age_men",
        "invalidity_service",
        "pension_indexation",
        "fee_duplicate_certificate",
    ):
        assert browser.get(f"{LIST}{name}/").h1 == shipped().schedule(name).title
    assert {kind_of(schedule) for schedule in shipped().schedules.values()} == set(Kind)


def test_the_pages_ask_the_database_only_so_often(at_work, first, second, django_assert_num_queries):
    for month in range(1, 10):
        approve_proposal(ProposedValue, proposed(first, since=date(NEXT_YEAR, month, 1)).pk, second)
    browser = at_work(second)
    for path, queries in (LIST, 4), (WAGE, 4), ("/admin-portal/predlozheniya/", 5):
        browser.get(path)
        with django_assert_num_queries(queries):  # the session, who it is, the values, what was proposed
            browser.get(path)
