"""The official account into which sums are paid back: entered with four eyes, dated, never invented (A-02, Art. 114)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from nssi.foundation import clock
from nssi.institution.models import CompetentBody, RepaymentAccount
from nssi.institution.queries import repayment_account
from nssi.staff.actions.decide_proposal import approve_proposal
from nssi.staff.actions.propose_account import propose_account
from nssi.staff.actions.propose_value import ProposalRefused
from nssi.staff.models import ProposedAccount
from tests.support.benefits import ANOTHER_IBAN, IBAN
from tests.support.officials import Role, make_official

pytestmark = pytest.mark.django_db

PAGE = "/admin-portal/smetki/"
VARNA = "ТП на НОИ – Варна"


@pytest.fixture
def first(db):
    return make_official(Role.ADMINISTRATOR, name="Асен Колев")


@pytest.fixture
def second(db):
    return make_official(Role.ADMINISTRATOR, name="Вяра Стоева")


def typed(**more):
    return {
        "За кого е сметката?": VARNA,
        "От кога важи?": clock.today(),
        "IBAN": IBAN,
        "Титуляр": "НОИ – ТП Варна",
        "Източник": "заповед № 1",
        **more,
    }


def entered(first, second, body: str | None, iban: str = IBAN, since=None) -> None:
    of = CompetentBody.objects.get(pk=body) if body else None
    holder = "НОИ" if iban else ""
    made = propose_account(
        first, of, since=since or clock.today(), iban=iban, holder=holder, source="заповед"
    )
    approve_proposal(ProposedAccount, made.pk, second)


def held(body: str, day=None) -> str:
    account = repayment_account(CompetentBody.objects.get(pk=body), day or clock.today())
    return account.iban if account else ""


def test_one_proposes_another_approves_and_only_then_it_holds(at_work, first, second):
    page = at_work(first).get("/admin-portal/podeleniya/").follow("Сметки за връщане на суми")
    assert "Още няма въведени сметки." in page.text
    page = page.submit(typed(), "Предложи")
    assert page.errors == []
    assert page.buttons == ["Оттегли"], "whoever proposes does not decide"
    assert held("03") == ""
    page = (
        at_work(second)
        .get("/sluzhiteli/")
        .follow("Предложена сметка за връщане на суми чака втори администратор")
    )
    page = page.follow(next(name for name in page.links if name.startswith(VARNA)))
    assert "BG80 BNBG 9661 1020 3456 78" in page.text
    assert page.submit({"Защо го връщате?": ""}, "Върни").errors == ["Напишете защо го връщате"]
    page.submit(button="Сверих го, одобрявам")
    assert (held("03"), held("15")) == (IBAN, "")
    assert "НОИ – ТП Варна" in at_work(first).get(PAGE).text


def test_where_an_office_has_none_that_of_the_institution_holds_and_an_account_ends_on_its_day(first, second):
    entered(first, second, None, ANOTHER_IBAN)
    entered(first, second, "03")
    assert (held("03"), held("15")) == (IBAN, ANOTHER_IBAN)
    tomorrow = clock.today() + timedelta(days=1)
    entered(first, second, "03", "", tomorrow)
    assert (held("03"), held("03", tomorrow)) == (IBAN, ANOTHER_IBAN)


WRONG = [
    ({"IBAN": ""}, "Въведете IBAN на сметката"),
    ({"IBAN": "BG80BNBG96611020345679"}, "Проверете IBAN: в него има грешка"),
    ({"Титуляр": ""}, "Въведете титуляра на сметката"),
    ({"Източник": ""}, "Въведете източника"),
    ({"От кога важи?": clock.today() - timedelta(days=1)}, "Въведете днешния или бъдещ ден"),
]


@pytest.mark.parametrize(("more", "told"), WRONG, ids=["none", "digit", "holder", "source", "past"])
def test_what_cannot_be_proposed(at_work, first, more, told):
    assert at_work(first).get(PAGE).submit(typed(**more), "Предложи").errors == [told]
    assert not ProposedAccount.objects.exists()


def test_nobody_approves_their_own_or_twice_and_one_proposal_waits_at_a_time(at_work, first, second):
    made = propose_account(first, None, since=clock.today(), iban=IBAN, holder="НОИ", source="заповед")
    with pytest.raises(ProposalRefused):
        approve_proposal(ProposedAccount, made.pk, first)
    page = (
        at_work(second)
        .get(PAGE)
        .submit(typed(**{"За кого е сметката?": "За всички без своя сметка"}), "Предложи")
    )
    assert page.errors[0].startswith("За това поделение вече има предложение")
    with clock.shift(timedelta(days=1)), pytest.raises(ProposalRefused):
        approve_proposal(ProposedAccount, made.pk, second)  # its day is over
    approve_proposal(ProposedAccount, made.pk, second)
    with pytest.raises(ProposalRefused):
        approve_proposal(ProposedAccount, made.pk, second)
    assert RepaymentAccount.objects.count() == 1


def test_the_database_lets_nobody_alter_an_account_or_decide_alone(first, second):
    entered(first, second, None)
    made = propose_account(first, None, since=clock.today(), iban=IBAN, holder="НОИ", source="заповед")
    for statement in (
        "UPDATE institution_repaymentaccount SET iban = 'BG00'",
        "DELETE FROM institution_repaymentaccount",
        f"UPDATE staff_proposedaccount SET iban = 'BG00' WHERE id = {made.pk}",
        f"UPDATE staff_proposedaccount SET state = 'rejected', reason = 'не', decided_by_id = {first.pk}, decided_at = now() WHERE id = {made.pk}",
    ):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_only_administrators_see_the_page(at_work):
    assert at_work(make_official(Role.CLERK)).get(PAGE).status == 403
