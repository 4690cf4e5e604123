"""The tab „Ведомости“: what payrolls and other documents say of the person, read by one officer and confirmed by another (O-21)."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nssi.access.models import Official
from nssi.archive.actions.begin_extract import begin_extract
from nssi.archive.actions.confirm_extract import confirm_extract, open_again
from nssi.archive.actions.enter_employment import enter_employment, remove_employment
from nssi.archive.actions.enter_rows import enter_rows
from nssi.archive.actions.remove_rows import remove_rows
from nssi.archive.extracts import ExtractConfirmed, NotByTheSame, OutsideDeposits
from nssi.archive.forms import EnquiryForm
from nssi.archive.models import PayrollExtract, TerminatedInsurer
from nssi.archive.queries import extracts_of
from nssi.archive.search import find_by_eik, find_by_name
from nssi.look.forms import ErrorEntry, PortalForm
from nssi.proceedings.guards import Case, case_page
from nssi.proceedings.procedures import Text
from nssi.services.archive_certificate.documents import COMPUTED
from nssi.services.archive_certificate.extract_forms import (
    BeginForm,
    EmploymentForm,
    LinesForm,
    RemoveForm,
    SpanForm,
)
from nssi.services.archive_certificate.follow_up import day_of_term
from nssi.services.archive_certificate.subject import (
    entries_of,
    facts_for,
    kinds_of,
    person_of,
    subject_of,
)

MOST_SHOWN = 10
"""Of the insurers that a search finds."""

SAVED = gettext_lazy("Записано.")
CONFIRMED = gettext_lazy("Прочетеното е потвърдено.")
OPENED = gettext_lazy("Прочетеното може да се поправи. След това го потвърждава друг служител.")
ALREADY_CONFIRMED = gettext_lazy("Прочетеното вече е потвърдено. Отворете го, за да го поправите.")
NOT_BY_THE_SAME = gettext_lazy("Вие сте въвели последната промяна. Потвърждава я друг служител.")

Do = Callable[[PayrollExtract, Any, Official], object]

WAYS: dict[str, tuple[Text, Text, type[PortalForm], Do]] = {
    "mesetsi": (
        gettext_lazy("Добавете месеци"),
        gettext_lazy("Добави"),
        SpanForm,
        lambda extract, form, official: enter_rows(extract.pk, form.rows(), official),
    ),
    "redove": (
        gettext_lazy("Внесете редове"),
        gettext_lazy("Внеси"),
        LinesForm,
        lambda extract, form, official: enter_rows(extract.pk, form.rows(), official),
    ),
    "premahni": (
        gettext_lazy("Премахнете месеци"),
        gettext_lazy("Премахни"),
        RemoveForm,
        lambda extract, form, official: remove_rows(extract.pk, **form.cleaned_data, official=official),
    ),
    "rabota": (
        gettext_lazy("Добавете период на работа"),
        gettext_lazy("Добави"),
        EmploymentForm,
        lambda extract, form, official: enter_employment(extract.pk, **form.cleaned_data, official=official),
    ),
}
"""By the end of the address: the heading, the button, the form, and what it does."""


@case_page("GET")
def archive_extracts(case: Case) -> HttpResponse:
    """Show what was read of the person, insurer by insurer, and look for insurers in the holdings (O-21)."""
    subject = subject_of(case.application)
    asked = set(case.request.GET) & set(EnquiryForm.base_fields)
    form = EnquiryForm(case.request.GET if asked else None)
    found = None
    if form.is_valid():
        typed = form.cleaned_data
        found = (
            find_by_eik(typed["eik"], public=False)
            if typed["eik"]
            else find_by_name(typed["ime"], typed["myasto"], public=False)
        )
    facts = facts_for(case.application)
    return case.page(
        "archive_certificate/extracts.html",
        subject=subject,
        extracts=extracts_of(subject.person),
        entries=[
            {**entry, "query": urlencode({"ime": entry["name"], "eik": entry["eik"], "myasto": ""})}
            for entry in entries_of(case.application)
        ],
        kinds=[(kind.label, COMPUTED[kind](facts) is not None) for kind in kinds_of(case.application)],
        form=form,
        found=found,
        shown=found.insurers[:MOST_SHOWN] if found else (),
        may_read=_may_read(case),
        day_of=day_of_term(case.proceeding),
    )


@case_page("GET", "POST")
def archive_extract_begin(case: Case, insurer_id: int) -> HttpResponse:
    """Begin to read what the documents of an insurer say of the person."""
    only_readers(case)
    insurer = get_object_or_404(TerminatedInsurer.objects.defer("search"), pk=insurer_id)
    form = BeginForm(case.request.POST or None, initial={"names": subject_of(case.application).names})
    if form.is_valid():
        extract = begin_extract(
            person_of(case.application), insurer, form.cleaned_data["names"], case.request.official
        )
        return redirect("archive_extract", case.proceeding.pk, extract.pk)
    heading = _("Документи на „%(name)s“") % {"name": insurer.name}
    return case.page("proceedings/form.html", form=form, heading=heading, button=_("Започни"))


@case_page("GET")
def archive_extract(case: Case, extract_id: UUID) -> HttpResponse:
    """Show what was read of the person in the documents of one insurer."""
    extract = extract_of(case, extract_id)
    may_read, official = _may_read(case), case.request.official
    return case.page(
        "archive_certificate/extract.html",
        extract=extract,
        rows=extract.rows.all(),
        employment=extract.employment.all(),
        deposits=extract.insurer.deposits.select_related("place"),
        ways=[
            (heading, reverse("archive_extract_change", args=[case.proceeding.pk, extract.pk, way]))
            for way, (heading, *_rest) in WAYS.items()
        ],
        may_read=may_read and extract.confirmed_at is None,
        may_confirm=may_read and extract.confirmed_at is None and extract.entered_by_id != official.pk,
        may_open=may_read and extract.confirmed_at is not None,
    )


@case_page("GET", "POST")
def archive_extract_change(case: Case, extract_id: UUID, way: str) -> HttpResponse:
    """Enter months or times of employment, or take them out: what each asks for, and doing it."""
    only_readers(case)
    if way not in WAYS:
        raise Http404
    extract = extract_of(case, extract_id)
    heading, button, form_class, do = WAYS[way]
    form = form_class(case.request.POST or None)
    errors: list[ErrorEntry] = []
    if form.is_valid():
        try:
            do(extract, form, case.request.official)
        except ExtractConfirmed:
            errors = [ErrorEntry(str(ALREADY_CONFIRMED), "main-content")]
        except OutsideDeposits as outside:
            errors = [ErrorEntry(_outside(outside), "main-content")]
        else:
            messages.success(case.request, str(SAVED))
            return redirect("archive_extract", case.proceeding.pk, extract.pk)
    context: dict[str, Any] = {"error_entries": errors} if errors else {}
    return case.page("proceedings/form.html", form=form, heading=heading, button=button, **context)


@case_page("POST")
def archive_extract_settle(case: Case, extract_id: UUID, what: str) -> HttpResponse:
    """Confirm what another officer read, open it again, or take a time of employment out."""
    only_readers(case)
    extract = extract_of(case, extract_id)
    official = case.request.official
    try:
        if what == "potvardi":
            confirm_extract(extract.pk, official)
            messages.success(case.request, str(CONFIRMED))
        elif what == "otvori":
            open_again(extract.pk, official)
            messages.success(case.request, str(OPENED))
        elif what.isdecimal() and len(what) < 19:
            remove_employment(extract.pk, int(what), official)
        else:
            raise Http404
    except ExtractConfirmed:
        messages.success(case.request, str(ALREADY_CONFIRMED))
    except NotByTheSame:
        messages.success(case.request, str(NOT_BY_THE_SAME))
    return redirect("archive_extract", case.proceeding.pk, extract.pk)


def extract_of(case: Case, extract_id: UUID) -> PayrollExtract:
    """Return the extract, where it is about whom the application is about. Raises Http404."""
    found = PayrollExtract.objects.select_related("insurer", "entered_by", "confirmed_by", "scan").defer(
        "insurer__search"
    )
    return get_object_or_404(found, pk=extract_id, person=subject_of(case.application).person)


def _may_read(case: Case) -> bool:
    """Whether the official may change what was read here."""
    official = case.request.official
    return (
        official.role == Official.Role.ARCHIVE_OFFICER
        and not case.standing.conflict
        and case.proceeding.closed_at is None
    )


def only_readers(case: Case) -> None:
    """Raise PermissionDenied for an official who may not change what was read here."""
    if not _may_read(case):
        raise PermissionDenied


def _outside(outside: OutsideDeposits) -> str:
    told = ", ".join(month.told for month in outside.months[:5])
    words = {"months": told, "more": "…" if len(outside.months) > 5 else ""}
    return _("В архива няма ведомости на осигурителя за: %(months)s%(more)s") % words
