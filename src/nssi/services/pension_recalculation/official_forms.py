"""What officials are asked for when they work on a recalculation (O-30…O-32)."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nssi.applications.models import ApplicationFile
from nssi.law.errors import LawError
from nssi.law.length import Length
from nssi.look.forms import Checkboxes
from nssi.pensions.models import Pension
from nssi.proceedings.forms import ActForm, NoteField, SeenForm
from nssi.proceedings.models import Proceeding
from nssi.proceedings.originals import PresentedOriginalsForm, files_in, label_of
from nssi.services.pension_recalculation.case_facts import PensionCase, case_of, pensions_in
from nssi.services.pension_recalculation.choices import Basis

SCANS = ("service_documents", "income_documents")
"""The slots of documents whose originals are asked for (S3.7)."""


def scans_of(application_id: Any) -> list[ApplicationFile]:
    """Return the scanned documents that came with an application."""
    return files_in(application_id, SCANS)


AWAITS_ORIGINALS = ("received_with_scans", "asked", "waiting", "waiting_treaty")
"""The states before the originals, or the end of their term."""


def originals_in(proceeding: Proceeding) -> tuple[str, ...]:
    """Return the slots of documents whose originals can be noted as seen: a power of attorney as long as it is open."""
    awaited = SCANS if proceeding.state in AWAITS_ORIGINALS else ()
    return (*awaited, "power_of_attorney")


class AskOriginalsForm(ActForm):
    """Which originals the letter asks for."""

    documents = forms.MultipleChoiceField(
        label=_("За кои документи искате оригинал?"),
        widget=Checkboxes,
        error_messages={"required": _("Изберете поне един документ")},
    )

    def prepare(self) -> None:
        """Offer the scanned documents, all chosen."""
        choices = [(str(file.pk), label_of(file)) for file in scans_of(self.proceeding.application_id)]
        self.fields["documents"].choices = choices  # type: ignore[attr-defined]
        self.initial["documents"] = [key for key, _label in choices]


class OriginalsForm(PresentedOriginalsForm):
    """Which originals were brought; that of a power of attorney certifies its copy and is not waited for (S3.4)."""

    def prepare(self) -> None:
        """Offer what can be seen in this state."""
        self.slots = originals_in(self.proceeding)  # type: ignore[misc]
        super().prepare()


class PensionForm(ActForm):
    """Which pension is to be recalculated every year."""

    pension = forms.ChoiceField(label=_("Пенсия"), error_messages={"required": _("Изберете пенсията")})

    def prepare(self) -> None:
        """Offer the pensions of the person."""
        self.pensions = {str(pension.pk): pension for pension in pensions_in(self.proceeding)}
        choices = [(key, pension.file_number) for key, pension in self.pensions.items()]
        self.fields["pension"].choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.initial["pension"] = choices[0][0]

    def clean_pension(self) -> Pension:
        """Return the pension itself."""
        return self.pensions[self.cleaned_data["pension"]]


class DraftOrderForm(SeenForm):
    """The proposal of an order: which pension, what documents prove beyond the register, the coefficient with new income."""

    pension = forms.ChoiceField(
        label=_("Пенсия"), error_messages={"required": _("Изберете пенсията")}, required=True
    )
    years = forms.IntegerField(
        label=_("Стаж, доказан с документи: години"), min_value=0, max_value=50, initial=0
    )
    months = forms.IntegerField(label=_("месеци"), min_value=0, max_value=11, initial=0)
    days = forms.IntegerField(label=_("дни"), min_value=0, max_value=30, initial=0)
    new_coefficient = forms.DecimalField(
        label=_("Индивидуален коефициент с новия доход"),
        help_text=_(
            "От персоналния регистър на доходите. Оставете празно, ако се преизчислява само със стажа."
        ),
        required=False,
        min_value=0,
        max_value=100,
        max_digits=7,
        decimal_places=4,
        localize=True,
    )
    note = NoteField(label=_("Бележка"), required=False)

    def prepare(self) -> None:
        """Offer the pensions of the person, with what the register shows since."""
        self.cases: dict[str, PensionCase] = {}
        choices = []
        for pension in pensions_in(self.proceeding):
            try:
                case = case_of(self.proceeding, pension)
            except LawError as error:
                choices.append((str(pension.pk), f"{pension.file_number} ({error.told})"))
                continue
            self.cases[str(pension.pk)] = case
            told = gettext("%(file)s, отпусната на %(day)s; стаж по регистъра след това: %(service)s") % {
                "file": pension.file_number,
                "day": f"{pension.granted_on:%d.%m.%Y}",
                "service": case.declared,
            }
            choices.append((str(pension.pk), told))
        self.fields["pension"].choices = choices  # type: ignore[attr-defined]
        self.fields["pension"].widget.choices = choices
        if len(choices) == 1:
            self.initial["pension"] = choices[0][0]
        super().prepare()

    def says(self) -> object:
        """Return how the pensions stand, and the service that the register shows since."""
        return [(key, case.standing, case.declared) for key, case in self.cases.items()]

    def clean(self) -> dict[str, Any]:
        """Compute once, so that what cannot be computed is told here."""
        cleaned: dict[str, Any] = super().clean() or {}
        case = self.cases.get(cleaned.get("pension", ""))
        if self.errors:
            return cleaned
        if case is None:
            raise ValidationError(
                _("Тази пенсия не може да се преизчисли по правилата: вижте причината до нея.")
            )
        asked = self.proceeding.application.answers["recalculation"].get("basis")
        if cleaned["new_coefficient"] is None and asked == Basis.SERVICE_AND_INCOME:
            self.add_error(
                "new_coefficient", _("Лицето иска и доходът да се вземе предвид: въведете коефициента")
            )
            return cleaned
        if cleaned["new_coefficient"] is not None:
            cleaned["new_coefficient"] = cleaned["new_coefficient"].quantize(
                Decimal("0.0001")
            )  # as it is kept
        cleaned["proven"] = Length(cleaned["years"], cleaned["months"], cleaned["days"])
        cleaned["case"] = case
        try:
            case.recalculation(cleaned["proven"], cleaned["new_coefficient"])
        except LawError as error:
            raise ValidationError(error.told) from None
        return cleaned


class RefusalForm(ActForm):
    """Why the pension is not recalculated."""

    refusal = forms.CharField(
        label=_("Мотиви за отказа"),
        help_text=_("Текстът влиза в разпореждането така, както го напишете."),
        max_length=1000,
        widget=forms.Textarea({"rows": 6}),
        error_messages={"required": _("Напишете мотивите")},
    )
