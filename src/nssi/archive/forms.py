"""The forms of the enquiry for ended insurers and of the officials' pages for holdings."""

from datetime import datetime, timedelta
from math import ceil
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from nssi.archive.fields import EikField, MonthField, NamesField, PlaceField, PlainTextField
from nssi.archive.holdings import AlreadyHeld, DepositData, InsurerData, Overlaps
from nssi.archive.holdings_file import EARLIEST
from nssi.archive.models import LONGEST_NAME, Deposit
from nssi.archive.names import name_key
from nssi.archive.queries import areas
from nssi.archive.search import LEAST_LETTERS, can_be_searched
from nssi.foundation import clock
from nssi.look.forms import DateField, PortalForm, Radios
from nssi.look.typography import date_text

TOO_SHORT = _("Въведете поне 3\xa0букви от името или ЕИК")
_TOO_LONG = _("Текстът може да е до %(limit_value)d\xa0знака, а е %(show_value)d")


class EnquiryForm(PortalForm):
    """Which ended insurer is looked for: by a part of its name and its place, or by its ЕИК (P-04)."""

    ime = PlainTextField(
        label=_("Име на осигурителя"),
        help_text=_("Поне 3\xa0букви. Главните и малките букви, кавичките и ЕООД, АД, ТКЗС са без значение."),
        max_length=LONGEST_NAME,
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"max_length": _TOO_LONG},
    )
    eik = EikField(label=_("ЕИК или БУЛСТАТ (ако го знаете)"), required=False)
    myasto = PlainTextField(
        label=_("Населено място или област (ако ги знаете)"),
        max_length=100,
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "class": "govuk-input--width-20"}),
        error_messages={"max_length": _TOO_LONG},
    )

    def clean(self) -> dict[str, Any]:
        """Ask for enough of a name where no ЕИК is given."""
        cleaned = super().clean() or {}
        short = len(cleaned.get("ime", "")) < LEAST_LETTERS or not can_be_searched(cleaned["ime"])
        if not self.errors and not cleaned["eik"] and short:
            self.add_error("ime", str(TOO_SHORT))
        return cleaned

    def refuse(self, until: datetime) -> None:
        """Say until when no more searches are answered."""
        minutes = max(1, ceil((until - clock.now()) / timedelta(minutes=1)))
        self.add_error(
            "ime",
            ngettext(
                "Твърде много търсения. Опитайте отново след %(minutes)s\xa0минута.",
                "Твърде много търсения. Опитайте отново след %(minutes)s\xa0минути.",
                minutes,
            )
            % {"minutes": minutes},
        )


class InsurerForm(PortalForm):
    """An ended insurer as an official enters it (O-20)."""

    name = PlainTextField(
        label=_("Име"),
        help_text=_("Последното, с правната форма"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": _("Въведете името на осигурителя"), "max_length": _TOO_LONG},
    )
    former_names = NamesField(
        label=_("Предишни имена (ако има)"), help_text=_("Всяко на отделен ред"), required=False
    )
    eik = EikField(label=_("ЕИК или БУЛСТАТ (ако има)"), required=False)
    seat = PlainTextField(
        label=_("Седалище"),
        help_text=_("Град или село"),
        max_length=100,
        widget=forms.TextInput({"autocomplete": "off", "class": "govuk-input--width-20"}),
        error_messages={"required": _("Въведете седалището"), "max_length": _TOO_LONG},
    )
    area = forms.ChoiceField(label=_("Област"), error_messages={"required": _("Изберете област")})
    is_public = forms.BooleanField(
        label=_("Показва се в справката със свободен достъп"), required=False, initial=True
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["area"]
        field.choices = [("", "—"), *((area, area) for area in sorted(areas()))]

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if not name_key(name):
            raise ValidationError(gettext("Въведете името на осигурителя, не само правната му форма"))
        return name

    def entered(self) -> InsurerData:
        """Return what was entered; the form is valid."""
        return InsurerData(**self.cleaned_data)

    def refuse(self, held: AlreadyHeld) -> None:
        """Say that the archive knows this insurer."""
        words = {"name": held.insurer.name, "seat": held.insurer.seat}
        if held.insurer.eik:
            self.add_error("eik", gettext("С този ЕИК архивът знае „%(name)s“, %(seat)s") % words)
        else:
            self.add_error("name", gettext("Архивът вече знае „%(name)s“, %(seat)s") % words)


class DepositForm(PortalForm):
    """Documents of an insurer that were taken over, as an official enters them (O-20)."""

    kind = forms.ChoiceField(
        label=_("Какво е прието?"),
        choices=Deposit.Kind.choices,
        widget=Radios,
        error_messages={"required": _("Изберете какво е прието")},
    )
    first_month = MonthField(
        alone=1,
        label=_("От кой месец"),
        help_text=_("Например 03.1975, или само 1975"),
        error_messages={"required": _("Въведете от кой месец са документите")},
    )
    last_month = MonthField(
        alone=12,
        label=_("До кой месец"),
        help_text=_("Например 12.1991, или само 1991"),
        error_messages={"required": _("Въведете до кой месец са документите")},
    )
    place_id = PlaceField(
        label=_("Къде се съхраняват"), error_messages={"required": _("Изберете къде се съхраняват")}
    )
    shelf = PlainTextField(
        label=_("Сигнатура"),
        help_text=_("Помещение, стелаж, рафт, кутия"),
        max_length=60,
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "class": "govuk-input--width-20"}),
        error_messages={"max_length": _TOO_LONG},
    )
    accepted_on = DateField(
        label=_("Дата на приемане"), error_messages={"required": _("Въведете датата на приемане")}
    )
    protocol = PlainTextField(
        label=_("Номер на приемо-предавателния протокол"),
        max_length=60,
        widget=forms.TextInput({"autocomplete": "off", "class": "govuk-input--width-10"}),
        error_messages={"required": _("Въведете номера на протокола"), "max_length": _TOO_LONG},
    )

    def clean_accepted_on(self) -> Any:
        day = self.cleaned_data["accepted_on"]
        if day.year < EARLIEST or day > clock.today():
            raise ValidationError(
                gettext("Въведете ден до днес, %(today)s") % {"today": date_text(clock.today())}
            )
        return day

    def clean(self) -> dict[str, Any]:
        """See that the period does not end before it begins."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("first_month"), cleaned.get("last_month")
        if first and last and last < first:
            self.add_error("last_month", gettext("Въведете месец, който не е преди първия"))
        return cleaned

    def entered(self) -> DepositData:
        """Return what was entered; the form is valid."""
        return DepositData(**self.cleaned_data)

    def refuse(self, overlaps: Overlaps) -> None:
        """Say which deposit holds some of these months."""
        first, last = overlaps.deposit.months
        self.add_error(
            "first_month",
            gettext("За част от тези месеци има фонд: от %(first)s до %(last)s, протокол %(protocol)s")
            % {"first": first.told, "last": last.told, "protocol": overlaps.deposit.protocol},
        )
