"""A service of three questions and two slots, as small as one can be."""

from django import forms
from django.db.models import TextChoices

from nssi.applications.fields import LocalOfficeField, MailField
from nssi.applications.forms import StepForm
from nssi.applications.services import AdministrativeService, FormVersion, Particulars, ServiceDescription
from nssi.applications.steps import Answers, Kind, Slot, Step
from nssi.delivery.methods import DeliveryMethod
from nssi.look.forms import Radios


class Need(TextChoices):
    MUCH = "much", "Много"
    LITTLE = "little", "Малко"


class ReachForm(StepForm):
    email = MailField(label="E-mail")
    local_office = LocalOfficeField(label="ТП")

    def prepare(self) -> None:
        self.fields["email"].required = not self.assisted


class NeedForm(StepForm):
    need = forms.ChoiceField(label="Колко искате?", choices=Need.choices, widget=Radios)


class WhyForm(StepForm):
    why = forms.CharField(label="Защо толкова?", max_length=100)


class NothingForm(StepForm):
    pass


class DeclarationForm(StepForm):
    declared = forms.BooleanField(label="Декларирам, че това е така.")


def particulars(answers: Answers) -> Particulars:
    reach = answers["reach"]
    return Particulars(reach["local_office"], reach["email"], DeliveryMethod.COUNTER, "")


FORM = FormVersion(
    version="1",
    steps=(
        Step("reach", "vrazka", "Връзка с Вас", ReachForm),
        Step("need", "nuzhda", "Нужда", NeedForm),
        Step(
            "why",
            "zashto",
            "Причина",
            WhyForm,
            applies=lambda answers: answers.get("need", {}).get("need") == Need.MUCH,
        ),
        Step("documents", "dokumenti", "Документи", NothingForm, Kind.DOCUMENTS),
        Step("check", "proverka", "Проверете данните", DeclarationForm, Kind.CHECK),
    ),
    slots=(
        Slot("proof", "Доказателство", required=True, missing="Приложете доказателство"),
        Slot("other", "Друг документ"),
    ),
    particulars=particulars,
)

DESCRIPTION = ServiceDescription(
    title="Три въпроса",
    summary="Най-малката услуга.",
    provider="Национален осигурителен институт",
    legal_basis=("чл. 1",),
    competent_body="ТП на НОИ",
    who_may_apply="Всеки",
    how_to_apply=("в интернет",),
    documents=("Доказателство",),
    fee="Услугата е безплатна.",
    term="Веднага",
    how_result_is_received=("на гише",),
    what_happens_next=("Нищо.",),
    important_notes=(),
    tag="С ПИК или КЕП",
)

THREE_QUESTIONS = AdministrativeService(
    slug="tri-vaprosa",
    register_index="9901",
    description=DESCRIPTION,
    forms=(FORM,),
    after_filing=("Ще Ви пишем.",),
)

OFFICE = "03"
ANSWERS = {
    "reach": {"email": ["maria@example.bg"], "local_office": [OFFICE]},
    "need": {"need": ["little"]},
    "documents": {},
    "check": {"declared": ["on"]},
}
"""What a person types who needs little."""
