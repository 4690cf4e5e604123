"""The service as the register knows it: its address, its form, its checklist, who is competent."""

from dataclasses import replace
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from nssi.applications.representation import CAPACITY, REPRESENTED, is_authorised
from nssi.applications.services import AdministrativeService, FormVersion, PaperForm, Particulars
from nssi.applications.shared_forms import DeclarationForm, DocumentsForm, PersonalDataForm, delivery_of
from nssi.applications.steps import Answers, Kind, Slot, Step
from nssi.services.pension_recalculation.choices import Basis, FormTemplate, payer_code
from nssi.services.pension_recalculation.description import DESCRIPTION
from nssi.services.pension_recalculation.follow_up import after_filing
from nssi.services.pension_recalculation.forms import (
    CapacityForm,
    DeliveryForm,
    RecalculationForm,
    StartForm,
    WorksForm,
)
from nssi.services.pension_recalculation.queries import SLUG

TEMPLATES = Path(__file__).parent / "templates" / "pension_recalculation"


def is_attached(answers: Answers) -> bool:
    """Return whether the official form comes filled in and signed, so that the wizard does not ask for it again."""
    return answers.get("recalculation", {}).get("way") == "attached"


def is_once(answers: Answers) -> bool:
    """Return whether the pension is to be recalculated once, by form УП-26."""
    return bool(answers.get("recalculation", {}).get("template") == FormTemplate.UP26)


def asks_for_work(answers: Answers) -> bool:
    """Return whether the work after retirement is asked for: УП-26 has a place for it, УП-26.1 has none."""
    return is_once(answers) and not is_attached(answers)


def counts_income(answers: Answers) -> bool:
    """Return whether income may count, so that documents for it are of use."""
    return answers.get("recalculation", {}).get("basis") != Basis.SERVICE


def _particulars(answers: Answers) -> Particulars:
    method, address = delivery_of(answers)
    return Particulars(
        competent_body_code=payer_code(answers["start"]),
        email=answers["personal_data"]["email"],
        delivery_method=method,
        delivery_address=address,
    )


FORM = FormVersion(
    version="2026-1",
    steps=(
        Step("start", "nachalo", _("Преди да започнете"), StartForm),
        replace(CAPACITY, form=CapacityForm),
        REPRESENTED,
        Step("personal_data", "lichni-danni", _("Лични данни"), PersonalDataForm),
        Step(
            "recalculation",
            "vid",
            _("Вид преизчисляване"),
            RecalculationForm,
            own_template="pension_recalculation/recalculation.html",
        ),
        Step("works", "rabota", _("Работа след пенсионирането"), WorksForm, applies=asks_for_work),
        Step("documents", "dokumenti", _("Документи"), DocumentsForm, Kind.DOCUMENTS),
        Step(
            "delivery",
            "poluchavane",
            _("Начин на получаване"),
            DeliveryForm,
            own_template="pension_recalculation/delivery.html",
        ),
        Step("check", "proverka", _("Проверете данните"), DeclarationForm, Kind.CHECK),
    ),
    slots=(
        Slot(
            "signed_form",
            _("Попълнено и подписано заявление обр. УП-26 или УП-26.1"),
            required=True,
            missing=_("Приложете попълненото и подписано заявление"),
            applies=is_attached,
        ),
        Slot(
            "power_of_attorney",
            _("Пълномощно (сканирано)"),
            required=True,
            missing=_("Приложете сканирано пълномощно"),
            applies=is_authorised,
        ),
        Slot(
            "service_documents",
            _("Документи за осигурителен (трудов) стаж"),
            hint=_("Ако ги приложите сканирани, ще Ви поискаме оригиналите с писмо."),
        ),
        Slot(
            "income_documents",
            _("Документи за осигурителния доход за стажа след пенсионирането"),
            hint=_("Ако ги приложите сканирани, ще Ви поискаме оригиналите с писмо."),
            applies=counts_income,
        ),
        Slot("other", _("Друг документ")),
    ),
    particulars=_particulars,
    papers=(
        PaperForm(
            "up-26",
            _("Обр. УП-26 – заявление за еднократно преизчисляване на пенсия за трудова дейност"),
            TEMPLATES / "up_26.typ",
            applies=is_once,
        ),
        PaperForm(
            "up-26-1",
            _("Обр. УП-26.1 – заявление за служебно ежегодно преизчисляване на пенсия за трудова дейност"),
            TEMPLATES / "up_26_1.typ",
        ),
    ),
)

PENSION_RECALCULATION = AdministrativeService(
    slug=SLUG,
    register_index="1003",
    description=DESCRIPTION,
    forms=(FORM,),
    after_filing=after_filing,
)
