"""Filing again with irregularities removed, by quoting the УРИ of the application that was filed (C-12, C-26; S1.10)."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nssi.applications.events import irregularities_of
from nssi.applications.forms import Row, StepForm
from nssi.applications.models import Application, ApplicationEvent, Draft
from nssi.applications.services import FormVersion
from nssi.applications.steps import Kind, Typed
from nssi.foundation import clock
from nssi.look.forms import Radios
from nssi.look.typography import date_text
from nssi.people.models import Person
from nssi.records.registry_uid import RegistryUid

STEP = "second_filing"
"""The name of the step that asks about it, in forms that do."""

NO, OTHER = "no", "other"


class SecondFilingRefused(Exception):  # noqa: N818 – an answer, no error of ours
    """The person cannot file this application again; the exception's text says why, in their words."""


def application_to_replace(person: Person, service: str, uid_text: str) -> Application:
    """Return the person's application of `service` (a slug) with this УРИ, typed as people type it.

    Raises SecondFilingRefused. Somebody else's application is answered as one that does not exist.
    """
    try:
        uid = str(RegistryUid.parse(uid_text))
    except ValueError:
        uid = ""
    application = (
        Application.objects.filter(person=person, service=service, registry_uid=uid)
        .select_related("replaced_by", "representation")
        .first()
    )
    if application is None:
        raise SecondFilingRefused(gettext("Няма Ваше заявление с този УРИ"))
    _refuse_unless_open(application)
    return application


def open_applications(person: Person, service: str) -> list[Application]:
    """Return the person's applications of `service` that may be filed again, newest first."""
    filed = Application.objects.filter(
        person=person, service=service, state=Application.State.FILED
    ).order_by("-filed_at")
    return [application for application in filed if irregularities_of(application) is not None]


def take_place(application: Application, draft: Draft) -> None:
    """Let `application`, which is being filed from `draft`, replace the one that the draft is about, where there is one.

    It keeps the date of the first filing for the terms that count from it. Raises SecondFilingRefused where the earlier
    one has been replaced or closed since.
    """
    if draft.replaces_id is None:
        return
    earlier = Application.objects.select_for_update().get(id=draft.replaces_id)
    _refuse_unless_open(earlier)
    application.replaces = earlier
    application.first_filed_at = earlier.counts_from
    earlier.state = Application.State.REPLACED
    earlier.save(update_fields=["state"])
    ApplicationEvent.objects.create(
        application=earlier, what=ApplicationEvent.What.REPLACED, at=application.filed_at
    )


def typed_before(application: Application, form: FormVersion) -> dict[str, Typed]:
    """Return what a person would type into `form` to say what `application` says; the declarations are made anew."""
    typed: dict[str, Typed] = {
        step.name: step.form.typed_again(application.answers[step.name])
        for step in form.steps
        if step.kind is not Kind.CHECK and step.name in application.answers
    }
    if application.representation is not None and "represented" in typed:
        number = application.representation.identifier_number  # the answers hold its end alone
        typed["represented"] = {**typed["represented"], "identifier": [number]}
    if any(step.name == STEP for step in form.steps):
        typed[STEP] = {"again": [application.registry_uid]}
    return typed


class _JudgedByTheForm(forms.ChoiceField):
    """A choice whose options are read from the database when the page is drawn, not whenever the draft is."""

    def valid_value(self, value: str) -> bool:
        return True


class SecondFilingForm(StepForm):
    """Whether the person was asked to file again, and which application (C-12). A service names itself in `service`."""

    service: ClassVar[str]
    heading = "again"
    again = _JudgedByTheForm(
        label=_("Подавате ли отново заявление, по което сме Ви писали за недостатъци?"),
        widget=Radios(conditional={OTHER: ("registry_uid",)}),
        error_messages={"required": _("Изберете дали подавате заявлението отново")},
    )
    registry_uid = forms.CharField(
        label=_("УРИ на подаденото заявление"),
        help_text=_("Входящият номер от съобщението, например 1001-000123-22.11.2026"),
        required=False,
        max_length=60,
        widget=forms.TextInput({"autocomplete": "off", "class": "govuk-input--width-20 nssi-code"}),
        error_messages={
            "required": _("Въведете УРИ на подаденото заявление"),
            "max_length": _("Няма Ваше заявление с този УРИ"),
        },
    )

    def prepare(self) -> None:
        self.fields["again"].choices = self._choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Find the application, and forget every other answer."""
        cleaned = super().clean()
        again = cleaned.get("again")
        if self.errors or again == NO:
            return {"again": NO, "registry_uid": ""}
        uid = cleaned.get("registry_uid", "") if again == OTHER else again
        try:
            earlier = application_to_replace(self.person, self.service, str(uid))
        except SecondFilingRefused as refused:
            self.add_error("registry_uid" if again == OTHER else "again", str(refused))
            return cleaned
        return {"again": earlier.registry_uid, "registry_uid": earlier.registry_uid}

    def rows(self) -> Iterator[Row]:
        """Yield which application is filed again; nothing where none is."""
        if uid := self.cleaned_data["registry_uid"]:
            yield Row(gettext("Подава се отново вместо"), uid)

    def _choices(self) -> list[tuple[str, str]]:
        own = [
            (
                each.registry_uid,
                gettext("Да, заявление %(uid)s от %(day)s")
                % {"uid": each.registry_uid, "day": date_text(clock.local(each.filed_at))},
            )
            for each in open_applications(self.person, self.service)
        ]
        return [(NO, gettext("Не")), *own, (OTHER, gettext("Да, с друг УРИ") if own else gettext("Да"))]


def _refuse_unless_open(application: Application) -> None:
    if application.state == Application.State.REPLACED:
        later = application.replaced_by.registry_uid
        raise SecondFilingRefused(gettext("Това заявление вече е заменено от %(uid)s") % {"uid": later})
    if application.state != Application.State.FILED or irregularities_of(application) is None:
        raise SecondFilingRefused(gettext("По това заявление не са поискани промени"))
