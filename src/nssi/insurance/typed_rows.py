"""Rows of declaration form 1 that are typed by hand (I-03): what a page asks, and the file that it makes of them.

What was typed goes the way of every file, so it is taken in, checked, merged and told in a protocol like one.
"""

import re
from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from nssi.foundation import clock
from nssi.institution.parameters import current_parameters
from nssi.insurance.form_1.checks import MonthTable, check
from nssi.insurance.form_1.columns import read_columns
from nssi.insurance.form_1.defects import told
from nssi.insurance.form_1.layout import (
    CORRECTION_CODE,
    DAYS,
    DAYS_AND_HOURS,
    DAYS_BY_KIND,
    END_OF_FILE,
    FIELDS,
    IDENTIFIER_KIND,
    INSURED_TYPE,
    INSURER,
    MONTH,
    YEAR,
)
from nssi.insurance.form_1.writing import Value, file_of, row
from nssi.insurance.forms import MONTH_NUMBERS, InsuredPersonForm
from nssi.insurance.insured_types import TYPES
from nssi.insurance.models import InsuranceDataRecord
from nssi.law.calendar import Month
from nssi.look.forms import ErrorEntry, PortalForm, Radios
from nssi.people.identifiers import normalise

MOST = 20
"""Rows of one page; who has more sends a file."""

COUNT = "row_count"
"""The hidden control that says how many rows the page has."""

_AMOUNT = re.compile(r"([0-9]+)(?:[.,]([0-9]{1,2}))?")
_LETTERS = "[А-ЪЬЮЯа-ъьюя]"
_SHORT = {"autocomplete": "off", "class": "govuk-input--width-5"}


class WholeField(forms.IntegerField):
    """Days or hours; nothing typed is zero."""

    default_error_messages = {
        "invalid": _("Въведете цяло число"),
        "min_value": _("Въведете число, което не е под нула"),
        "max_value": _("Въведете число до %(limit_value)d"),
    }

    def __init__(self, label: Any, most: int) -> None:
        super().__init__(
            label=label,
            required=False,
            min_value=0,
            max_value=most,
            widget=forms.TextInput({"inputmode": "numeric", **_SHORT}),
        )

    def clean(self, value: Any) -> int:
        return super().clean(value) or 0


class HundredthsField(forms.CharField):
    """An amount or a percentage as „1 125,40“; it cleans to whole hundredths, nothing typed to zero."""

    default_error_messages = {"invalid": _("Въведете число, например 1125,40")}

    def __init__(self, label: Any) -> None:
        super().__init__(
            label=label,
            required=False,
            max_length=20,
            widget=forms.TextInput({"inputmode": "decimal", **_SHORT}),
            error_messages={"max_length": self.default_error_messages["invalid"]},
        )

    def clean(self, value: Any) -> int:
        typed = "".join(super().clean(value).split())
        read = _AMOUNT.fullmatch(typed or "0")
        if read is None:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return int(read[1]) * 100 + int((read[2] or "").ljust(2, "0"))


class SharedForm(PortalForm):
    """What all rows of a page share: the insurer, the month, and whether they are regular, corrective or deleting.

    `own`: the ЕИК of an insurer who types for itself, and is not asked.
    """

    insurer = forms.RegexField(
        label=_("ЕИК или БУЛСТАТ на осигурителя"),
        regex=r"^([0-9]{9}|[0-9]{10}|[0-9]{13})\Z",
        error_messages={"required": InsuredPersonForm.INSURER, "invalid": InsuredPersonForm.INSURER},
        widget=forms.TextInput(
            {"inputmode": "numeric", "autocomplete": "off", "class": "govuk-input--width-20 nssi-code"}
        ),
    )
    month = forms.ChoiceField(
        label=_("Месец на данните"),
        choices=[("", ""), *MONTH_NUMBERS],
        error_messages={"required": _("Изберете месец")},
    )
    year = forms.RegexField(
        label=_("Година на данните"),
        regex=r"^(19|20)[0-9]{2}\Z",
        error_messages={
            "required": _("Въведете година, например 2026"),
            "invalid": _("Въведете година, например 2026"),
        },
        widget=forms.TextInput({"inputmode": "numeric", "class": "govuk-input--width-4"}),
    )
    correction_code = forms.ChoiceField(
        label=_("Вид на данните"),
        choices=InsuranceDataRecord.Correction.choices,
        widget=Radios(
            hints={
                "1": _(
                    "Заменят всичко, което е прието за лицето от този осигурител за месеца и вида осигурен"
                ),
                "8": _("Нужни са само номерът на лицето и видът осигурен"),
            }
        ),
        error_messages={"required": _("Изберете вида на данните")},
    )

    def __init__(self, data: Any = None, *, own: str = "", **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.own = own
        if own:
            del self.fields["insurer"]

    def values(self) -> dict[int, Value]:
        """Return the fields of the layout that every row has, by number."""
        given = self.cleaned_data
        insurer = self.own or given["insurer"]
        return {
            MONTH: int(given["month"]),
            YEAR: int(given["year"]),
            INSURER: insurer,
            CORRECTION_CODE: int(given["correction_code"]),
            _NUMBER["source"]: insurer,
        }


class RowForm(PortalForm):
    """One row: a person in one type of insured, with one spell of insurance in the month."""

    PERSON = _("Въведете ЕГН, ЛНЧ, служебен номер или БУЛСТАТ – 9 или 10\xa0цифри")

    identifier = forms.CharField(
        label=_("Номер на лицето"),
        max_length=20,
        error_messages={"required": PERSON, "max_length": PERSON},
        widget=forms.TextInput(
            {"inputmode": "numeric", "autocomplete": "off", "class": "govuk-input--width-10 nssi-code"}
        ),
    )
    identifier_kind = forms.ChoiceField(
        label=_("Вид на номера"),
        initial="0",
        choices=[("0", _("ЕГН")), ("2", _("ЛНЧ или служебен номер")), ("3", _("БУЛСТАТ на физическо лице"))],
    )
    family_name = forms.RegexField(
        label=_("Фамилно име"),
        regex=rf"^{_LETTERS}[А-ЪЬЮЯа-ъьюя .'-]{{0,24}}\Z",
        required=False,
        error_messages={"invalid": _("Въведете името на кирилица, до 25\xa0знака")},
        widget=forms.TextInput({"autocomplete": "off", "class": "govuk-input--width-20"}),
    )
    initials = forms.RegexField(
        label=_("Инициали"),
        regex=rf"^{_LETTERS}{{1,2}}\Z",
        required=False,
        error_messages={"invalid": _("Въведете една или две букви на кирилица")},
        widget=forms.TextInput({"autocomplete": "off", "class": "govuk-input--width-2"}),
    )
    insured_type = forms.ChoiceField(
        label=_("Вид осигурен"),
        choices=[("", ""), *((str(one.number), f"{one.code} – {one.title}") for one in TYPES.values())],
        error_messages={"required": _("Изберете вид осигурен")},
    )
    first_day = WholeField(_("Първи осигурен ден в месеца"), 31)
    last_day = WholeField(_("Последен осигурен ден в месеца"), 31)
    worked_days = WholeField(_("Отработени и други дни с вноски"), 31)
    sickness_days = WholeField(_("Дни в болничен"), 31)
    child_raising_days = WholeField(_("Дни за отглеждане на дете"), 31)
    days_without_contributions = WholeField(_("Дни без вноски, които са стаж"), 31)
    unpaid_leave_days = WholeField(_("Неплатен отпуск, който е стаж"), 31)
    worked_hours = WholeField(_("Отработени часове"), 999)
    insurable_income = HundredthsField(_("Осигурителен доход"))
    social_percent_employer = HundredthsField(_("ДОО от осигурителя, %"))
    social_percent_person = HundredthsField(_("ДОО от лицето, %"))
    health_percent_employer = HundredthsField(_("Здравно от осигурителя, %"))
    health_percent_person = HundredthsField(_("Здравно от лицето, %"))
    work_accident_percent = HundredthsField(_("Трудова злополука, %"))
    universal_fund_percent_employer = HundredthsField(_("Универсален фонд от осигурителя, %"))
    universal_fund_percent_person = HundredthsField(_("Универсален фонд от лицето, %"))
    gross_pay = HundredthsField(_("Брутно възнаграждение"))
    taxable_income = HundredthsField(_("Облагаем доход по ЗДДФЛ"))
    tax = HundredthsField(_("Данък"))
    net_pay = HundredthsField(_("Чиста сума за получаване"))

    def values(self) -> dict[int, Value]:
        """Return the fields of the layout that this row alone has, by number."""
        given = self.cleaned_data
        values = {_NUMBER[name]: value for name, value in given.items()}
        days = sum(int(given[_NAME[number]]) for number in DAYS_BY_KIND)
        return {
            **values,
            IDENTIFIER_KIND: int(given["identifier_kind"]),
            INSURED_TYPE: int(given["insured_type"]),
            DAYS_AND_HOURS: f"{days:02}00",
            _NUMBER["summed_working_time"]: "0000",
        }

    def clean_identifier(self) -> str:
        """Return the number without spaces and dashes; whether it exists is checked with its kind."""
        number = normalise(self.cleaned_data["identifier"])
        if not re.fullmatch("[0-9]{9,10}", number):
            raise forms.ValidationError(self.PERSON)
        return number

    def clean_family_name(self) -> str:
        """Return the name as the file writes it."""
        return str(self.cleaned_data["family_name"]).upper()

    def clean_initials(self) -> str:
        """Return the initials as the file writes them."""
        return str(self.cleaned_data["initials"]).upper()


_NUMBER = {field.name: field.number for field in FIELDS} | {"first_day": DAYS[0][0], "last_day": DAYS[0][1]}
_NAME = {number: name for name, number in _NUMBER.items()} | {DAYS_AND_HOURS: "worked_days"}


class TypedRows:
    """A page of rows: `shared` and `rows`, empty at first, or as `data` says; a row after the first that is empty does not count.

    `own`: the ЕИК of an insurer who types them for itself.
    """

    def __init__(self, data: QueryDict | None = None, own: str = "") -> None:
        self._data, self._own = data, own
        self.shared = SharedForm(data, own=own)
        self.rows = [
            RowForm(data, prefix=f"row_{place}", empty_permitted=place > 0) for place in range(_count(data))
        ]

    @property
    def may_add(self) -> bool:
        """Whether there is room for another row."""
        return len(self.rows) < MOST

    @property
    def error_entries(self) -> list[ErrorEntry]:
        """The entries of the error summary, in the order of the page."""
        return [entry for form in (self.shared, *self.rows) for entry in form.error_entries]

    def rearranged(self) -> "TypedRows":
        """Return the rows after the button that was pressed: with one more, or without one. Nothing is checked yet."""
        data = self._data or QueryDict()
        changed = TypedRows(own=self._own)
        changed.shared = SharedForm(initial=_typed(data, ""), own=self._own)
        kept = [place for place in range(len(self.rows)) if str(place) != data.get("drop")]
        typed = [_typed(data, f"row_{place}-") for place in kept] + [{}] * ("add" in data)
        changed.rows = [
            RowForm(prefix=f"row_{place}", initial=initial)
            for place, initial in enumerate((typed or [{}])[:MOST])
        ]
        return changed

    def is_valid(self) -> bool:
        """Whether everything can be written, and keeps to what is checked of a row by itself; what does not says so at its field."""
        judged = [
            form.is_valid() for form in (self.shared, *self.rows)
        ]  # each of them, so that each shows its errors
        if all(judged):
            for form, name, text in self._defects():
                if text not in form.errors.get(name or NON_FIELD_ERRORS, ()):
                    form.add_error(name, text)
        return not self.error_entries

    def file(self) -> bytes:
        """Return the file that says what was typed."""
        return file_of(row({**self.shared.values(), **form.values()}) for form in self._filled())

    def _filled(self) -> list[RowForm]:
        return [form for place, form in enumerate(self.rows) if place == 0 or form.has_changed()]

    def _defects(self) -> Iterator[tuple[PortalForm, str | None, str]]:
        columns = read_columns(self.file().removesuffix(END_OF_FILE), 1)
        check(columns, MonthTable(current_parameters(), Month.of(clock.today())))
        for defect in columns.defects:
            name = _NAME.get(defect.field)
            for form in [self._filled()[place] for place in defect.rows.tolist()]:
                if name in self.shared.fields:
                    yield self.shared, name, told(defect.code)
                else:
                    yield form, name if name in form.fields else None, told(defect.code)


def _count(data: QueryDict | None) -> int:
    count = str((data or QueryDict()).get(COUNT, ""))
    return min(max(int(count), 1), MOST) if re.fullmatch("[0-9]{1,3}", count) else 1


def _typed(data: QueryDict, prefix: str) -> dict[str, str]:
    """Return what was typed into the controls with this prefix, by the names of their fields."""
    names = RowForm.base_fields if prefix else SharedForm.base_fields
    return {name: str(data[f"{prefix}{name}"]) for name in names if f"{prefix}{name}" in data}
