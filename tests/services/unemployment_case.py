"""A registration for unemployment benefit up to its grant, for tests of what follows. A module imports the fixtures it wants."""

from datetime import UTC, date, datetime

import pytest

from nssi.demo.cases import unemployment_benefit
from nssi.law.calendar import Month
from nssi.look.page_client import Page
from nssi.proceedings.models import Proceeding
from nssi.services.unemployment_benefit.service import UNEMPLOYMENT_BENEFIT
from tests.services.walks import filed_at_once
from tests.support.officials import Role, make_official
from tests.support.register import declare, merged_file

FILED = datetime(2026, 3, 20, 9, tzinfo=UTC)
NUMBER = "8502124512"
ANSWERS = unemployment_benefit(date(2026, 3, 16), "BG80BNBG96611020345678") | {
    "personal_data": {
        "id_card": "641234567",
        "address": "гр. Варна, ул. Шипка 5, 9000",
        "phone": "0888123456",
        "email": "maria@example.bg",
    },
    "delivery": {"method": "electronic", "electronic_address": "maria@example.bg"},
}
OK = {"Копие от акта за прекратяване на правоотношението: акт.pdf": "приет"}
ASSESSED = {
    "Доказателство за прекратяването": "заповед № 12",
    "Регистрация в бюрото по труда от": date(2026, 3, 18),
    "Доказателство за регистрацията": "справка от бюрото по труда",
}


@pytest.fixture
def worked(person):
    """Two years of work until the contract ended, declared by the insurer."""
    file = merged_file()
    for back in range(25):
        declare(NUMBER, Month(2026, 2).plus(-back), file, insurable_income=200_000)


@pytest.fixture
def inspector(db):
    return make_official(Role.UNEMPLOYMENT_INSPECTOR)


@pytest.fixture
def proceeding(person, worked) -> Proceeding:
    application = filed_at_once(person, UNEMPLOYMENT_BENEFIT, ANSWERS, {"termination_act": "акт.pdf"})
    return Proceeding.objects.get(application=application)


@pytest.fixture
def act(at_work, inspector):
    """Let the inspector do an act by its page; return the page after it."""

    def do(proceeding: Proceeding, title: str, **typed) -> Page:
        page = at_work(inspector).get(f"/sluzhiteli/prepiski/{proceeding.pk}/").follow(title)
        page = page.submit(typed, title)
        proceeding.refresh_from_db()
        return page

    return do


@pytest.fixture
def granted(proceeding, act) -> Proceeding:
    """The proceeding after the grant."""
    act(proceeding, "Регистрирайте лицето")
    act(proceeding, "Прегледайте документите", **OK)
    act(proceeding, "Решете по заявлението", **ASSESSED)
    return proceeding
