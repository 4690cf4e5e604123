"""Who applies for whom: the questions about it, and what was answered (C-11, R-01…R-03; S2.2, S3.4).

A service that lets people apply for others puts `CAPACITY` (or its own, with fewer capacities), `REPRESENTED` and what
else it needs among its steps, and the slots that go with them into its checklist.
"""

from datetime import date
from typing import ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nssi.applications.fields import NameField, PersonalNumberField
from nssi.applications.forms import StepForm
from nssi.applications.steps import Answers, Slot, Step
from nssi.foundation import clock
from nssi.look.forms import DateField, Radios
from nssi.people.identifiers import Kind, PersonalNumber, is_valid
from nssi.people.models import IDENTIFIER_KINDS, Capacity, Kinship, Person, Representation

EARLIEST = date(1900, 1, 1)


class CapacityForm(StepForm):
    """In what quality the person applies (C-11). A service may offer fewer `capacities`."""

    capacities: ClassVar[tuple[Capacity, ...]] = tuple(Capacity)
    heading = "capacity"
    capacity = forms.ChoiceField(
        label=_("В какво качество подавате?"),
        widget=Radios,
        error_messages={"required": _("Изберете в какво качество подавате")},
    )

    def prepare(self) -> None:
        self.fields["capacity"].choices = [(each.value, each.label) for each in self.capacities]  # type: ignore[attr-defined]


class RepresentedForm(StepForm):
    """For whom somebody applies: only what is typed, nothing is looked up (R-01)."""

    first_name = NameField(
        label=_("Собствено име"), error_messages={"required": _("Въведете собственото име")}
    )
    middle_name = NameField(label=_("Бащино име (ако има)"), required=False)
    last_name = NameField(label=_("Фамилно име"), error_messages={"required": _("Въведете фамилното име")})
    identifier_kind = forms.ChoiceField(
        label=_("Вид на личния номер"),
        choices=IDENTIFIER_KINDS,
        widget=Radios,
        error_messages={"required": _("Изберете вида на личния номер")},
    )
    identifier = PersonalNumberField(label=_("Личен номер"), help_text=_("10\u00a0цифри"))

    def clean(self) -> dict[str, object]:
        """Give the number its kind, and see that it is another person's."""
        cleaned = super().clean()
        kind, number = cleaned.get("identifier_kind"), cleaned.get("identifier")
        if kind and number:
            cleaned["identifier"] = PersonalNumber(Kind(kind), number)
            if not is_valid(Kind(kind), number):
                self.add_error("identifier", gettext("Проверете номера: цифрите му не са на истински номер"))
            elif self.person.identifiers.filter(kind=kind, number=number).exists():
                self.add_error("identifier", gettext("Въведете данните на друго лице или изберете „лично“"))
        return cleaned


class PowerOfAttorneyForm(StepForm):
    """What the power of attorney says; one from the family needs no notary (R-02, S2.2)."""

    kinship = forms.ChoiceField(
        label=_("Какъв сте на лицето, за което подавате?"),
        help_text=_("Родител, съпруг или дете на лицето сте Вие – упълномощеният."),
        choices=Kinship.choices,
        widget=Radios(
            conditional={
                Kinship.OTHER: ("notarised", "power_of_attorney_number", "power_of_attorney_date", "notary")
            }
        ),
        error_messages={"required": _("Изберете какъв сте на лицето")},
    )
    notarised = forms.BooleanField(label=_("Пълномощното е нотариално заверено"), required=False)
    power_of_attorney_number = forms.CharField(
        label=_("Номер на пълномощното"),
        required=False,
        max_length=50,
        error_messages={
            "required": _("Въведете номера на пълномощното"),
            "max_length": _("Номерът може да е до %(limit_value)d\u00a0знака, а е %(show_value)d"),
        },
    )
    power_of_attorney_date = DateField(
        label=_("Дата на пълномощното"),
        required=False,
        error_messages={"required": _("Въведете датата на пълномощното")},
    )
    notary = forms.CharField(
        label=_("Нотариус"),
        help_text=_("Име и регистрационен номер, както са на печата"),
        required=False,
        max_length=100,
        error_messages={
            "required": _("Въведете нотариуса"),
            "max_length": _("Текстът може да е до %(limit_value)d\u00a0знака, а е %(show_value)d"),
        },
    )
    kinship_stated = forms.BooleanField(
        label=_("В пълномощното е посочена родствената връзка"),
        help_text=_("Задължително, ако сте родител, съпруг или дете. Тогава не е нужна нотариална заверка."),
        required=False,
    )

    def clean_power_of_attorney_date(self) -> date | None:
        return _past(self.cleaned_data["power_of_attorney_date"])

    def clean(self) -> dict[str, object]:
        """Ask the family for the stated kinship, and others for the notary."""
        cleaned = super().clean()
        kinship = cleaned.get("kinship")
        if kinship == Kinship.OTHER and not cleaned.get("notarised"):
            self.add_error(
                "notarised",
                gettext(
                    "Пълномощното може да не е нотариално заверено само ако Вие сте родител, съпруг/а или дете на лицето."
                ),
            )
        elif kinship and kinship != Kinship.OTHER and not cleaned.get("kinship_stated"):
            self.add_error(
                "kinship_stated", gettext("Родствената връзка трябва да е посочена в пълномощното")
            )
        return cleaned


class HeirForm(StepForm):
    """Whose heir the person is (R-03)."""

    heading = "died_on"
    died_on = DateField(
        label=_("Кога е починало лицето?"),
        help_text=_("Датата от акта за смърт, например 16 3 2020"),
        error_messages={"required": _("Въведете датата на смъртта")},
    )

    def clean_died_on(self) -> date | None:
        return _past(self.cleaned_data["died_on"])


def capacity_of(answers: Answers) -> Capacity:
    """Return in what quality somebody applies: for themselves, where the form does not ask."""
    return Capacity(answers.get("capacity", {}).get("capacity", Capacity.SELF))


def is_for_another(answers: Answers) -> bool:
    """Return whether somebody applies for another person."""
    return capacity_of(answers) is not Capacity.SELF


def is_authorised(answers: Answers) -> bool:
    """Return whether somebody applies with a power of attorney."""
    return capacity_of(answers) is Capacity.AUTHORISED_PERSON


def is_heir(answers: Answers) -> bool:
    """Return whether somebody applies as an heir."""
    return capacity_of(answers) is Capacity.HEIR


def representation_of(person: Person, answers: Answers) -> Representation | None:
    """Return what these complete answers say of the representation, not saved yet; None for one's own application."""
    if not is_for_another(answers):
        return None
    represented = answers["represented"]
    return Representation(
        capacity=capacity_of(answers),
        representative=person,
        first_name=represented["first_name"],
        middle_name=represented["middle_name"],
        last_name=represented["last_name"],
        identifier_kind=represented["identifier"].kind,
        identifier_number=represented["identifier"].number,
        created_at=clock.now(),
        **answers.get("power_of_attorney", {}),
        **answers.get("heir", {}),
    )


CAPACITY = Step("capacity", "kachestvo", _("В какво качество подавате"), CapacityForm)
REPRESENTED = Step(
    "represented", "predstavlyavan", _("За кого подавате"), RepresentedForm, applies=is_for_another
)
POWER_OF_ATTORNEY = Step(
    "power_of_attorney", "palnomoshtno", _("Упълномощаване"), PowerOfAttorneyForm, applies=is_authorised
)
HEIR = Step("heir", "naslednik", _("Наследник"), HeirForm, applies=is_heir)

POWER_OF_ATTORNEY_SLOT = Slot(
    "power_of_attorney",
    _("Копие на пълномощно"),
    hint=_("Оригиналът се показва в ТП само за заверка на копието."),
    required=True,
    missing=_("Приложете копие на пълномощното"),
    applies=is_authorised,
)
HEIRS_CERTIFICATE_SLOT = Slot(
    "heirs_certificate",
    _("Удостоверение за наследници"),
    required=True,
    missing=_("Приложете удостоверение за наследници."),
    applies=is_heir,
)


def _past(day: date | None) -> date | None:
    if day is not None and not EARLIEST <= day <= clock.today():
        raise ValidationError(gettext("Въведете дата, която не е в бъдещето"))
    return day
