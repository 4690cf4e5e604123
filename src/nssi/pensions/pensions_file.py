"""The files from which the register is filled: granted pensions, and their coefficients with new income. UTF-8, semicolons.

The first line names the columns as the fields of the forms below are named. Days are written 2024-01-15, amounts 1445.55.
"""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from nssi.institution.models import CompetentBody
from nssi.law.money import Currency
from nssi.law.pensions.amount import MinimumKind
from nssi.law.pensions.indexation import EURO_SINCE
from nssi.people.identifiers import Kind, is_valid

_FILE_NUMBER = RegexValidator(r"^[0-9A-Za-zА-Яа-я./-]+$", _("Очаква се номер на пенсионното досие."))


def _length(most: int) -> forms.IntegerField:
    return forms.IntegerField(min_value=0, max_value=most)


def _coefficient() -> forms.DecimalField:
    return forms.DecimalField(min_value=0, max_value=100, max_digits=7, decimal_places=4)


class PensionRow(forms.Form):
    """One granted pension."""

    file_number = forms.CharField(max_length=30, validators=[_FILE_NUMBER])
    identifier_kind = forms.TypedChoiceField(choices=[(kind.value, kind.value) for kind in Kind], coerce=Kind)
    identifier = forms.CharField(max_length=10)
    first_name = forms.CharField(max_length=100)
    middle_name = forms.CharField(max_length=100, required=False)
    last_name = forms.CharField(max_length=100)
    body = forms.ChoiceField()
    granted_on = forms.DateField(input_formats=["%Y-%m-%d"])
    minimum_kind = forms.ChoiceField(choices=[(kind.value, kind.value) for kind in MinimumKind])
    country_income = forms.DecimalField(min_value=0, max_value=100_000, decimal_places=2)
    currency = forms.ChoiceField(choices=[(each.value, each.value) for each in Currency])
    coefficient = _coefficient()
    service_years = _length(120)
    service_months = _length(11)
    service_days = _length(30)
    difference_years = _length(120)
    difference_months = _length(11)
    difference_days = _length(30)
    under_treaty = forms.TypedChoiceField(
        choices=[("yes", "yes"), ("no", "no")], coerce=lambda said: said == "yes"
    )
    yearly_since = forms.DateField(input_formats=["%Y-%m-%d"], required=False)

    def __init__(self, row: dict[str, str], bodies: list[str]) -> None:
        super().__init__(row)
        self.fields["body"].choices = [(code, code) for code in bodies]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Hold the number against its kind, and the currency against the day."""
        cleaned = super().clean() or {}
        kind, number = cleaned.get("identifier_kind"), cleaned.get("identifier")
        if kind and number and not is_valid(kind, number):
            self.add_error("identifier", _("Номерът не отговаря на своя вид."))
        granted_on, currency = cleaned.get("granted_on"), cleaned.get("currency")
        if granted_on and currency and (currency == Currency.EUR) != (granted_on >= EURO_SINCE):
            self.add_error("currency", _("Валутата не е тази, която важи към датата на отпускане."))
        return cleaned


class CoefficientRow(forms.Form):
    """The coefficient of one pension with the income up to the end of the year before `year`."""

    file_number = forms.CharField(max_length=30, validators=[_FILE_NUMBER])
    year = forms.IntegerField(min_value=2019, max_value=2100)
    coefficient = _coefficient()


def paying_bodies() -> list[str]:
    """Return the codes of the bodies that pay pensions: local offices and the directorate (S3.3)."""
    kinds = (CompetentBody.Kind.LOCAL_OFFICE, CompetentBody.Kind.DIRECTORATE)
    return list(CompetentBody.objects.filter(kind__in=kinds).values_list("code", flat=True))
