"""The forms of the counter (O-14): who gets a PIK and on what ground, and whose PIK is annulled."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nssi.access.models import Official
from nssi.attachments.actions.take_in_file import FileRefused, judge_upload
from nssi.attachments.verdict import Verdict
from nssi.foundation import clock
from nssi.institution.models import OutreachOffice
from nssi.institution.queries import outreach_offices
from nssi.look.forms import DateField, FileInput, PortalForm, Radios
from nssi.people.identifiers import Kind, PersonalNumber, is_valid, normalise
from nssi.people.models import Names
from nssi.pik.actions.prepare_counter_issue import Deed

KINDS = ((Kind.EGN.value, _("ЕГН")), (Kind.LNCH.value, _("ЛНЧ")))
IN_PERSON, BY_REPRESENTATIVE = "in_person", "by_representative"
WRONG_NUMBER = _("Проверете номера: в него има грешка")


class _Number(forms.CharField):
    """A personal number; its kind stands in another field."""

    def __init__(self, label: Any, **more: Any) -> None:
        super().__init__(
            label=label,
            max_length=20,
            widget=forms.TextInput(
                {"inputmode": "numeric", "autocomplete": "off", "class": "govuk-input--width-10 nssi-code"}
            ),
            error_messages={"required": _("Въведете личния номер"), "max_length": WRONG_NUMBER},
            **more,
        )


def _kind(**more: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Вид на личния номер"),
        choices=KINDS,
        widget=Radios,
        error_messages={"required": _("Изберете вида на номера")},
        **more,
    )


def _name(label: Any, missing: Any, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=100,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": missing, "max_length": _("Името е до 100 знака")},
        **more,
    )


def _checked(text: Any, missing: Any, **more: Any) -> forms.BooleanField:
    return forms.BooleanField(label=text, error_messages={"required": missing}, **more)


def number_in(form: forms.Form, kind: str, number: str) -> PersonalNumber | None:
    """Return the number that two fields of the form say; None, with an error, where it is none."""
    typed, of_kind = normalise(form.cleaned_data.get(number, "")), form.cleaned_data.get(kind, "")
    if not typed or not of_kind:
        return None
    if not is_valid(Kind(of_kind), typed):
        form.add_error(number, WRONG_NUMBER)
        return None
    return PersonalNumber(Kind(of_kind), typed)


class CounterIssueForm(PortalForm):
    """Who gets the PIK. No member of the family is excepted from the notary (S4.7, S2.2 does not count here)."""

    way = forms.ChoiceField(
        label=_("Кой е на гишето?"),
        choices=((IN_PERSON, _("Лицето, за което е ПИК")), (BY_REPRESENTATIVE, _("Представител"))),
        widget=Radios(
            hints={
                IN_PERSON: _("Само с лична карта. Друг документ не се приема."),
                BY_REPRESENTATIVE: _(
                    "Само с изрично, нотариално заверено пълномощно – без изключения за близки."
                ),
            },
            conditional={
                BY_REPRESENTATIVE: (
                    "deed_seen", "deed_number", "deed_day", "notary", "copy", "representative_kind",
                    "representative_number", "representative_first", "representative_middle", "representative_last",
                )
            },
        ),
        error_messages={"required": _("Изберете кой е на гишето")},
    )  # fmt: skip
    deed_seen = _checked(
        _("Пълномощното е изрично за издаване на ПИК и е нотариално заверено"),
        _("ПИК се издава на представител само с изрично, нотариално заверено пълномощно"),
    )
    deed_number = forms.CharField(
        label=_("Номер на пълномощното"),
        max_length=50,
        widget=forms.TextInput({"autocomplete": "off", "class": "govuk-input--width-10"}),
        error_messages={
            "required": _("Въведете номера на пълномощното"),
            "max_length": _("Номерът е до 50 знака"),
        },
    )
    deed_day = DateField(label=_("Дата на пълномощното"))
    notary = _name(_("Нотариус"), _("Въведете нотариуса"))
    copy = forms.FileField(
        label=_("Копие на пълномощното"),
        widget=FileInput(),
        error_messages={"required": _("Приложете копие на пълномощното")},
    )
    representative_kind = _kind()
    representative_number = _Number(_("Личен номер на представителя"))
    representative_first = _name(_("Собствено име на представителя"), _("Въведете собствено име"))
    representative_middle = _name(_("Бащино име на представителя (ако има)"), "", required=False)
    representative_last = _name(_("Фамилно име на представителя"), _("Въведете фамилно име"))
    card_seen = _checked(
        _("Проверих личната карта на този, който е на гишето, и тя е валидна"),
        _("ПИК се издава само след проверка на валидна лична карта"),
    )
    kind = _kind(initial=Kind.EGN.value)
    number = _Number(_("Личен номер на лицето, за което е ПИК"))
    first = _name(_("Собствено име"), _("Въведете собствено име"))
    middle = _name(_("Бащино име (ако има)"), "", required=False)
    last = _name(_("Фамилно име (ако има)"), "", required=False)
    email = forms.EmailField(
        label=_("E-mail за известия (по желание)"),
        help_text=_("На него съобщаваме, че ПИК е издаден, подменен или анулиран. Кодът не се изпраща."),
        max_length=254,
        required=False,
        widget=forms.EmailInput({"autocomplete": "off", "spellcheck": "false"}),
        error_messages={
            "invalid": _("Въведете e-mail адрес като ime@example.com"),
            "max_length": _("E-mail адресът е до 254 знака"),
        },
    )
    office = forms.ChoiceField(
        label=_("Къде се издава?"), widget=Radios, error_messages={"required": _("Изберете къде се издава")}
    )

    _OF_THE_DEED = (
        "deed_seen", "deed_number", "deed_day", "notary", "copy", "representative_kind", "representative_number",
        "representative_first", "representative_last",
    )  # fmt: skip

    def __init__(self, official: Official, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        self.offices: list[OutreachOffice] = (
            outreach_offices(official.competent_body) if official.competent_body else []
        )
        if self.offices:
            choices = [
                ("", str(official.competent_body)),
                *((str(each.pk), each.name) for each in self.offices),
            ]
            self.fields["office"].choices = choices  # type: ignore[attr-defined]
            self.fields["office"].required = False
            self.fields["office"].initial = ""
        else:
            del self.fields["office"]
        if data is not None and data.get("way") != BY_REPRESENTATIVE:
            for name in self._OF_THE_DEED:
                self.fields[name].required = False

    def clean(self) -> dict[str, Any]:
        """Check numbers by their own digits, the day, and the copy by what is in it."""
        said = self.cleaned_data
        self.person_number = number_in(self, "kind", "number")
        self.representative = None
        self.copied: tuple[bytes, Verdict] | None = None
        if said.get("way") == BY_REPRESENTATIVE:
            self.representative = number_in(self, "representative_kind", "representative_number")
            if self.representative and self.representative == self.person_number:
                self.add_error(
                    "representative_number", _("Представителят е друго лице, не това, за което е ПИК")
                )
            if (day := said.get("deed_day")) and day > clock.today():
                self.add_error("deed_day", _("Датата не може да е бъдеща"))
            if upload := said.get("copy"):
                try:
                    self.copied = judge_upload(upload, upload.name)
                except FileRefused as refused:
                    self.add_error("copy", refused.finding.text)
        return said

    @property
    def names(self) -> Names:
        """The names of the person who gets the PIK."""
        said = self.cleaned_data
        return Names(said["first"], said["middle"], said["last"])

    @property
    def outreach_office(self) -> OutreachOffice | None:
        """The outreach office where it is issued, or None: in the local office itself."""
        chosen = self.cleaned_data.get("office")
        return next((each for each in self.offices if str(each.pk) == chosen), None)

    @property
    def deed(self) -> Deed | None:
        """The power of attorney of a form that is valid, or None: the person has come."""
        said = self.cleaned_data
        if self.representative is None or self.copied is None:
            return None
        content, verdict = self.copied
        return Deed(
            representative=self.representative,
            representative_names=Names(
                said["representative_first"], said["representative_middle"], said["representative_last"]
            ),
            number=said["deed_number"],
            day=said["deed_day"],
            notary=said["notary"],
            content=content,
            verdict=verdict,
        )


class CounterAnnulForm(PortalForm):
    """Whose PIK is annulled: the owner stands at the counter."""

    kind = _kind(initial=Kind.EGN.value)
    number = _Number(_("Личен номер"))
    card_seen = _checked(
        _("Проверих личната карта на собственика на ПИК"),
        _("ПИК се анулира само по искане на собственика му"),
    )

    def clean(self) -> dict[str, Any]:
        """Check the number by its own digits."""
        self.person_number = number_in(self, "kind", "number")
        return self.cleaned_data
