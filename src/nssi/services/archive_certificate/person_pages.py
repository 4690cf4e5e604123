"""The search for a person in what was read of payrolls and in the register of issued documents (O-21); each look is noted."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Q, prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from nssi.access.guards import official_required
from nssi.access.models import Official
from nssi.access.reasons import ReasonField
from nssi.access.visitors import OfficialRequest
from nssi.archive.certificates.content import by_currency
from nssi.archive.certificates.facts import runs
from nssi.archive.models import PayrollExtract
from nssi.archive.queries import extracts_of
from nssi.audit import Actor, record
from nssi.law.calendar import Month
from nssi.look.forms import PortalForm
from nssi.people.identifiers import kinds_of, mask, normalise
from nssi.people.models import Person
from nssi.people.queries import find_person
from nssi.proceedings.models import Proceeding
from nssi.services.archive_certificate.documents import issued_about
from nssi.services.archive_certificate.procedure import SERVICE

SEARCHED = "archive.person_searched"
SEARCHES = (Official.Role.ARCHIVE_OFFICER,)

_WRONG = _("Въведете ЕГН или ЛНЧ, 10\u00a0цифри, без грешка в тях")


class PersonForm(PortalForm):
    """Whom an officer looks for, and why."""

    number = forms.CharField(
        label=_("ЕГН или ЛНЧ"),
        max_length=20,
        error_messages={"required": _WRONG, "max_length": _WRONG},
        widget=forms.TextInput(
            {"inputmode": "numeric", "autocomplete": "off", "class": "govuk-input--width-10 nssi-code"}
        ),
    )
    why = ReasonField(label=_("Защо търсите?"))

    def clean_number(self) -> str:
        """Return the number without spaces and dashes."""
        number = normalise(self.cleaned_data["number"])
        if not kinds_of(number):
            raise forms.ValidationError(str(_WRONG))
        return number


@dataclass(frozen=True)
class Held:
    """What the documents of one insurer say of the person: of which months, and how much income in all, in words."""

    extract: PayrollExtract
    periods: tuple[tuple[Month, Month], ...]
    income: str
    employment: int


@official_required(*SEARCHES)
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def archive_person(request: OfficialRequest) -> HttpResponse:
    """Ask for a personal number and a reason, and show what the archive knows of that person; nothing stands in the address."""
    form = PersonForm(request.POST or None)
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        number = form.cleaned_data["number"]
        person = _known(number)
        _note(request, person, form.cleaned_data["why"])
        context |= {
            "searched": True,
            "person": person,
            "masked": mask(number),
            "held": _held(person),
            "issued": [each for kind in kinds_of(number) for each in issued_about(kind, number)],
            "proceedings": _proceedings(request, person),
        }
    return render(request, "archive_certificate/person.html", context)


def _known(number: str) -> Person | None:
    found = (find_person(kind, number) for kind in kinds_of(number))
    return next((person for person in found if person is not None), None)


def _held(person: Person | None) -> list[Held]:
    extracts = extracts_of(person)
    prefetch_related_objects(extracts, "rows", "employment")
    return [_of(extract) for extract in extracts]


def _of(extract: PayrollExtract) -> Held:
    rows = list(extract.rows.all())
    return Held(
        extract,
        tuple(runs({Month.of(row.month) for row in rows})),
        by_currency([(row.insurable_income, row.currency) for row in rows]),
        len(extract.employment.all()),
    )


def _proceedings(request: OfficialRequest, person: Person | None) -> list[Proceeding]:
    """Return the proceedings about the person in which this official works, the newest first."""
    if person is None:
        return []
    about = Q(application__person=person, application__representation=None) | Q(
        application__representation__identifier_number__in=person.identifiers.values("number")
    )
    here = Proceeding.objects.filter(about, service=SERVICE, body=request.official.competent_body_id)
    return list(here.select_related("application").order_by("-opened_at"))


def _note(request: OfficialRequest, person: Person | None, why: str) -> None:
    actor = Actor.official(request.official.pk)
    if person is None:
        record(
            SEARCHED,
            actor=actor,
            subject_kind="official",
            subject_id=str(request.official.pk),
            reason=why,
        )
    else:
        record(
            SEARCHED,
            actor=actor,
            subject_kind="person",
            subject_id=str(person.pk),
            about=person.pk,
            reason=why,
        )
