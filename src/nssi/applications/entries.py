"""A step that asks the same questions several times: insurers, periods."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any, ClassVar, cast

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from nssi.applications.forms import QuestionForm, Row, StepForm
from nssi.applications.steps import Text, Typed
from nssi.look.forms import ErrorEntry

COUNT = "entry_count"
"""The hidden control that says how many entries the page has."""


class EntriesForm(StepForm):
    """One or more entries of one kind; it cleans to `{"entries": [the answers of each]}`.

    `entry` asks the questions of one entry; `entry_title` names one, with „%(number)s“ in it; `add_another` is the text
    of the button; an entry after the first that was left empty does not count.
    """

    entry: ClassVar[type[QuestionForm]]
    entry_title: ClassVar[Text]
    add_another: ClassVar[Text]
    most: ClassVar[int] = 10
    template_name = "applications/entries.html"

    @cached_property
    def entries(self) -> list[QuestionForm]:
        """The form of each entry, in the order of the page."""
        first = cast(list[Any], self.initial.get("entries") or [None])
        return [
            self.entry(
                self.data if self.is_bound else None,
                prefix=f"entry_{number}",
                initial=first[number] if number < len(first) else None,
                empty_permitted=number > 0,
                use_required_attribute=False,
            )
            for number in range(self._count() if self.is_bound else len(first))
        ]

    @property
    def numbered(self) -> list[tuple[str, QuestionForm]]:
        """The title and the form of each entry."""
        return [
            (str(self.entry_title) % {"number": number}, form) for number, form in enumerate(self.entries, 1)
        ]

    @property
    def may_add(self) -> bool:
        """Whether there is room for another entry."""
        return len(self.entries) < self.most

    def clean(self) -> dict[str, Any]:
        """Clean every entry; one error stands for all of them, for each entry shows its own."""
        judged = [entry.is_valid() for entry in self.entries]  # each of them, so that each shows its errors
        if not all(judged):
            raise ValidationError(gettext("Проверете въведеното"), code="entries")
        return {"entries": [entry.cleaned_data for entry in self.entries if entry.cleaned_data]}

    @property
    def error_entries(self) -> list[ErrorEntry]:
        """The entries of the error summary: those of every entry, in the order of the page."""
        return [error for entry in self.entries for error in entry.error_entries] if self.errors else []

    def rows(self) -> Iterator[Row]:
        """Yield the rows of each entry under its title."""
        yield from self.fixed_rows()
        for title, entry in self.numbered:
            for row in entry.rows() if entry.has_changed() else ():
                yield replace(row, key=f"{title}: {row.key}")

    @classmethod
    def asks(cls, control: str) -> bool:
        """Return whether a control of this name belongs to the form."""
        return control == COUNT or control.startswith("entry_")

    def rearranged(self, typed: Typed) -> dict[str, list[str]]:
        """Return what was typed, after the button that was pressed: with one more entry, or with one less."""
        kept = [number for number in range(len(self.entries)) if str(number) != self.data.get("drop")]
        count = len(kept) + 1 if "add" in self.data else len(kept)
        return {
            COUNT: [str(min(max(count, 1), self.most))],
            **{
                control.replace(f"entry_{old}-", f"entry_{new}-", 1): values
                for new, old in enumerate(kept)
                for control, values in typed.items()
                if control.startswith(f"entry_{old}-")
            },
        }

    def _count(self) -> int:
        count = str(self.data.get(COUNT, ""))
        return min(max(int(count), 1), self.most) if re.fullmatch("[0-9]{1,3}", count) else 1

    @classmethod
    def typed_again(cls, answers: Mapping[str, Any]) -> dict[str, list[str]]:
        """Return what a person would type to give these answers."""
        entries = answers.get("entries", [])
        typed = {COUNT: [str(len(entries))]}
        for number, entry in enumerate(entries):
            for control, values in cls.entry.typed_again(entry).items():
                typed[f"entry_{number}-{control}"] = values
        return typed
