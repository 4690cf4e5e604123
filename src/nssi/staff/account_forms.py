"""The form of an account for repayment (A-02)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nssi.applications.fields import IbanField
from nssi.foundation import clock
from nssi.institution.models import CompetentBody
from nssi.institution.queries import there_on
from nssi.look.forms import DateField, PortalForm, Radios
from nssi.staff.value_forms import TOO_LONG

OPENED, CLOSED = "opened", "closed"


class AccountForm(PortalForm):
    """Whose account, from when, and its number; or that there is none any more. It cleans to what `propose_account` takes."""

    body = forms.ModelChoiceField(
        label=_("За кого е сметката?"),
        queryset=CompetentBody.objects.none(),
        required=False,
        empty_label=_("За всички без своя сметка"),
    )
    since = DateField(label=_("От кога важи?"), error_messages={"required": _("Въведете от коя дата важи")})
    what = forms.ChoiceField(
        label=_("Какво е от тази дата?"),
        choices=[(OPENED, _("Връща се по сметка")), (CLOSED, _("Няма сметка"))],
        initial=OPENED,
        widget=Radios(conditional={OPENED: ("iban", "holder")}),
        error_messages={"required": _("Изберете какво е от тази дата")},
    )
    iban = IbanField(label="IBAN", required=False)
    holder = forms.CharField(
        label=_("Титуляр"),
        help_text=_("Както трябва да стои в платежното нареждане"),
        max_length=100,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"max_length": TOO_LONG},
    )
    source = forms.CharField(
        label=_("Източник"),
        help_text=_("Акт или страница на института, където е прочетено"),
        max_length=200,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": _("Въведете източника"), "max_length": TOO_LONG},
    )

    def __init__(self, *sent: Any) -> None:
        super().__init__(*sent)
        there = CompetentBody.objects.filter(there_on(clock.today())).order_by("kind", "label")
        self.fields["body"].queryset = there  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        since = cleaned.get("since")
        if since is not None and since < clock.today():
            self.add_error("since", _("Въведете днешния или бъдещ ден"))
        if cleaned.pop("what", "") == CLOSED:
            cleaned["iban"] = cleaned["holder"] = ""
            return cleaned
        if not cleaned.get("iban") and "iban" not in self.errors:
            self.add_error("iban", _("Въведете IBAN на сметката"))
        if not cleaned.get("holder") and "holder" not in self.errors:
            self.add_error("holder", _("Въведете титуляра на сметката"))
        return cleaned
