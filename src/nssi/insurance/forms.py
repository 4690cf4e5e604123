"""The forms of the pages for declarations."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nssi.access.reasons import ReasonField
from nssi.insurance.uploads import LARGEST
from nssi.look.forms import FileInput, PortalForm
from nssi.look.typography import size_text
from nssi.people.identifiers import kinds_of, normalise

MONTH_NUMBERS = [(str(number), f"{number:02}") for number in range(1, 13)]


class DeclarationForm(PortalForm):
    """A file of declaration form 1 (I-03)."""

    TOO_LARGE = _("Файлът е по-голям от %(size)s. Разделете го или го оставете в наблюдаваната папка.")

    file = forms.FileField(
        label=_("Файл с декларации"),
        help_text=_(
            "Файл EMPL2021.TXT, или архив (gzip или zip) с такива файлове. Месецът и видът – редовни, коригиращи или"
            " заличаващи данни – се четат от всеки ред."
        ),
        widget=FileInput,
        error_messages={
            "required": _("Изберете файл"),
            "empty": _("Файлът е празен. Изберете друг"),
            "max_length": _("Името на файла е твърде дълго. Скъсете го"),
        },
        max_length=255,
    )

    def refuse_as_too_large(self) -> None:
        """Say that the file was not received because of its size."""
        self.errors.pop("file", None)
        self.add_error("file", self.TOO_LARGE % {"size": size_text(LARGEST)})


class HistoryForm(PortalForm):
    """Which files the history shows (I-05): those that hold data of a month, or of a year."""

    godina = forms.RegexField(
        label=_("Година на данните"),
        regex=r"^(19|20)[0-9]{2}\Z",
        required=False,
        error_messages={"invalid": _("Въведете година, например 2026")},
        widget=forms.TextInput({"inputmode": "numeric", "class": "govuk-input--width-4"}),
    )
    mesets = forms.ChoiceField(label=_("Месец"), choices=[("", _("всички"))], required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mesets"].choices += MONTH_NUMBERS  # type: ignore[attr-defined]


class InsuredPersonForm(PortalForm):
    """Of whom, by which insurer, and why (I-06); an insurer asks for its own (`is_own`) and need not say why."""

    NUMBER = _("Въведете ЕГН или ЛНЧ – 10\xa0цифри")
    INSURER = _("Въведете ЕИК или БУЛСТАТ – 9 или 13\xa0цифри, или номер на физическо лице – 10\xa0цифри")

    insurer = forms.RegexField(
        label=_("ЕИК или БУЛСТАТ на осигурителя"),
        regex=r"^([0-9]{9}|[0-9]{10}|[0-9]{13})\Z",
        error_messages={"required": INSURER, "invalid": INSURER},
        widget=forms.TextInput(
            {"inputmode": "numeric", "autocomplete": "off", "class": "govuk-input--width-20 nssi-code"}
        ),
    )
    number = forms.CharField(
        label=_("ЕГН или ЛНЧ на лицето"),
        max_length=20,
        error_messages={"required": NUMBER, "max_length": NUMBER},
        widget=forms.TextInput(
            {"inputmode": "numeric", "autocomplete": "off", "class": "govuk-input--width-20 nssi-code"}
        ),
    )

    why = ReasonField(label=_("Защо търсите?"))

    def __init__(self, *args: Any, is_own: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_own:
            del self.fields["insurer"], self.fields["why"]

    def clean_number(self) -> str:
        """Return the number without spaces and dashes."""
        number = normalise(self.cleaned_data["number"])
        if not kinds_of(number):
            raise forms.ValidationError(self.NUMBER)
        return number
