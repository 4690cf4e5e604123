"""The forms by which officers enter what payrolls and other documents say of a person (O-21)."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nssi.archive.fields import MonthField, PlainTextField
from nssi.archive.models import LONGEST_NAME
from nssi.archive.payroll_lines import (
    DAYS_OF_WHOLE,
    LineRefused,
    RowData,
    months_between,
    read_amount,
    read_lines,
)
from nssi.look.forms import DateField, PortalForm, Radios

SHORT = {"autocomplete": "off", "class": "govuk-input--width-10"}
NUMBER = {"inputmode": "decimal", **SHORT}


class AmountField(forms.CharField):
    """An amount as „1 125,40“; it cleans to whole hundredths, nothing to zero."""

    widget = forms.TextInput(NUMBER)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=30, required=False, **kwargs)

    def clean(self, value: Any) -> int:
        try:
            return read_amount(super().clean(value))
        except LineRefused as refused:
            raise ValidationError(refused.text) from None


class BeginForm(PortalForm):
    """The person's names as the documents of the insurer have them."""

    names = PlainTextField(
        label=_("Имена на лицето в документите"),
        help_text=_("Както са записани, например с моминското име"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={
            "required": _("Въведете имената, както са в документите"),
            "max_length": _("Текстът може да е до %(limit_value)d\u00a0знака, а е %(show_value)d"),
        },
    )


class SpanForm(PortalForm):
    """Months in a row for which the payrolls say the same."""

    first_month = MonthField(
        alone=1,
        label=_("От кой месец"),
        help_text=_("Например 03.1975, или само 1975"),
        error_messages={"required": _("Въведете от кой месец")},
    )
    last_month = MonthField(
        alone=12,
        label=_("До кой месец"),
        help_text=_("Например 12.1975, или само 1975"),
        error_messages={"required": _("Въведете до кой месец")},
    )
    days = forms.IntegerField(
        label=_("Отработени дни в месеца"),
        help_text=_("Оставете празно, ако всеки месец е изцяло отработен"),
        required=False,
        min_value=0,
        max_value=31,
        widget=forms.TextInput(
            {"inputmode": "numeric", "autocomplete": "off", "class": "govuk-input--width-2"}
        ),
        error_messages={
            "invalid": _("Дните са от 0 до 31"),
            "min_value": _("Дните са от 0 до 31"),
            "max_value": _("Дните са от 0 до 31"),
        },
    )
    category = forms.TypedChoiceField(
        label=_("Категория труд"),
        choices=[("3", _("трета")), ("2", _("втора")), ("1", _("първа"))],
        coerce=int,
        widget=Radios,
        error_messages={"required": _("Изберете категория труд")},
    )
    gross = AmountField(
        label=_("Начислено за месеца"), help_text=_("Във валутата на ведомостта: до 06.1999 в стари лева")
    )
    insurable_income = AmountField(label=_("Осигурителен доход за месеца"))
    contributions = AmountField(label=_("Удържани осигурителни вноски"))
    tax = AmountField(label=_("Удържан данък"))
    page = PlainTextField(
        label=_("Страница във ведомостта"),
        max_length=20,
        widget=forms.TextInput(SHORT),
        error_messages={
            "required": _("Въведете страницата, от която са данните"),
            "max_length": _("Текстът може да е до %(limit_value)d\u00a0знака, а е %(show_value)d"),
        },
    )

    def clean(self) -> dict[str, Any]:
        """See that the months do not end before they begin."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("first_month"), cleaned.get("last_month")
        if first and last and last < first:
            self.add_error("last_month", gettext("Въведете месец, който не е преди първия"))
        return cleaned

    def rows(self) -> list[RowData]:
        """Return a row for each month; the form is valid."""
        typed = self.cleaned_data
        whole = typed["days"] is None
        return [
            RowData(
                month=month.first,
                category=typed["category"],
                days=DAYS_OF_WHOLE if whole else typed["days"],
                whole=whole,
                gross=typed["gross"],
                insurable_income=typed["insurable_income"],
                contributions=typed["contributions"],
                tax=typed["tax"],
                page=typed["page"],
            )
            for month in months_between(typed["first_month"], typed["last_month"])
        ]


class LinesForm(PortalForm):
    """A payroll as lines, typed or pasted from a spreadsheet."""

    lines = forms.CharField(
        label=_("Редове"),
        help_text=_(
            "На ред: месец; дни или „м“ за цял месец; категория; начислено; осигурителен доход; вноски; данък; страница."
            " Например 03.1975; м; 3; 125,40; 125,40; 0; 12,54; 14"
        ),
        max_length=60_000,
        widget=forms.Textarea({"rows": 12, "spellcheck": "false", "class": "nssi-code"}),
        error_messages={
            "required": _("Въведете поне един ред"),
            "max_length": _("Редовете са твърде дълги. Внесете ги на части"),
        },
    )

    def clean_lines(self) -> list[RowData]:
        try:
            return read_lines(self.cleaned_data["lines"])
        except LineRefused as refused:
            raise ValidationError(
                gettext("Ред %(number)d: %(text)s") % {"number": refused.number, "text": refused.text}
            ) from None

    def rows(self) -> list[RowData]:
        """Return the rows; the form is valid."""
        rows: list[RowData] = self.cleaned_data["lines"]
        return rows


class RemoveForm(PortalForm):
    """Months that are taken out again."""

    first_month = MonthField(
        alone=1, label=_("От кой месец"), error_messages={"required": _("Въведете от кой месец")}
    )
    last_month = MonthField(
        alone=12, label=_("До кой месец"), error_messages={"required": _("Въведете до кой месец")}
    )


class EmploymentForm(PortalForm):
    """A time of employment as orders, contracts or other documents show it."""

    since = DateField(label=_("От коя дата"), error_messages={"required": _("Въведете от коя дата")})
    until = DateField(label=_("До коя дата"), error_messages={"required": _("Въведете до коя дата")})
    position = PlainTextField(
        label=_("Длъжност (ако е записана)"),
        max_length=100,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={
            "max_length": _("Текстът може да е до %(limit_value)d\u00a0знака, а е %(show_value)d")
        },
    )
    document = PlainTextField(
        label=_("Документ"),
        help_text=_("Например „заповед № 15 от 10.03.1975\xa0г.“"),
        max_length=100,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={
            "required": _("Въведете кой документ показва това"),
            "max_length": _("Текстът може да е до %(limit_value)d\u00a0знака, а е %(show_value)d"),
        },
    )

    def clean(self) -> dict[str, Any]:
        """See that the time does not end before it begins."""
        cleaned = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", gettext("Въведете дата, която не е преди първата"))
        return cleaned
