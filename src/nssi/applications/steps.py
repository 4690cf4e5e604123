"""What a form is made of: steps that know themselves, and slots for documents."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise

if TYPE_CHECKING:
    from nssi.applications.forms import StepForm

Answers = Mapping[str, Mapping[str, Any]]
"""Cleaned answers: by the name of the step, then of the field. Steps that are not complete are absent."""

Text = str | Promise
"""A text for people, translated when it is shown."""

Typed = Mapping[str, list[str]]
"""What was typed into one step, as the browser sent it: lists of texts by the names of controls."""


class Kind(Enum):
    """What a step's page holds, with the template that draws it."""

    QUESTIONS = "applications/step.html"
    DOCUMENTS = "applications/documents.html"
    CHECK = "applications/check.html"


@dataclass(frozen=True)
class Step:
    """One page of a form: one topic.

    `name` is the key of its answers, `slug` the end of its address; `own_template` draws it where the one of its kind does
    not do. `applies` says from the answers of the steps before it whether it is asked at all.
    """

    name: str
    slug: str
    title: Text
    form: "type[StepForm]"
    kind: Kind = Kind.QUESTIONS
    own_template: str = ""
    applies: Callable[[Answers], bool] = lambda answers: True

    @property
    def template(self) -> str:
        """The template that draws the page."""
        return self.own_template or self.kind.value


@dataclass(frozen=True)
class Slot:
    """A named place for documents of one sort. `missing` is the error where a required one is empty.

    `applies` and, where it depends on the situation, `required` are asked with the answers of the steps before the
    documents: the checklist of one person is the slots that apply to them.
    """

    name: str
    title: Text
    hint: Text = ""
    required: bool | Callable[[Answers], bool] = False
    missing: Text = ""
    applies: Callable[[Answers], bool] = lambda answers: True

    def fitted(self, answers: Answers) -> "Slot":
        """Return the slot with `required` decided for these answers."""
        return replace(self, required=self.required(answers)) if callable(self.required) else self


def checklist(slots: tuple[Slot, ...], answers: Answers) -> tuple[Slot, ...]:
    """Return the slots that apply in the situation of these answers, each with `required` decided."""
    return tuple(slot.fitted(answers) for slot in slots if slot.applies(answers))
