"""The pages of the trail: a person's own (who looked at my data), and the administrator's journal (A-10)."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from nssi.access.guards import official_required, person_required
from nssi.access.journal import journal, looks_at
from nssi.access.journal_forms import JournalForm, JournalOfPersonForm
from nssi.access.models import Official
from nssi.access.visitors import OfficialRequest, PersonRequest
from nssi.audit import Actor, record

READS_THE_JOURNAL = (Official.Role.ADMINISTRATOR,)
READ = "access.journal_read"


@person_required
@never_cache
@require_safe
def my_data_looks(request: PersonRequest) -> HttpResponse:
    """Show a person which officials looked at their data, when and why."""
    page = looks_at(request.person, _after(request))
    return render(request, "access/my_data_looks.html", {"page": page})


@official_required(*READS_THE_JOURNAL)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def official_journal(request: OfficialRequest) -> HttpResponse:
    """Show what officials did, of one of them or of one person; that it was read is an entry too (A-10)."""
    form, of_person = JournalForm(request.GET or None), JournalOfPersonForm(request.POST or None)
    errors = [*form.error_entries, *of_person.error_entries]
    context: dict[str, Any] = {"form": form, "of_person": of_person, "error_entries": errors}
    if request.method == "POST":
        if of_person.is_valid():
            context["person"] = of_person.person
            context["page"] = looks_at(of_person.person, _number(request.POST.get("sled", "")))
            _note(request, "person", str(of_person.person.pk), of_person.cleaned_data["why"])
    elif not form.is_bound or form.is_valid():
        context["page"] = journal(official=form.official, day=form.day, after=_after(request))
        context["query"] = urlencode(
            [(name, str(value)) for name, value in request.GET.items() if name != "sled"]
        )
        _note(request, "official", str(form.official.pk) if form.official else "")
    return render(request, "access/journal.html", context)


def _note(request: OfficialRequest, kind: str, id_: str, why: str = "") -> None:
    actor = Actor.official(request.official.pk)
    record(READ, actor=actor, subject_kind=kind, subject_id=id_, reason=why)


def _after(request: OfficialRequest | PersonRequest) -> int:
    """Return where the page begins; at the beginning where the address says something else than a number."""
    return _number(request.GET.get("sled", ""))


def _number(said: str) -> int:
    return int(said) if said.isascii() and said.isdigit() and len(said) < 19 else 0
