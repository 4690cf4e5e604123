"""An administrative service of three fields and one file, the smallest that is filed as all others are."""

from django import forms

from nssi.applications.fields import LocalOfficeField, MailField
from nssi.applications.forms import StepForm
from nssi.applications.services import AdministrativeService, FormVersion, Particulars, ServiceDescription
from nssi.applications.steps import Answers, Kind, Slot, Step
from nssi.delivery.methods import DeliveryMethod


class FieldsForm(StepForm):
    """The three fields."""

    email = MailField(label="E-mail")
    local_office = LocalOfficeField(label="ТП")
    remark = forms.CharField(label="Бележка", max_length=200)


class NothingForm(StepForm):
    """The page of documents asks nothing beside its file."""


class DeclarationForm(StepForm):
    """What every application ends with."""

    declared = forms.BooleanField(label="Декларирам")


def _particulars(answers: Answers) -> Particulars:
    fields = answers["fields"]
    return Particulars(fields["local_office"], fields["email"], DeliveryMethod.COUNTER, "")


_FORM = FormVersion(
    version="1",
    steps=(
        Step("fields", "poleta", "Полета", FieldsForm),
        Step("documents", "dokumenti", "Документи", NothingForm, Kind.DOCUMENTS),
        Step("check", "proverka", "Проверете данните", DeclarationForm, Kind.CHECK),
    ),
    slots=(Slot("file", "Файл", required=True),),
    particulars=_particulars,
)

THREE_FIELDS = AdministrativeService(
    slug="tri-poleta",
    register_index="9999",
    description=ServiceDescription(
        title="Три полета",
        summary="",
        provider="",
        legal_basis=(),
        competent_body="",
        who_may_apply="",
        how_to_apply=(),
        documents=(),
        fee="",
        term="",
        how_result_is_received=(),
        what_happens_next=(),
        important_notes=(),
        tag="",
    ),
    forms=(_FORM,),
)

TYPED = {
    "fields": {"email": ["ivan@example.bg"], "local_office": ["03"], "remark": ["Три полета и един файл"]},
    "documents": {},
    "check": {"declared": ["on"]},
}
"""What is typed into the form."""
