"""The form of a step, and the form that takes a file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from nssi.applications.steps import Answers, Typed
from nssi.look.forms import PortalBoundField, PortalForm
from nssi.look.typography import date_text
from nssi.people.models import Person


@dataclass(frozen=True)
class Row:
    """One line of the page where answers are checked: what was asked, and the answer as it is read."""

    label: str
    value: str


class StepForm(PortalForm):
    """The questions of one step. `person` applies; `answers` are those of the steps before this one."""

    def __init__(self, data: Any = None, *, person: Person, answers: Answers, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.person = person
        self.answers = answers
        self.prepare()

    def prepare(self) -> None:
        """Fit the questions to the person and to the earlier answers."""

    def rows(self) -> Iterator[Row]:
        """Yield what the page of checking shows of this step, in the order of its page."""
        for field in self.shown_fields():
            yield from self._rows_of(field)

    def _rows_of(self, field: PortalBoundField) -> Iterator[Row]:
        value = self.cleaned_data.get(field.name)
        if value not in (None, "", False):
            yield Row(str(field.label), _read(field, value))
        for name in field.conditional_fields.get(str(value), ()):
            yield from self._rows_of(self[name])


def _read(field: PortalBoundField, value: Any) -> str:
    if isinstance(value, bool):
        return str(_("Да"))
    if isinstance(value, date):
        return date_text(value)
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


def typed_into(form: type[StepForm], post: QueryDict) -> dict[str, list[str]]:
    """Return what `post` holds for the controls of this form, and nothing else."""
    names = form.base_fields
    return {
        key: post.getlist(key)
        for key in post
        if key in names or any(key.startswith(f"{name}_") for name in names)
    }


def as_sent(typed: Typed) -> QueryDict:
    """Return what was typed in the shape in which a browser sends it."""
    sent = QueryDict(mutable=True)
    for name, values in typed.items():
        sent.setlist(name, list(values))
    return sent


class UploadForm(PortalForm):
    """One file for one slot."""

    upload = forms.FileField(
        allow_empty_file=True, error_messages={"required": _("Изберете файл, който да качите.")}
    )

    def __init__(
        self,
        data: Any = None,
        files: Mapping[str, Any] | None = None,
        *,
        title: str,
        hint: str,
        **kwargs: Any,
    ) -> None:
        super().__init__(data, files, **kwargs)
        self.fields["upload"].label = title
        self.fields["upload"].help_text = hint
        self.fields["upload"].max_length = None
