"""What officials are asked for about money that comes back from a person (Art. 114)."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from nssi.foundation import clock
from nssi.look.forms import DateField, Radios
from nssi.look.typography import date_text, money_text
from nssi.proceedings.forms import ActForm, NoteField
from nssi.services.unemployment_benefit.unduly import claims_in, entries_in


class RepaymentForm(ActForm):
    """What came back, when, by which paper, and for which order."""

    claim = forms.ChoiceField(
        label=_("По кое разпореждане?"),
        widget=Radios,
        error_messages={"required": _("Изберете разпореждането")},
    )
    paid_on = DateField(label=_("Кога е постъпила сумата?"))
    amount = forms.DecimalField(
        label=_("Каква сума е постъпила, в евро?"),
        help_text=_("Например 120,50"),
        min_value=Decimal("0.01"),
        max_digits=9,
        decimal_places=2,
        localize=True,
        error_messages={
            "required": _("Въведете сумата"),
            "invalid": _("Въведете сума с най-много два знака след запетаята, например 120,50"),
            "min_value": _("Сумата трябва да е по-голяма от нула"),
            "max_decimal_places": _("Въведете сума с най-много два знака след запетаята, например 120,50"),
            "max_digits": _("Сумата е твърде голяма. Проверете я"),
            "max_whole_digits": _("Сумата е твърде голяма. Проверете я"),
        },
    )
    proof = forms.CharField(
        label=_("Платежен документ"),
        help_text=_("Например „преводно нареждане от 02.07.2026\u00a0г.“ или номер на касова бележка"),
        max_length=100,
        error_messages={"required": _("Посочете платежния документ")},
    )

    def prepare(self) -> None:
        """Offer the orders that ask something back."""
        choices = [
            (
                str(each.pk),
                _("Разпореждане от %(day)s за %(amount)s")
                % {"day": date_text(each.ordered_at), "amount": money_text(each.cents, "EUR")},
            )
            for each in claims_in(self.proceeding)
        ]
        self.fields["claim"].choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.initial["claim"] = choices[0][0]

    def clean_paid_on(self) -> date:
        """Refuse a day that has not come."""
        on: date = self.cleaned_data["paid_on"]
        if on > clock.today():
            raise ValidationError(_("Въведете днешния или минал ден"))
        return on


class WrongRepaymentForm(ActForm):
    """Which entry is wrong, and why."""

    entry = forms.ChoiceField(
        label=_("Кой запис е грешен?"), widget=Radios, error_messages={"required": _("Изберете записа")}
    )
    note = NoteField(label=_("Защо е грешен?"))

    def prepare(self) -> None:
        """Offer what was entered."""
        choices: list[tuple[str, Any]] = [
            (str(each.pk), f"{date_text(each.paid_on)}: {money_text(each.cents, 'EUR')}, {each.proof}")
            for each in entries_in(self.proceeding)
        ]
        self.fields["entry"].choices = choices  # type: ignore[attr-defined]
