"""The forms of officials about a proceeding."""

from hashlib import sha256
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nssi.access.models import Official
from nssi.access.reasons import ReasonField
from nssi.applications.added_documents import AddedDocumentForm
from nssi.applications.models import IdentifiedBy
from nssi.foundation import clock
from nssi.institution.models import CompetentBody
from nssi.institution.queries import there_on
from nssi.look.forms import DateField, PortalForm, Radios
from nssi.proceedings.models import Proceeding, Recusal

LONGEST_NOTE = 500


class ActForm(PortalForm):
    """What an act asks the official for. Services extend it; `note` goes into the history."""

    def __init__(
        self, data: Any = None, *, proceeding: Proceeding, official: Official, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.proceeding = proceeding
        self.official = official
        self.prepare()

    def prepare(self) -> None:
        """Fit the questions to the proceeding."""


class SeenForm(ActForm):
    """An act that rests on a register: the page keeps what it said, and where it says otherwise now the official looks again."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def says(self) -> object:
        """Return what the register says, as something whose `repr` tells it."""
        raise TypeError(f"{type(self).__name__} does not say on what it rests")

    def prepare(self) -> None:
        """Keep what the register says now; call it when the rest is prepared."""
        self.initial["seen"] = sha256(repr(self.says()).encode()).hexdigest()

    def clean(self) -> dict[str, Any]:
        """Notice that the register says otherwise than the page was made from."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("seen") != self.initial["seen"]:
            self.data = self.data.copy()  # type: ignore[attr-defined]  # what was typed stays
            self.data[self.add_prefix("seen")] = self.initial["seen"]  # type: ignore[index]
            raise forms.ValidationError(
                _(
                    "Данните в регистъра се промениха, докато страницата беше отворена. Прегледайте документа отново, преди да продължите."
                )
            )
        return cleaned


class NoteField(forms.CharField):
    """A reason in the official's words."""

    widget = forms.Textarea({"rows": 3})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            max_length=LONGEST_NOTE,
            error_messages={
                "required": _("Напишете причината"),
                "max_length": _("Причината може да е до %(limit_value)d\u00a0знака"),
            },
            **kwargs,
        )


class NoteForm(ActForm):
    """An act that asks for its reason alone."""

    note = NoteField(label=_("Причина"))


class HandOverForm(ActForm):
    """To whom a proceeding is handed over."""

    to = forms.ModelChoiceField(
        label=_("Служител"),
        queryset=Official.objects.none(),
        empty_label=_("Изберете"),
        error_messages={"required": _("Изберете служител"), "invalid_choice": _("Изберете служител")},
    )
    note = NoteField(label=_("Бележка"), required=False)

    def prepare(self) -> None:
        colleagues = Official.objects.filter(
            competent_body=self.proceeding.body_id, role=self.proceeding.role, is_active=True
        ).exclude(pk=self.official.pk)
        field = self.fields["to"]
        field.queryset = colleagues.order_by("full_name")  # type: ignore[attr-defined]
        field.label_from_instance = lambda official: official.full_name  # type: ignore[attr-defined]


class ParkForm(ActForm):
    """Until when a proceeding is put aside, and why."""

    until = DateField(label=_("До коя дата"))
    note = NoteField(label=_("Причина"))

    def clean_until(self) -> Any:
        """Refuse a day that is here already."""
        until = self.cleaned_data["until"]
        if until is not None and until <= clock.today():
            raise forms.ValidationError(_("Изберете бъдеща дата"))
        return until


class TransferForm(ActForm):
    """To which body a proceeding is sent."""

    to = forms.ModelChoiceField(
        label=_("Компетентен орган"),
        queryset=CompetentBody.objects.order_by("kind", "label"),
        empty_label=_("Изберете"),
        error_messages={"required": _("Изберете орган"), "invalid_choice": _("Изберете орган")},
    )
    note = NoteField(label=_("Причина"))

    def prepare(self) -> None:
        field = self.fields["to"]
        there = CompetentBody.objects.filter(there_on(clock.today())).order_by("kind", "label")
        field.queryset = there.exclude(pk=self.proceeding.body_id)  # type: ignore[attr-defined]


class RecuseForm(ActForm):
    """Why an official steps aside."""

    why = forms.ChoiceField(
        label=_("Причина за отвод"),
        choices=Recusal.Why.choices,
        widget=Radios,
        error_messages={"required": _("Изберете причина")},
    )


class ReceivedDocumentForm(AddedDocumentForm):
    """A document that reached the institution outside the portal, and how."""

    channel = forms.ChoiceField(
        label=_("Как постъпи?"),
        choices=[
            (IdentifiedBy.COUNTER.value, _("на гише")),
            (IdentifiedBy.POST.value, _("по пощата")),
            (IdentifiedBy.EMAIL.value, _("по електронна поща")),
        ],
        widget=Radios,
        error_messages={"required": _("Изберете как е постъпил")},
    )


class ShowNumberForm(PortalForm):
    """Why an official wants to see a whole personal number."""

    why = ReasonField(label=_("Защо искате да видите целия номер?"))


class YearForm(PortalForm):
    """Of which year the figures are."""

    FIRST = 2024

    godina = forms.ChoiceField(label=_("Година"), required=False)

    def __init__(self, data: Any, **kwargs: Any) -> None:
        this_year = clock.today().year
        asked = str(data.get("godina", ""))
        years = [str(year) for year in range(this_year, self.FIRST - 1, -1)]
        self.year = int(asked) if asked in years else this_year
        super().__init__({"godina": str(self.year)}, **kwargs)
        self.fields["godina"].choices = [(year, year) for year in years]  # type: ignore[attr-defined]
