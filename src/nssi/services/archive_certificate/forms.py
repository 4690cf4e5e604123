"""The questions of the application for a certificate from the insurance archive."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nssi.applications import shared_forms
from nssi.applications.entries import EntriesForm
from nssi.applications.fields import ArchiveBodyField
from nssi.applications.forms import QuestionForm, StepForm
from nssi.applications.steps import Text
from nssi.archive.models import TerminatedInsurer
from nssi.delivery.methods import DeliveryMethod
from nssi.foundation import clock
from nssi.institution.models import CompetentBody
from nssi.institution.parameters import current_parameters
from nssi.institution.queries import archive_centres, competent_body, offered_local_offices
from nssi.look.forms import Checkboxes, DateField, Radios
from nssi.look.typography import date_text
from nssi.people.eik import is_eik
from nssi.services.archive_certificate.kinds import CertificateKind, duplicate_fee

YES_NO = [("no", _("Не")), ("yes", _("Да"))]

EARLIEST_YEAR = 1930
"""Payrolls are not older: nobody who needs a certificate worked before."""

FIRST_CERTIFICATES = date(2005, 7, 1)
"""Since when the institute takes over payrolls and issues certificates from them (Инструкция № 5 от 30.06.2005 г.)."""


LONGEST_ID = 18
"""Digits of the number of a row."""


class StartForm(StepForm):
    """What is worth knowing; nothing is asked (C-10). An insurer that was found in the enquiry comes along, by its id (P-04)."""

    insurer = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_insurer(self) -> int | None:
        typed = self.cleaned_data["insurer"]
        if not typed.isdecimal() or len(typed) > LONGEST_ID:
            return None
        found = TerminatedInsurer.objects.filter(is_public=True, pk=int(typed))
        return found.values_list("pk", flat=True).first()


class CertificateForm(StepForm):
    """A new document, of one kind or several, or the duplicate of one issued before (C-16, S2.1, S2.7)."""

    wanted = forms.ChoiceField(
        label=_("Какво искате да Ви издадем?"),
        choices=[
            ("document", _("Удостоверение или служебна бележка")),
            ("duplicate", _("Дубликат на вече издадено удостоверение")),
        ],
        widget=Radios(
            hints={"duplicate": _("Дубликатът се заплаща по Тарифата на услугите в НОИ.")},
            conditional={"document": ("kinds",)},
        ),
        error_messages={"required": _("Изберете удостоверение или дубликат")},
    )
    kinds = forms.MultipleChoiceField(
        label=_("Вид на документа"),
        help_text=_("Изберете всички, които са Ви нужни. Издават се безплатно."),
        choices=CertificateKind.choices,
        required=False,
        widget=Checkboxes(
            hints={
                CertificateKind.COURT_ESTABLISHMENT: _(
                    "За установяване на трудов и осигурителен стаж по съдебен ред"
                ),
                CertificateKind.TAX_OFFICIAL_NOTE: _(
                    "За доход от трудово правоотношение при прекратен осигурител"
                ),
            }
        ),
        error_messages={"required": _("Изберете поне един вид документ")},
    )


class DuplicateForm(StepForm):
    """Which document the duplicate is of (C-16, S2.7)."""

    original_kind = forms.ChoiceField(
        label=_("На кой документ искате дубликат?"),
        choices=CertificateKind.choices,
        widget=Radios,
        error_messages={"required": _("Изберете вида на издадения документ")},
    )
    original_number = forms.CharField(
        label=_("Номер на издадения документ"),
        help_text=_("Ако го знаете. Попълнете поне номера или датата."),
        required=False,
        max_length=60,
        widget=forms.TextInput({"autocomplete": "off", "class": "govuk-input--width-20"}),
        error_messages={
            "max_length": _("Номерът може да е до %(limit_value)d\u00a0знака, а е %(show_value)d")
        },
    )
    original_issued_on = DateField(
        label=_("Дата на издаване"), help_text=_("Ако я знаете, например 16 3 2019"), required=False
    )

    def clean_original_issued_on(self) -> date | None:
        day: date | None = self.cleaned_data["original_issued_on"]
        if day is not None and not FIRST_CERTIFICATES <= day <= clock.today():
            raise ValidationError(
                gettext("Въведете дата между %(from)s и %(to)s")
                % {"from": date_text(FIRST_CERTIFICATES), "to": date_text(clock.today())}
            )
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        names = ("original_number", "original_issued_on")
        if not any(cleaned.get(name) or name in self.errors for name in names):
            self.add_error("original_number", gettext("Въведете номера на документа или датата на издаване"))
        return cleaned

    @property
    def fee_notice(self) -> str:
        """What the duplicate costs today, as far as it is known."""
        return duplicate_fee(clock.today(), current_parameters())


class NamesForm(StepForm):
    """Whether the documents carry other names, so that a certificate of their identity is needed (R-04, S2.2)."""

    heading = "names_differ"
    names_differ = forms.ChoiceField(
        label=_("Имената в документите различни ли са от сегашните?"),
        help_text=_(
            "Например стажът е на моминското име. Тогава приложете удостоверение за идентичност на имена."
        ),
        choices=YES_NO,
        widget=Radios,
        error_messages={"required": _("Изберете дали имената са различни")},
    )


class YearField(forms.IntegerField):
    """A year of four digits, not before people worked and not after the present one."""

    widget = forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "class": "govuk-input--width-4"})
    default_error_messages = {"invalid": _("Въведете година с четири цифри, например 1987")}

    def clean(self, value: Any) -> int | None:
        year: int | None = super().clean(value)
        if year is not None and not EARLIEST_YEAR <= year <= clock.today().year:
            raise ValidationError(
                gettext("Въведете година между %(from)s и %(to)s")
                % {"from": EARLIEST_YEAR, "to": clock.today().year}
            )
        return year


class InsurerForm(QuestionForm):
    """One insurer without a successor, and the years of work there: years, for few remember days (C-17)."""

    name = forms.CharField(
        label=_("Име на осигурителя"),
        help_text=_("Предприятието, както се е казвало тогава"),
        min_length=2,
        max_length=200,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={
            "required": _("Въведете името на осигурителя"),
            "min_length": _("Въведете пълното име на осигурителя"),
            "max_length": _("Името може да е до %(limit_value)d\u00a0знака, а е %(show_value)d"),
        },
    )
    eik = forms.CharField(
        label=_("ЕИК или БУЛСТАТ (ако го знаете)"),
        required=False,
        max_length=20,
        widget=forms.TextInput(
            {"inputmode": "numeric", "autocomplete": "off", "class": "govuk-input--width-10"}
        ),
        error_messages={"max_length": _("Въведете ЕИК от 9 или 13\u00a0цифри или оставете полето празно")},
    )
    place = forms.CharField(
        label=_("Населено място"),
        max_length=100,
        widget=forms.TextInput({"autocomplete": "off", "class": "govuk-input--width-20"}),
        error_messages={
            "required": _("Въведете населеното място на осигурителя"),
            "max_length": _("Името може да е до %(limit_value)d\u00a0знака, а е %(show_value)d"),
        },
    )
    position = forms.CharField(
        label=_("Длъжност (ако я помните)"),
        required=False,
        max_length=100,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={
            "max_length": _("Текстът може да е до %(limit_value)d\u00a0знака, а е %(show_value)d")
        },
    )
    from_year = YearField(
        label=_("От коя година"),
        error_messages={"required": _("Въведете от коя година е стажът при осигурителя")},
    )
    to_year = YearField(
        label=_("До коя година"),
        error_messages={"required": _("Въведете до коя година е стажът при осигурителя")},
    )

    def clean_eik(self) -> str:
        number = "".join(self.cleaned_data["eik"].split())
        if number and not is_eik(number):
            raise ValidationError(gettext("Въведете ЕИК от 9 или 13\u00a0цифри или оставете полето празно"))
        return number

    def clean(self) -> dict[str, Any]:
        """See that the period does not end before it begins."""
        cleaned = super().clean()
        since, until = cleaned.get("from_year"), cleaned.get("to_year")
        if since is not None and until is not None and until < since:
            self.add_error("to_year", gettext("Въведете година, която не е преди %(year)s") % {"year": since})
        return cleaned


class InsurersForm(EntriesForm):
    """The insurers and the periods that the document is asked for (C-17)."""

    entry = InsurerForm
    entry_title = _("Осигурител %(number)s")
    add_another = _("Добавете друг осигурител или период")

    @cached_property
    def taken_over(self) -> TerminatedInsurer | None:
        """The insurer that was chosen in the enquiry before (P-04)."""
        chosen = self.answers.get("start", {}).get("insurer")
        return TerminatedInsurer.objects.defer("search").filter(pk=chosen).first() if chosen else None

    @cached_property
    def entries(self) -> list[QuestionForm]:
        """The form of each entry; the first begins with the insurer that was chosen, as long as nothing is typed."""
        if not self.is_bound and self.taken_over:
            chosen = self.taken_over
            self.initial = {"entries": [{"name": chosen.name, "eik": chosen.eik, "place": chosen.seat}]}
        return super().entries

    @property
    def left_out(self) -> TerminatedInsurer | None:
        """The insurer that was chosen after something was typed here, and stands in no entry."""
        chosen = self.taken_over if self.is_bound else None
        named = [str(entry["name"].value()) for entry in self.entries]
        return chosen if chosen and chosen.name not in named else None


class PurposeForm(StepForm):
    """What the document is for, and whether it will be used abroad."""

    purpose = forms.ChoiceField(
        label=_("За какво Ви е нужен документът?"),
        choices=[
            ("pension", _("За пенсия")),
            ("benefit", _("За обезщетение")),
            ("other", _("За друго")),
        ],
        widget=Radios(conditional={"other": ("other_purpose",)}),
        error_messages={"required": _("Изберете за какво Ви е нужен документът")},
    )
    other_purpose = forms.CharField(
        label=_("За какво по-точно?"),
        required=False,
        max_length=200,
        error_messages={
            "required": _("Въведете за какво Ви е нужен документът"),
            "max_length": _("Текстът може да е до %(limit_value)d\u00a0знака, а е %(show_value)d"),
        },
    )
    abroad = forms.ChoiceField(
        label=_("Ще използвате ли документа в чужбина?"),
        choices=YES_NO,
        widget=Radios(conditional={"yes": ("state", "legalised")}),
        error_messages={"required": _("Изберете дали ще използвате документа в чужбина")},
    )
    state = forms.CharField(
        label=_("В коя държава?"),
        required=False,
        max_length=100,
        widget=forms.TextInput({"autocomplete": "off", "class": "govuk-input--width-20"}),
        error_messages={
            "required": _("Въведете държавата, в която ще използвате документа"),
            "max_length": _("Името може да е до %(limit_value)d\u00a0знака, а е %(show_value)d"),
        },
    )
    legalised = forms.ChoiceField(
        label=_("Ще легализирате ли документа?"),
        choices=YES_NO,
        required=False,
        widget=Radios,
        error_messages={"required": _("Изберете дали ще легализирате документа")},
    )


class BodyForm(StepForm):
    """Where the application goes: any local office or regional archive centre (C-14, S2.4)."""

    heading = "body"
    body = ArchiveBodyField(
        label=_("До кого е заявлението?"),
        help_text=_("Можете да изберете всяко – независимо къде живеете и къде са ведомостите."),
    )

    def prepare(self) -> None:
        field: Any = self.fields["body"]
        field.choices = list(field.choices)  # asked of the database once, not whenever they are read

    @property
    def has_unverified(self) -> bool:
        """Whether a regional archive centre is offered that no list of the institution names."""
        return not all(centre.verified for centre in archive_centres(clock.today()))

    @property
    def bodies(self) -> list[CompetentBody]:
        """Those that can be chosen, for how each is reached."""
        offices = [office.competent_body for office in offered_local_offices()]
        return [*offices, *archive_centres(clock.today())]


class DeliveryForm(shared_forms.DeliveryForm):
    """In person, by post with a return receipt, or electronically (C-20, S2.6)."""

    ways: ClassVar[Mapping[DeliveryMethod, Text]] = {
        DeliveryMethod.COUNTER: _("Лично срещу подпис"),
        DeliveryMethod.POST: _("Чрез лицензиран пощенски оператор с обратна разписка"),
        DeliveryMethod.ELECTRONIC: _("По електронен път, на e-mail адрес"),
    }

    def words(self, way: DeliveryMethod) -> Text:
        if way is DeliveryMethod.COUNTER:
            body = competent_body(self.answers.get("body", {}).get("body", ""))
            if body is not None:
                return gettext("Лично срещу подпис в %(body)s") % {"body": body.label}
        return super().words(way)
