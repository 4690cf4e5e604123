"""The form of what comes to the counter, by post or by e-mail (O-04)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nssi.applications.models import IdentifiedBy
from nssi.applications.services import all_services
from nssi.foundation import clock
from nssi.look.forms import DateField, PortalForm, Radios
from nssi.people.identifiers import Kind, PersonalNumber, is_valid, normalise
from nssi.people.models import IDENTIFIER_KINDS, Names
from nssi.proceedings.actions.take_in import Arrived
from nssi.proceedings.procedures import find_procedure

SIGNED, UNSIGNED, DOUBTED = "signed", "unsigned", "doubted"


class IntakeForm(PortalForm):
    """Which service, how it came, from whom, and whether it is signed."""

    service = forms.ChoiceField(
        label=_("Услуга"), widget=Radios, error_messages={"required": _("Изберете услуга")}
    )
    channel = forms.ChoiceField(
        label=_("Как постъпи заявлението?"),
        choices=[
            (IdentifiedBy.COUNTER.value, _("На гише")),
            (IdentifiedBy.POST.value, _("По пощата")),
            (IdentifiedBy.EMAIL.value, _("По електронна поща")),
        ],
        widget=Radios(
            hints={IdentifiedBy.COUNTER.value: _("Проверете личната карта и дайте отпечатаното за подпис.")}
        ),
        error_messages={"required": _("Изберете как постъпи заявлението")},
    )
    received_on = DateField(label=_("Кога постъпи?"))
    kind = forms.ChoiceField(
        label=_("Вид на личния номер"),
        choices=IDENTIFIER_KINDS,
        widget=Radios,
        error_messages={"required": _("Изберете вида на номера")},
    )
    number = forms.CharField(
        label=_("Личен номер на заявителя"),
        max_length=20,
        widget=forms.TextInput({"autocomplete": "off", "class": "govuk-input--width-10 nssi-code"}),
        error_messages={
            "required": _("Въведете личния номер"),
            "max_length": _("Проверете номера: в него има грешка"),
        },
    )
    first_name = forms.CharField(
        label=_("Собствено име"), max_length=100, error_messages={"required": _("Въведете собствено име")}
    )
    middle_name = forms.CharField(label=_("Бащино име (ако има)"), max_length=100, required=False)
    last_name = forms.CharField(
        label=_("Фамилно име"), max_length=100, error_messages={"required": _("Въведете фамилно име")}
    )
    signature = forms.ChoiceField(
        label=_("Подписано ли е?"),
        choices=[
            (SIGNED, _("Да, саморъчно; при e-mail – с КЕП")),
            (UNSIGNED, _("Не")),
            (DOUBTED, _("Не, и се съмнявам от кого изхожда")),
        ],
        widget=Radios(conditional={DOUBTED: ("doubt",)}),
        error_messages={"required": _("Отбележете дали заявлението е подписано")},
    )
    doubt = forms.CharField(
        label=_("Защо се съмнявате?"),
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Напишете защо се съмнявате")},
    )

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, initial={"received_on": clock.today(), "kind": Kind.EGN.value}, **kwargs)
        self.fields["service"].choices = [  # type: ignore[attr-defined]
            (each.slug, each.title)
            for each in all_services()
            if each.forms and not each.qes_only and find_procedure(each.slug)
        ]

    def clean_received_on(self) -> Any:
        """Refuse a day that has not come."""
        day = self.cleaned_data["received_on"]
        if day is not None and day > clock.today():
            raise forms.ValidationError(_("Датата не може да е бъдеща"))
        return day

    def clean_number(self) -> str:
        """Check the number by its own digits."""
        number = normalise(self.cleaned_data["number"])
        kind = self.cleaned_data.get("kind")
        if kind and not is_valid(Kind(kind), number):
            raise forms.ValidationError(_("Проверете номера: в него има грешка"))
        return number

    def clean(self) -> dict[str, Any]:
        """At the counter it is signed on the spot; a doubt has its reason."""
        cleaned = super().clean() or {}
        if cleaned.get("channel") == IdentifiedBy.COUNTER and cleaned.get("signature") not in (None, SIGNED):
            self.add_error("signature", _("На гише заявлението се подписва на място"))
        if cleaned.get("signature") == DOUBTED and not cleaned.get("doubt", "").strip():
            self.add_error("doubt", self.fields["doubt"].error_messages["required"])
        return cleaned

    @property
    def arrived(self) -> Arrived:
        """What was said, of a form that is valid."""
        said = self.cleaned_data
        return Arrived(
            channel=IdentifiedBy(said["channel"]),
            received_on=said["received_on"],
            number=PersonalNumber(Kind(said["kind"]), said["number"]),
            names=Names(said["first_name"], said["middle_name"], said["last_name"]),
            signed=said["signature"] == SIGNED,
            doubt=said["doubt"].strip() if said["signature"] == DOUBTED else "",
        )
