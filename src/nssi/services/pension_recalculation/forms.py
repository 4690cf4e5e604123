"""The questions of the application for recalculating a pension: forms УП-26 and УП-26.1 (S3.2)."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property, lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nssi.applications import representation, shared_forms
from nssi.applications.entries import EntriesForm
from nssi.applications.fields import LocalOfficeField
from nssi.applications.forms import QuestionForm, StepForm
from nssi.applications.representation import is_authorised
from nssi.applications.steps import Text
from nssi.delivery.methods import DeliveryMethod
from nssi.foundation import clock
from nssi.institution.models import CompetentBody
from nssi.look.forms import DateField, Radios
from nssi.look.typography import date_text
from nssi.people.models import Capacity
from nssi.services.pension_recalculation.choices import (
    Basis,
    FormTemplate,
    Payer,
    payer_answers,
    payer_code,
)
from nssi.services.pension_recalculation.queries import (
    earlier_requests,
    other_payer,
    paying_bodies,
    told_payer,
)

EARLIEST_WORK = date(1990, 1, 1)
"""Before it nobody whose pension is still recalculated had retired."""


class StartForm(StepForm):
    """Who pays the pension (C-10): that body is competent (S3.3)."""

    heading = "payer"
    payer = forms.ChoiceField(
        label=_("Кой изплаща пенсията?"),
        choices=Payer.choices,
        widget=Radios(
            hints={
                Payer.DIRECTORATE: _(
                    "Когато пенсията се изплаща по европейските регламенти или по международен договор"
                )
            },
            conditional={Payer.LOCAL_OFFICE: ("local_office",)},
        ),
        error_messages={"required": _("Изберете кой изплаща пенсията")},
    )
    local_office = LocalOfficeField(
        label=_("Кое ТП?"),
        required=False,
        error_messages={"required": _("Изберете ТП, което изплаща пенсията")},
    )

    @cached_property
    def payers(self) -> list[CompetentBody]:
        """Who pays the person's pensions by the register."""
        return paying_bodies(self.person)

    def prepare(self) -> None:
        self.fields["payer"].help_text = lazy(
            lambda: told_payer(self.payers), str
        )()  # asked only where it is shown
        if not self.is_bound and len(self.payers) == 1:
            self.initial = payer_answers(self.payers[0].code)


class CapacityForm(representation.CapacityForm):
    """For oneself or with a power of attorney (C-11, S3.4)."""

    capacities = (Capacity.SELF, Capacity.AUTHORISED_PERSON)


class RecalculationForm(StepForm):
    """Once or every year, with what, and whether under a treaty (C-18)."""

    template = forms.ChoiceField(
        label=_("Какво преизчисляване искате?"),
        choices=FormTemplate.choices,
        widget=Radios(
            hints={
                FormTemplate.UP26: _("Важи за календарната година, в която го заявявате"),
                FormTemplate.UP26_1: _(
                    "Заявявате веднъж, после преизчисляваме всяка година без ново заявление"
                ),
            }
        ),
        error_messages={"required": _("Изберете еднократно или ежегодно преизчисляване")},
    )
    way = forms.ChoiceField(
        label=_("Как ще попълните заявлението?"),
        choices=[
            ("here", _("Тук, стъпка по стъпка")),
            ("attached", _("Ще приложа образеца, попълнен и подписан")),
        ],
        widget=Radios(
            hints={"attached": _("Празните образци УП-26 и УП-26.1 са в „Формуляри“.")},
            conditional={"here": ("basis",)},
        ),
        error_messages={"required": _("Изберете как ще попълните заявлението")},
    )
    basis = forms.ChoiceField(
        label=_("С какво да се преизчисли пенсията?"),
        choices=Basis.choices,
        required=False,
        widget=Radios,
        error_messages={"required": _("Изберете с какво да се преизчисли пенсията")},
    )
    treaty = forms.ChoiceField(
        label=_("Пенсията по международен договор ли е?"),
        help_text=_(
            "Тогава срокът за представяне на оригинали, ако ги поискаме, е два месеца, а иначе – един месец."
        ),
        choices=[("no", _("Не")), ("yes", _("Да"))],
        widget=Radios,
        error_messages={"required": _("Изберете дали пенсията е по международен договор")},
    )

    @property
    def notices(self) -> list[str]:
        """Who pays by the register, where another was chosen; what was asked for before and makes this needless (J3 x9, x10)."""
        if is_authorised(self.answers):
            return []
        chosen = payer_code(self.answers["start"])
        return other_payer(self.person, chosen) + earlier_requests(self.person, clock.today())


class WorkForm(QuestionForm):
    """One period of work after retirement."""

    insurer = forms.CharField(
        label=_("Осигурител"),
        help_text=_("Име на предприятието или на лицето, при което е работата"),
        min_length=2,
        max_length=200,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={
            "required": _("Въведете осигурителя"),
            "min_length": _("Въведете пълното име на осигурителя"),
            "max_length": _("Името може да е до %(limit_value)d\u00a0знака, а е %(show_value)d"),
        },
    )
    since = DateField(
        label=_("От дата"),
        help_text=_("Например 16 3 2023"),
        error_messages={"required": _("Въведете от коя дата е работата")},
    )
    until = DateField(
        label=_("До дата"),
        help_text=_("Оставете празно, ако работата продължава"),
        required=False,
    )

    def clean_since(self) -> date | None:
        return _in_range(self.cleaned_data["since"])

    def clean_until(self) -> date | None:
        return _in_range(self.cleaned_data["until"])

    def clean(self) -> dict[str, Any]:
        """See that the period does not end before it begins."""
        cleaned = super().clean()
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", gettext("Въведете дата, която не е преди началото"))
        return cleaned


class WorksForm(EntriesForm):
    """The work after retirement, as the person remembers it: what counts are the registers and the documents."""

    entry = WorkForm
    entry_title = _("Работа след пенсионирането %(number)s")
    add_another = _("Добавете друг период")


class DeliveryForm(shared_forms.DeliveryForm):
    """The result comes by internet, to the e-mail, and in no other way (C-20, S3.6)."""

    ways: ClassVar[Mapping[DeliveryMethod, Text]] = {
        DeliveryMethod.ELECTRONIC: DeliveryMethod.ELECTRONIC.label
    }


def _in_range(day: date | None) -> date | None:
    if day is not None and not EARLIEST_WORK <= day <= clock.today():
        raise ValidationError(
            gettext("Въведете дата между %(from)s и %(to)s")
            % {"from": date_text(EARLIEST_WORK), "to": date_text(clock.today())}
        )
    return day
