"""The service as the register knows it: its address, its form, where things stand in its answers."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from nssi.applications.second_filing import STEP
from nssi.applications.services import AdministrativeService, FormVersion, PaperForm, Particulars
from nssi.applications.shared_forms import DocumentsForm, delivery_of
from nssi.applications.steps import Answers, Kind, Slot, Step
from nssi.services.unemployment_benefit.description import AFTER_FILING, DESCRIPTION
from nssi.services.unemployment_benefit.forms import (
    SLUG,
    AbroadForm,
    AccountForm,
    CircumstancesForm,
    DeclarationForm,
    DeliveryForm,
    LocalOfficeForm,
    PeriodsAbroadForm,
    PersonalDataForm,
    SecondFilingForm,
    StartForm,
    TerminationForm,
)


def _particulars(answers: Answers) -> Particulars:
    method, address = delivery_of(answers)
    return Particulars(
        competent_body_code=answers["local_office"]["local_office"],
        email=answers["personal_data"]["email"],
        delivery_method=method,
        delivery_address=address,
    )


def _worked_abroad(answers: Answers) -> bool:
    return answers.get("abroad", {}).get("worked_abroad") == "yes"


def _attaches_foreign_documents(answers: Answers) -> bool:
    entries = answers.get("periods_abroad", {}).get("entries", [])
    return any(period["proof"] == "attached" for period in entries)


FORM = FormVersion(
    version="2026-2",
    steps=(
        Step(
            "start",
            "nachalo",
            _("Преди да започнете"),
            StartForm,
            own_template="unemployment_benefit/start.html",
        ),
        Step(STEP, "povtorno", _("Повторно подаване"), SecondFilingForm),
        Step("personal_data", "lichni-danni", _("Лични данни"), PersonalDataForm),
        Step(
            "local_office",
            "tp",
            _("Избор на ТП"),
            LocalOfficeForm,
            own_template="unemployment_benefit/local_office.html",
        ),
        Step("termination", "prekratyavane", _("Данни за прекратяването"), TerminationForm),
        Step(
            "abroad",
            "chuzhbina",
            _("Работа в друга държава"),
            AbroadForm,
            own_template="unemployment_benefit/abroad.html",
        ),
        Step(
            "periods_abroad",
            "periodi-v-chuzhbina",
            _("Периоди в други държави"),
            PeriodsAbroadForm,
            own_template="unemployment_benefit/abroad.html",
            applies=_worked_abroad,
        ),
        Step("circumstances", "obstoyatelstva", _("Обстоятелства, които декларирате"), CircumstancesForm),
        Step("account", "smetka", _("Банкова сметка"), AccountForm),
        Step("documents", "dokumenti", _("Документи"), DocumentsForm, Kind.DOCUMENTS),
        Step(
            "delivery",
            "poluchavane",
            _("Начин на получаване"),
            DeliveryForm,
            own_template="unemployment_benefit/delivery.html",
        ),
        Step("check", "proverka", _("Проверете данните"), DeclarationForm, Kind.CHECK),
    ),
    slots=(
        Slot(
            "termination_act",
            _("Копие от акта за прекратяване на правоотношението"),
            hint=_("Заповедта или друг акт, с който правоотношението е прекратено"),
            required=True,
            missing=_("Приложете копие от акта за прекратяване на правоотношението"),
        ),
        Slot(
            "foreign_periods",
            _("Документи за периодите в други държави"),
            hint=_("Например U1. Оригинала на хартия носете в ТП, дори да приложите копие тук."),
            required=True,
            missing=_("Приложете документите за периодите в други държави"),
            applies=_attaches_foreign_documents,
        ),
        Slot("other", _("Друг документ")),
    ),
    particulars=_particulars,
    papers=(
        PaperForm(
            "prilozhenie-1",
            _("Приложение №\u00a01 – заявление-декларация за парично обезщетение за безработица"),
            Path(__file__).parent / "templates" / "unemployment_benefit" / "annex_1.typ",
        ),
    ),
)

UNEMPLOYMENT_BENEFIT = AdministrativeService(
    slug=SLUG,
    register_index="1001",
    description=DESCRIPTION,
    forms=(FORM,),
    after_filing=AFTER_FILING,
)
