"""Questions that all services ask: how to reach the person, how they receive documents, that what they say is true."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nssi.applications.fields import AddressField, MailField, PhoneField
from nssi.applications.forms import Row, StepForm
from nssi.applications.queries import last_answers
from nssi.applications.steps import Answers, Text
from nssi.delivery.methods import DeliveryMethod
from nssi.look.forms import Radios
from nssi.people.identifiers import mask
from nssi.people.models import Person


class PersonalDataForm(StepForm):
    """Who applies, and how they can be reached (C-13). Its step is called `personal_data`."""

    address = AddressField(
        label=_("Настоящ адрес"),
        help_text=_("Населено място, улица, номер, пощенски код"),
        error_messages={"required": _("Въведете настоящия си адрес")},
    )
    phone = PhoneField(label=_("Телефон"), help_text=_("Например 0888 123 456"))
    email = MailField(
        label=_("E-mail"),
        help_text=_("На него изпращаме съобщението с входящия номер (УРИ) и кода за достъп."),
    )

    def prepare(self) -> None:
        if self.assisted:
            self.fields["phone"].required = self.fields["email"].required = False
        if not self.is_bound:
            self.initial = last_answers(self.person, "personal_data")

    def fixed_rows(self) -> list[Row]:
        return rows_of(self.person)


def rows_of(person: Person) -> list[Row]:
    """Return what is known of a person from the login: their names, then each of their numbers, masked."""
    names = Row(gettext("Имена"), person.full_name, fixed=True)
    numbers = person.identifiers.all()
    return [names, *(Row(each.get_kind_display(), mask(each.number), fixed=True) for each in numbers)]


class DocumentsForm(StepForm):
    """The page of documents asks nothing beside its files (C-19)."""


class DeliveryForm(StepForm):
    """How the person receives what the institution issues (C-20). Its step is called `delivery`.

    A service names its `ways` in their order with the words for each. Where there is one way only, nothing is chosen.
    """

    ways: ClassVar[Mapping[DeliveryMethod, Text]] = {
        method: method.label
        for method in (DeliveryMethod.COUNTER, DeliveryMethod.POST, DeliveryMethod.ELECTRONIC)
    }
    method = forms.ChoiceField(
        label=_("Как искате да получавате документите?"),
        widget=Radios(
            conditional={
                DeliveryMethod.POST: ("postal_address",),
                DeliveryMethod.ELECTRONIC: ("electronic_address",),
            }
        ),
        error_messages={"required": _("Изберете как искате да получавате документите")},
    )
    postal_address = AddressField(
        label=_("Точен адрес за кореспонденция"),
        help_text=_("Населено място, улица, номер, пощенски код"),
        required=False,
        error_messages={"required": _("Въведете точния адрес, на който да изпращаме документите")},
    )
    electronic_address = MailField(
        label=_("E-mail за документите"),
        help_text=_("На него изпращаме връзките към издадените документи."),
        required=False,
        error_messages={"required": _("Въведете e-mail адреса, на който да изпращаме връзките")},
    )

    def prepare(self) -> None:
        known = self.answers.get("personal_data", {})
        self.initial = {
            "postal_address": known.get("address", ""),
            "electronic_address": known.get("email", ""),
        }
        self.fields["method"].choices = [(way.value, self.words(way)) for way in self.ways]  # type: ignore[attr-defined]
        if tuple(self.ways) == (DeliveryMethod.ELECTRONIC,):
            del self.fields["method"], self.fields["postal_address"]
            self.fields["electronic_address"].required = True

    def words(self, way: DeliveryMethod) -> Text:
        """Return the words for a way of delivery."""
        return self.ways[way]

    def clean(self) -> dict[str, Any]:
        """Name the way where there was none to choose."""
        cleaned = super().clean()
        return cleaned if "method" in self.fields else {**cleaned, "method": DeliveryMethod.ELECTRONIC.value}


def delivery_of(answers: Answers) -> tuple[str, str]:
    """Return the way of delivery and the address that belongs to it; empty for the counter."""
    delivery = answers["delivery"]
    return delivery["method"], delivery.get("postal_address") or delivery.get("electronic_address") or ""


class DeclarationForm(StepForm):
    """What is said is true (C-21)."""

    declared = forms.BooleanField(
        label=_(
            "Декларирам, че посочените данни са верни. Зная, че за неверни данни нося отговорност по чл.\u00a0313 от Наказателния кодекс."
        ),
        error_messages={"required": _("Потвърдете, че посочените данни са верни")},
    )
