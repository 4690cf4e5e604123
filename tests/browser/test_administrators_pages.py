"""The administrator's pages, each looked at once on a phone: accessible, and four eyes from the form to the value (J6, A-02…A-09)."""

from datetime import date

import pytest

from nssi.access.models import Official
from nssi.foundation import clock
from nssi.institution.models import OutreachOffice
from nssi.institution.parameters import current_parameters
from nssi.institution.queries import forget_local_offices
from nssi.pik.models import PikProcedure, StepRun
from tests.support.officials import Role, make_official
from tests.support.portal import desk_of, portal
from tests.support.post import mailbox, port
from tests.support.visitors import own_attachments, person

__all__ = ["mailbox", "own_attachments", "person", "port", "portal"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser-proceedings"),
    pytest.mark.django_db(transaction=True),
]

JANUARY = date(clock.today().year + 1, 1, 1)
PAGES = (
    "/sluzhiteli/",
    "/admin-portal/razmeri/",
    "/admin-portal/predlozheniya/",
    "/admin-portal/podeleniya/",
    "/admin-portal/podeleniya/novo/",
    "/admin-portal/podeleniya/03/",
    "/admin-portal/podeleniya/03/zakriy/",
    "/admin-portal/izneseni-ofisi/",
    "/admin-portal/smetki/",
    "/admin-portal/uslugi/",
    "/admin-portal/uslugi/arhivni-udostovereniya/",
    "/admin-portal/kalendar/",
    "/admin-portal/srokove/",
    "/admin-portal/obraztsi/",
    "/admin-portal/obraztsi/saobshtenie/dokument/",
    "/admin-portal/dostavchik/",
    "/admin-portal/pik-protseduri/",
)


@pytest.fixture
def procedure(person) -> PikProcedure:
    now = clock.now()
    made = PikProcedure.objects.create(
        token_digest=b"0" * 32, phone="+359888000101", person=person, created_at=now
    )
    StepRun.objects.create(
        procedure=made, step=1, state="failed", failure="F05", started_at=now, ended_at=now
    )
    return made


def test_an_administrator_enters_a_value_another_approves_it_and_every_page_is_accessible(
    portal, open_page, procedure
):
    first, second = (
        desk_at(make_official(Role.ADMINISTRATOR, name=name), portal, open_page) for name in NAMES
    )
    OutreachOffice.objects.create(local_office_id="03", name="Провадия", address="пл. „Свобода“ 1")

    first.go("/admin-portal/razmeri/minimum_wage/")
    first.press("Предложи")
    first.sees("Има проблем")
    first.is_accessible()
    for box, number in ("Ден", JANUARY.day), ("Месец", JANUARY.month), ("Година", JANUARY.year):
        first.page.get_by_label(box, exact=True).fill(str(number))
    for label, text in ("Стойност", "700,00"), ("Акт", "ПМС № 1"), ("Източник", "ДВ, бр. 99"):
        first.page.get_by_label(label, exact=True).fill(text)
    first.page.get_by_label("Прочетено е в самия акт").check()
    first.press("Предложи")
    first.sees("Ще важи, след като го одобри друг администратор")
    first.is_accessible()

    second.go("/admin-portal/predlozheniya/")
    second.follow("Минимална месечна работна заплата")
    second.is_accessible()
    second.press("Сверих го, одобрявам")
    second.sees("Одобрено. Важи от своята дата.")
    assert current_parameters().at("minimum_wage", JANUARY).money.text == "700.00"

    for path in (*PAGES, f"/admin-portal/pik-protseduri/{procedure.pk}/"):
        first.go(path)
        first.is_accessible()
    forget_local_offices()


NAMES = ("Асен Колев", "Вяра Стоева")


def desk_at(official: Official, portal, open_page):
    return desk_of(official, portal, open_page(width=360, scripts=False))
