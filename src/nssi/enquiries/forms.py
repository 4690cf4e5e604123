"""The forms of the enquiries."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nssi.foundation import clock
from nssi.look.forms import DateField, PortalForm

MONTHS = (
    _("януари"), _("февруари"), _("март"), _("април"), _("май"), _("юни"),
    _("юли"), _("август"), _("септември"), _("октомври"), _("ноември"), _("декември"),
)  # fmt: skip
"""The names of the months, January first."""


class TypedNumber(forms.DecimalField):
    """A number as people type it: a comma or a point, spaces between thousands."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = "".join(value.split()).replace(",", ".")
        return super().to_python(value)


class MonthOfPayForm(PortalForm):
    """One month of a person of Art. 4(1) item 4: when, how much, how long a day (P-06)."""

    PAY = _("Въведете възнаграждението като число, например 1500,00")
    HOURS = _("Въведете часовете на ден – от 0,5 до 8")

    month = forms.TypedChoiceField(label=_("Месец"), coerce=int, choices=list(enumerate(MONTHS, 1)))
    pay = TypedNumber(
        label=_("Брутно месечно възнаграждение"),
        min_value=0,
        max_value=1_000_000,
        max_digits=9,
        decimal_places=2,
        error_messages={
            "required": _("Въведете брутното месечно възнаграждение"),
            **dict.fromkeys(
                ("invalid", "min_value", "max_value", "max_digits", "max_decimal_places", "max_whole_digits"),
                PAY,
            ),
        },
        widget=forms.TextInput(
            {"inputmode": "decimal", "autocomplete": "off", "class": "govuk-input--width-10"}
        ),
    )
    hours = TypedNumber(
        label=_("Часове на ден"),
        help_text=_("Пълното работно време е 8\xa0часа. При половин работен ден въведете 4."),
        initial="8",
        min_value=Decimal("0.5"),
        max_value=8,
        max_digits=3,
        decimal_places=2,
        error_messages={
            "required": HOURS,
            **dict.fromkeys(
                ("invalid", "min_value", "max_value", "max_digits", "max_decimal_places", "max_whole_digits"),
                HOURS,
            ),
        },
        widget=forms.TextInput(
            {"inputmode": "decimal", "autocomplete": "off", "class": "govuk-input--width-3"}
        ),
    )

    def __init__(self, *args: Any, currency_sign: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pay"].help_text = _("Сумата е в %(currency)s") % {"currency": currency_sign}


class KnownOnForm(PortalForm):
    """The day whose knowledge is asked for (C-32): what the register knew when it ended. Empty: what it knows now."""

    FUTURE = _("Въведете днешния или минал ден")

    izvestno = DateField(
        label=_("Какво беше известно на"),
        help_text=_("Например 31 3 2026. Показва се какво е знаел регистърът в края на този ден."),
        required=False,
    )

    def clean_izvestno(self) -> date | None:
        """Return a day that is not ahead."""
        day: date | None = self.cleaned_data["izvestno"]
        if day and day > clock.today():
            raise forms.ValidationError(self.FUTURE)
        return day

    @property
    def day(self) -> date | None:
        """The day asked for; None where none is, or what was typed is no day."""
        return self.cleaned_data.get("izvestno") if self.is_valid() else None

    @property
    def known_at(self) -> datetime | None:
        """The last moment of the day asked for."""
        if not self.day:
            return None
        return datetime.combine(self.day, time.max, clock.SOFIA)

    @property
    def query(self) -> dict[str, str]:
        """What an address needs to ask for the same day."""
        day = self.day
        parts = {"day": day.day, "month": day.month, "year": f"{day.year:04}"} if day else {}
        return {f"izvestno_{part}": str(value) for part, value in parts.items()}
