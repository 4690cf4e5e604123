"""What a person may change after filing, and what holds then: the application as filed, with the changes laid over it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from nssi.applications.events import changeable_after_the_end
from nssi.applications.forms import StepForm
from nssi.applications.models import Application, Change, IdentifiedBy
from nssi.applications.progress import progress_of
from nssi.applications.services import FormVersion, service
from nssi.applications.steps import Step
from nssi.applications.wizard import as_json

CHANGEABLE = {
    Change.What.EMAIL: ("personal_data", ("email",)),
    Change.What.ADDRESS: ("personal_data", ("address", "permanent_address")),
    Change.What.ACCOUNT: ("account", ()),
    Change.What.DELIVERY: ("delivery", ()),
}
"""In which step the form asks for it, and in which fields; none named = all of them."""


@dataclass(frozen=True)
class Contact:
    """How a person is reached about an application at present; shaped as in the application itself."""

    email: str
    delivery_method: str
    delivery_address: str


def form_of(application: Application) -> FormVersion | None:
    """Return the form on which the application was filed, or the one in force; None where the service is no more."""
    known = service(application.service)
    return known.form_of(application.form_version) if known and known.forms else None


def has_ended(application: Application) -> bool:
    """Return whether the institution has finished with the application, so that nothing of it can be changed."""
    progress = progress_of([application]).get(application.id)
    return progress is not None and progress.ended


def changeable(application: Application) -> list[Change.What]:
    """Return what can be changed in this application: what its form asks for, while nothing has ended it.

    Afterwards it is what the rooms above still need (`events.stays_changeable`).
    """
    form = form_of(application)
    if form is None or application.state != Application.State.FILED:
        return []
    asked = [what for what in CHANGEABLE if _step_of(form, what) is not None]
    if not has_ended(application):
        return asked
    needed = changeable_after_the_end(application)
    return [what for what in asked if what in needed]


def current_answers(application: Application) -> dict[str, dict[str, Any]]:
    """Return the answers by step and field that hold at present."""
    answers = {step: dict(given) for step, given in application.answers.items()}
    for change in application.changes.filter(what__in=CHANGEABLE):
        step, fields = CHANGEABLE[Change.What(change.what)]
        kept = answers.get(step, {}) if fields else {}
        answers[step] = {**kept, **change.value}
    return answers


def contact_of(application: Application) -> Contact:
    """Return how the person is reached at present."""
    form = form_of(application)
    if form is None or not application.changes.exists():
        return Contact(application.email, application.delivery_method, application.delivery_address)
    now = form.particulars(current_answers(application))
    return Contact(now.email, now.delivery_method, now.delivery_address)


def change_form(application: Application, what: Change.What, data: Any = None) -> StepForm:
    """Return the questions of the form about `what`, filled with what holds at present or with `data` as it was sent."""
    form = form_of(application)
    step = _step_of(form, what) if form else None
    if step is None:
        raise ValueError(f"the form does not ask for {what}")
    answers = current_answers(application)
    on_paper = application.identified_by not in (IdentifiedBy.PIK, IdentifiedBy.QES)
    asked = step.form(data, person=application.person, answers=answers, assisted=on_paper)
    _step, fields = CHANGEABLE[what]
    for name in [name for name in asked.fields if fields and name not in fields]:
        del asked.fields[name]
    asked.initial = answers.get(step.name, {})
    asked.heading = ""  # type: ignore[misc]
    return asked


def plain(value: Mapping[str, Any]) -> dict[str, Any]:
    """Return cleaned answers as they are kept: plain JSON."""
    return json.loads(as_json(value))  # type: ignore[no-any-return]


def _step_of(form: FormVersion, what: Change.What) -> Step | None:
    name, fields = CHANGEABLE[what]
    for step in form.steps:
        if step.name == name and (not fields or any(field in step.form.base_fields for field in fields)):
            return step
    return None
