"""The forms of the administrator's journal (A-10)."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from nssi.access.models import Official
from nssi.access.reasons import ReasonField
from nssi.look.forms import DateField, PortalForm
from nssi.people.identifiers import kinds_of, normalise
from nssi.people.models import Person


class JournalForm(PortalForm):
    """Whose acts the journal shows, and until which day. Its names stand in the address."""

    UNKNOWN = _("Няма служител с това потребителско име")

    sluzhitel = forms.CharField(
        label=_("Потребителско име на служител"),
        max_length=50,
        required=False,
        widget=forms.TextInput(
            {"autocapitalize": "none", "spellcheck": "false", "class": "govuk-input--width-20"}
        ),
        error_messages={"max_length": UNKNOWN},
    )
    den = DateField(label=_("До ден, включително"), required=False)

    official: Official | None = None

    @property
    def day(self) -> date | None:
        """The last day that is shown; None for today."""
        found: date | None = self.cleaned_data.get("den") if self.is_bound else None
        return found

    def clean_sluzhitel(self) -> str:
        """Find the official."""
        username: str = self.cleaned_data["sluzhitel"]
        if username:
            self.official = Official.objects.filter(username=username).first()
            if self.official is None:
                raise forms.ValidationError(self.UNKNOWN)
        return username


class JournalOfPersonForm(PortalForm):
    """Whose data were looked at, and why that is asked. It is posted: a personal number stands in no address."""

    WRONG = _("Въведете ЕГН или ЛНЧ – 10\xa0цифри")
    UNKNOWN = _("Няма лице с този номер")

    number = forms.CharField(
        label=_("ЕГН или ЛНЧ на лицето"),
        max_length=20,
        error_messages={"required": WRONG, "max_length": WRONG},
        widget=forms.TextInput(
            {"inputmode": "numeric", "autocomplete": "off", "class": "govuk-input--width-20"}
        ),
    )

    why = ReasonField(label=_("Защо търсите?"))

    person: Person

    def clean_number(self) -> str:
        """Find the person."""
        number = normalise(self.cleaned_data["number"])
        kinds = kinds_of(number)
        if not kinds:
            raise forms.ValidationError(self.WRONG)
        person = Person.objects.filter(identifiers__number=number, identifiers__kind__in=kinds).first()
        if person is None:
            raise forms.ValidationError(self.UNKNOWN)
        self.person = person
        return number
