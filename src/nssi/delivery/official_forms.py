"""The forms with which officials record what happened outside the portal (O-09)."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nssi.delivery.models import Delivery
from nssi.delivery.outside import letters
from nssi.foundation import clock
from nssi.look.forms import DateField, FileInput, PortalForm, Radios

_ITEM = r"^[0-9A-Z][0-9A-Z -]{3,28}[0-9A-Z]\Z"


class RecordForm(PortalForm):
    """What happened on a day that is not before the document, and not to come."""

    TOO_EARLY = _("Денят е преди документа да е издаден")
    TO_COME = _("Денят още не е настъпил")

    on = DateField(label=_("Ден"), error_messages={"required": _("Въведете деня")})

    def __init__(self, *args: Any, delivery: Delivery, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.delivery = delivery
        self.prepare()

    def prepare(self) -> None:
        """Fit the questions to the delivery."""

    def clean_on(self) -> date:
        """Refuse days on which it cannot have happened."""
        on: date = self.cleaned_data["on"]
        if on > clock.today():
            raise forms.ValidationError(self.TO_COME)
        if on < clock.local(self.delivery.document.issued_at).date():
            raise forms.ValidationError(self.TOO_EARLY)
        return on


class SignatureForm(RecordForm):
    """Who signed for the document at the counter."""

    who = forms.ChoiceField(
        label=_("Кой подписа, че получава документа?"),
        choices=[("addressee", _("Лицето, до което е")), ("authorised", _("Упълномощено лице"))],
        widget=Radios(conditional={"authorised": ("signed_by",)}),
        error_messages={"required": _("Изберете кой подписа")},
    )
    signed_by = forms.CharField(
        label=_("Имена на упълномощеното лице и номер на пълномощното"), max_length=200, required=False
    )
    field_order = ["who", "signed_by", "on"]

    def clean(self) -> dict[str, Any]:
        """Ask for the name of whoever signed for the addressee."""
        cleaned = super().clean() or {}
        if cleaned.get("who") == "addressee":
            cleaned["signed_by"] = ""
        elif cleaned.get("who") and not cleaned.get("signed_by"):
            self.add_error("signed_by", _("Въведете имената на упълномощеното лице"))
        return cleaned


class PostingForm(RecordForm):
    """A registered letter with return receipt, as the postal operator took it."""

    item = forms.RegexField(
        label=_("Номер на пратката"),
        help_text=_("От разписката на пощенския оператор, например R PS 1000 0012 3456"),
        regex=_ITEM,
        error_messages={
            "required": _("Въведете номера на пратката"),
            "invalid": _("Въведете номера с главни латински букви и цифри"),
        },
        widget=forms.TextInput({"autocomplete": "off", "class": "govuk-input--width-20 nssi-code"}),
    )
    address = forms.CharField(
        label=_("Адрес на пратката"),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Въведете точния адрес")},
    )
    field_order = ["item", "address", "on"]

    def prepare(self) -> None:
        """A person who chose the post has given the exact address."""
        if not self.delivery.is_electronic:
            del self.fields["address"]


class LetterForm(RecordForm):
    """Something that happened to a letter on its way."""

    BEFORE_POSTING = _("Денят е преди пратката да е предадена")

    item = forms.ChoiceField(
        label=_("Пратка"), widget=Radios(), error_messages={"required": _("Изберете пратката")}
    )
    field_order = ["item", "on"]

    def prepare(self) -> None:
        """Offer the letters that are on their way; one alone is chosen already."""
        self.letters = {event.details["item"]: event.details["on"] for event in letters(self.delivery)}
        self.fields["item"].choices = [(item, item) for item in self.letters]  # type: ignore[attr-defined]
        if len(self.letters) == 1:
            self.initial["item"] = next(iter(self.letters))

    def clean(self) -> dict[str, Any]:
        """Refuse a day before the letter left."""
        cleaned = super().clean() or {}
        on, item = cleaned.get("on"), cleaned.get("item")
        if on and item and on < date.fromisoformat(self.letters[item]):
            self.add_error("on", self.BEFORE_POSTING)
        return cleaned


class ReceiptForm(LetterForm):
    """The return receipt of a letter: the day that stands on it."""


class ReturnForm(LetterForm):
    """A letter that came back."""

    reason = forms.CharField(
        label=_("Причина според пощенския оператор"),
        max_length=200,
        error_messages={"required": _("Въведете причината, например „Непотърсена“")},
    )
    field_order = ["item", "reason", "on"]


class PostalListForm(PortalForm):
    """The list of the postal operator as a table."""

    file = forms.FileField(
        label=_("Таблица (CSV)"),
        help_text=_(
            "С колони „изх. номер“, „номер на пратката“, „предадена“, „получена“, „върната“ и „причина“, разделени с точка и запетая; дните като 21.11.2026."
        ),
        widget=FileInput,
        error_messages={
            "required": _("Изберете файл"),
            "empty": _("Файлът е празен. Изберете друг"),
            "max_length": _("Името на файла е твърде дълго. Скъсете го"),
        },
        max_length=255,
    )
