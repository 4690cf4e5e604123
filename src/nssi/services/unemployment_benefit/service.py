"""The service as the register knows it: its address, its form, where things stand in its answers."""

from django.utils.translation import gettext_lazy as _

from nssi.applications.services import AdministrativeService, FormVersion, Particulars
from nssi.applications.shared_forms import DeclarationForm, DocumentsForm, PersonalDataForm, delivery_of
from nssi.applications.steps import Answers, Kind, Slot, Step
from nssi.services.unemployment_benefit.description import AFTER_FILING, DESCRIPTION
from nssi.services.unemployment_benefit.forms import (
    DeliveryForm,
    LocalOfficeForm,
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


FORM = FormVersion(
    version="2026-1",
    steps=(
        Step(
            "start",
            "nachalo",
            _("Преди да започнете"),
            StartForm,
            own_template="unemployment_benefit/start.html",
        ),
        Step("personal_data", "lichni-danni", _("Лични данни"), PersonalDataForm),
        Step("local_office", "tp", _("Избор на ТП"), LocalOfficeForm),
        Step(
            "termination",
            "prekratyavane",
            _("Данни за прекратяването"),
            TerminationForm,
            own_template="unemployment_benefit/termination.html",
        ),
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
            "other",
            _("Друг документ"),
            hint=_(
                "Например документ U1 от друга държава. Оригинала на хартия носете в ТП, дори да приложите копие тук."
            ),
        ),
    ),
    particulars=_particulars,
)

UNEMPLOYMENT_BENEFIT = AdministrativeService(
    slug="obezshtetenie-bezrabotitsa",
    register_index="1001",
    description=DESCRIPTION,
    forms=(FORM,),
    after_filing=AFTER_FILING,
)
