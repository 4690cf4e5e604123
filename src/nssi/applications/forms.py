"""The form of a step: its questions, and its answers as they are read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django import forms
from django.core.validators import EMPTY_VALUES
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from nssi.applications.fields import LocalOfficeField
from nssi.applications.steps import Answers, Typed
from nssi.look.forms import DateField, DateInput, PortalBoundField, PortalForm
from nssi.look.typography import date_text
from nssi.people.identifiers import PersonalNumber
from nssi.people.models import Person


@dataclass(frozen=True)
class Row:
    """One line of the page where answers are checked: what was asked, and the answer.

    `fixed`: not typed here. `kept`: what is filed in place of the value, where that must not be kept with the answers.
    """

    key: str
    value: str
    fixed: bool = False
    kept: str = ""


class QuestionForm(PortalForm):
    """Questions whose answers can be read back, with fields that are asked only under an option of another."""

    def clean(self) -> dict[str, Any]:
        """Ask for the fields under a chosen option, and forget those under the others."""
        for name, field in self.fields.items():
            chosen = str(self.cleaned_data.get(name))
            for option, conditional in getattr(field.widget, "conditional", {}).items():
                for other in conditional:
                    if option != chosen:
                        self.cleaned_data.pop(other, None)
                        self.errors.pop(other, None)
                    elif other not in self.errors and self.cleaned_data.get(other) in EMPTY_VALUES:
                        self.add_error(other, self.fields[other].error_messages["required"])
        return self.cleaned_data

    def rows(self) -> Iterator[Row]:
        """Yield what the page of checking shows, in the order of its page."""
        for field in self.shown_fields():
            yield from self._rows_of(field)

    def _rows_of(self, field: PortalBoundField) -> Iterator[Row]:
        value = self.cleaned_data.get(field.name)
        if value not in (None, "", False, []):
            yield Row(str(field.label), _read(field, value), kept=_kept(value))
        for name in field.conditional_fields.get(str(value), ()):
            yield from self._rows_of(self[name])

    @classmethod
    def typed_again(cls, answers: Mapping[str, Any]) -> dict[str, list[str]]:
        """Return what a person would type to give these `answers`, as they are filed (plain JSON)."""
        typed: dict[str, list[str]] = {}
        for name, field in cls.base_fields.items():
            typed |= _typed(name, field, answers.get(name))
        return typed


class StepForm(QuestionForm):
    """The questions of one step. `person` applies; `answers` are those of the steps before this one.

    `assisted`: an official fills them in for the person, who may have neither e-mail nor phone.
    """

    def __init__(
        self, data: Any = None, *, person: Person, answers: Answers, assisted: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.person = person
        self.answers = answers
        self.assisted = assisted
        self.prepare()

    def prepare(self) -> None:
        """Fit the questions to the person and to the earlier answers."""

    def fixed_rows(self) -> list[Row]:
        """Return what the step shows and nobody types: it is known from the login."""
        return []

    def rows(self) -> Iterator[Row]:
        """Yield what the page of checking shows of this step, in the order of its page."""
        yield from self.fixed_rows()
        yield from super().rows()

    @classmethod
    def asks(cls, control: str) -> bool:
        """Return whether a control of this name belongs to the form."""
        return any(control == name or control.startswith(f"{name}_") for name in cls.base_fields)


def _read(field: PortalBoundField, value: Any) -> str:
    if isinstance(value, bool):
        return str(_("Да"))
    if isinstance(value, date):
        return date_text(value)
    if isinstance(value, PersonalNumber):
        return value.number
    if isinstance(value, list):
        return "\n".join(_chosen(cast(Any, field.field).choices, each) for each in value)
    if isinstance(field.field, LocalOfficeField):
        return field.field.label_of(value)
    if isinstance(field.field, forms.ChoiceField):
        return _chosen(field.field.choices, value)
    return str(value)


def _chosen(choices: Any, value: Any) -> str:
    for key, label in choices:
        if isinstance(label, list | tuple):
            if any(str(key) == str(value) for key, _label in label):
                return _chosen(label, value)
        elif str(key) == str(value):
            return str(label)
    return str(value)


def _kept(value: Any) -> str:
    """A personal number stands in no other table than that of `people`: what is filed shows its end alone."""
    return str(value) if isinstance(value, PersonalNumber) else ""


def _typed(name: str, field: forms.Field, value: Any) -> dict[str, list[str]]:
    if value in (None, "", False, []):
        return {}
    if isinstance(field, DateField):
        day = date.fromisoformat(str(value))
        return {f"{name}_{box}": [str(getattr(day, box))] for box, *_rest in DateInput.boxes}
    if value is True:
        return {name: ["on"]}
    return {name: [str(each) for each in value] if isinstance(value, list) else [str(value)]}


def typed_into(form: type[StepForm], post: QueryDict) -> dict[str, list[str]]:
    """Return what `post` holds for the controls of this form, and nothing else."""
    return {key: post.getlist(key) for key in post if form.asks(key)}


def as_sent(typed: Typed) -> QueryDict:
    """Return what was typed in the shape in which a browser sends it."""
    sent = QueryDict(mutable=True)
    for name, values in typed.items():
        sent.setlist(name, list(values))
    return sent
