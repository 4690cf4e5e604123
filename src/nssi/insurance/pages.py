"""The pages for declarations: of an insurer for itself, of officials for all (I-02…I-06), and the intake (A-12)."""

from io import BytesIO
from typing import Any, BinaryIO

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nssi.access.guards import insurer_or_official, insurer_required, official_required
from nssi.access.models import Official
from nssi.access.visitors import InsurerRequest, OfficialRequest, VisitorRequest
from nssi.audit import Actor
from nssi.foundation import clock
from nssi.insurance.actions.confirm_protocol import confirm_protocol
from nssi.insurance.actions.look_up_insured_person import look_up_insured_person
from nssi.insurance.actions.take_in_submission import take_in_submission
from nssi.insurance.form_1.defects import told
from nssi.insurance.form_1.layout import FILE_NAME
from nssi.insurance.forms import DeclarationForm, HistoryForm, InsuredPersonForm
from nssi.insurance.models import Submission
from nssi.insurance.protocol import HEADER, protocol
from nssi.insurance.queries import intake, periods_of, submissions, to_correct
from nssi.insurance.typed_rows import TypedRows
from nssi.insurance.uploads import DeclarationUploadHandler
from nssi.look.spreadsheets import csv_response
from nssi.look.typography import number_text

Role, State = Official.Role, Submission.State

TAKES_IN = (Role.ADMINISTRATOR,)
ASKS = (Role.ADMINISTRATOR, Role.UNEMPLOYMENT_INSPECTOR, Role.PENSION_OFFICER, Role.PENSION_HEAD)

ROWS_ON_A_PAGE = 100
FILES_ON_A_PAGE = 50
SHOWN_AT_HOME = 5

KNOWN_ALREADY = gettext_lazy("Този файл вече е подаден. Нищо не е променено.")
CONFIRMED = gettext_lazy("Протоколът е потвърден.")


@official_required(*TAKES_IN)
@never_cache
@require_safe
def declaration_intake(request: OfficialRequest) -> HttpResponse:
    """Show what is being taken in, what was refused lately, and how many rows the register got (A-12)."""
    return _page(request, "insurance/declaration_intake.html", {"intake": intake()})


@insurer_required
@never_cache
@require_safe
def insurer_home(request: InsurerRequest) -> HttpResponse:
    """Show an insurer what it has declared, what it sent last, and what it has to correct (I-02)."""
    own = request.insurer.eik
    context = {
        "periods": periods_of(own),
        "latest": submissions(insurer=own)[:SHOWN_AT_HOME],
        "to_correct": to_correct(own)[:FILES_ON_A_PAGE],
    }
    return _page(request, "insurance/insurer_home.html", context)


@csrf_exempt  # the token is asked for below, once it is settled where the file goes
@insurer_or_official(*TAKES_IN)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def declaration_new(request: VisitorRequest) -> HttpResponse:
    """Take in a file of declarations (I-03)."""
    handler = DeclarationUploadHandler(request)
    request.upload_handlers = [handler]
    return _declaration_new(request, handler)


@csrf_protect
def _declaration_new(request: VisitorRequest, handler: DeclarationUploadHandler) -> HttpResponse:
    form = DeclarationForm()
    if request.method == "POST":
        form = DeclarationForm(request.POST, request.FILES)
        if handler.too_large:
            form.refuse_as_too_large()
        elif form.is_valid():
            file = form.cleaned_data["file"]
            return _take_in(request, file, file.name, Submission.Source.PAGE)
    return _page(request, "insurance/declaration_new.html", {"form": form})


@insurer_or_official(*TAKES_IN)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def declaration_typed(request: VisitorRequest) -> HttpResponse:
    """Take in rows that are typed by hand (I-03)."""
    typed = TypedRows(request.POST or None, _own(request))
    if "add" in request.POST or "drop" in request.POST:
        typed = typed.rearranged()
    elif request.method == "POST" and typed.is_valid():
        return _take_in(request, BytesIO(typed.file()), FILE_NAME, Submission.Source.TYPED)
    context = {"typed": typed, "error_entries": typed.error_entries}
    return _page(request, "insurance/declaration_typed.html", context)


def _take_in(request: VisitorRequest, file: BinaryIO, name: str, source: Submission.Source) -> HttpResponse:
    since = clock.now()
    taken = take_in_submission(file, name, source=source, official=request.official, insurer=_own(request))
    if all(submission.received_at < since for submission in taken):
        messages.success(request, str(KNOWN_ALREADY))
    if len(taken) == 1:
        return redirect("declaration", taken[0].pk)
    return redirect("declarations")


@insurer_or_official(*TAKES_IN)
@never_cache
@require_safe
def declarations(request: VisitorRequest) -> HttpResponse:
    """Show the files that were taken in, newest first, of all months or of one (I-05)."""
    form = HistoryForm(request.GET or None)
    year, month = "", ""
    if form.is_valid():
        year, month = form.cleaned_data["godina"], form.cleaned_data["mesets"]
    found = submissions(
        int(year) if year else None,
        int(month) if year and month else None,
        insurer=_own(request) or None,
    )
    page = Paginator(found, FILES_ON_A_PAGE).get_page(request.GET.get("stranitsa"))
    context = {"form": form, "page": page, "query": urlencode({"godina": year, "mesets": month})}
    return _page(request, "insurance/declarations.html", context)


@insurer_or_official(*TAKES_IN)
@never_cache
@require_safe
def declaration(request: VisitorRequest, submission_id: int) -> HttpResponse:
    """Show the protocol of a file: how far it is, what was accepted, what was rejected and why (I-04)."""
    submission = _submission(request, submission_id)
    defects = Paginator(submission.errors.order_by("line", "field", "code"), ROWS_ON_A_PAGE)
    page = defects.get_page(request.GET.get("stranitsa"))
    context = {
        "submission": submission,
        "page": page,
        "defects": [{"row": error, "text": told(error.code)} for error in page],
        "refusal": told(submission.refusal) if submission.refusal else "",
        **_progress(submission),
    }
    return _page(request, "insurance/declaration.html", context)


@insurer_or_official(*TAKES_IN)
@never_cache
@require_safe
def declaration_progress(request: VisitorRequest, submission_id: int) -> HttpResponse:
    """Say how far the check of a file is: nothing new, the next number of rows, or the whole protocol."""
    submission = _submission(request, submission_id)
    if not request.headers.get("HX-Request"):
        return redirect("declaration", submission_id)
    progress = _progress(submission)
    if not progress:
        response = HttpResponse()
        response["HX-Redirect"] = reverse("declaration", args=[submission_id])
        return response
    if request.GET.get("vidyano") == _seen(submission):
        return HttpResponse(status=204)
    return render(request, "components/_progress.html", progress)


@insurer_or_official(*TAKES_IN)
@never_cache
@require_safe
def declaration_protocol(request: VisitorRequest, submission_id: int) -> StreamingHttpResponse:
    """Hand over the protocol of a file as a table (I-04)."""
    submission = _submission(request, submission_id)
    return csv_response(_with_head(submission), f"protokol-{submission_id}.csv")


@insurer_or_official(*TAKES_IN)
@require_POST
def declaration_confirm(request: VisitorRequest, submission_id: int) -> HttpResponse:
    """Confirm that the protocol was read (I-04)."""
    submission = _submission(request, submission_id)
    try:
        confirm_protocol(submission, request.official)
    except ValueError:
        return redirect("declaration", submission_id)
    messages.success(request, str(CONFIRMED))
    return redirect("declaration", submission_id)


@insurer_or_official(*ASKS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def insured_person(request: VisitorRequest) -> HttpResponse:
    """Show what an insurer declared of a person, and nothing that others did (I-06)."""
    own = _own(request)
    form = InsuredPersonForm(request.POST or None, is_own=bool(own))
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        insurer, number = own or form.cleaned_data["insurer"], form.cleaned_data["number"]
        actor = Actor.official(request.official.pk) if request.official else Actor.insurer(own)
        why = form.cleaned_data.get("why", "")
        context["declared"] = look_up_insured_person(
            insurer, number, actor, reason=why, with_branches=bool(own)
        )
    return _page(request, "insurance/insured_person.html", context)


def _own(request: VisitorRequest) -> str:
    """The ЕИК of the insurer who is logged in, or "": an official, who sees the files of all."""
    return request.insurer.eik if request.insurer else ""


def _page(request: VisitorRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """Draw a page in the frame of whoever is logged in."""
    frame = "insurance/insurer_base.html" if request.insurer else "insurance/base.html"
    return render(request, template, {"frame": frame, **context})


def _submission(request: VisitorRequest, submission_id: int) -> Submission:
    """The file with this number; an insurer finds its own alone."""
    found = Submission.objects.select_related("official", "confirmation__official")
    if own := _own(request):
        found = found.filter(insurer=own)
    return get_object_or_404(found, pk=submission_id)


def _with_head(submission: Submission) -> Any:
    yield HEADER
    yield from protocol(submission)


def _progress(submission: Submission) -> dict[str, Any]:
    """Return what the progress shows; nothing where the check has ended."""
    here = reverse("declaration", args=[submission.pk])
    poll = reverse("declaration_progress", args=[submission.pk])
    match submission.state:
        case State.RECEIVED:
            text = _("Файлът е приет и чака проверка.")
        case State.CHECKING:
            text = _("Проверени са %(done)s от %(rows)s реда (%(percent)s\xa0%%). Остават %(rest)s.") % {
                "done": number_text(submission.rows_done),
                "rows": number_text(submission.rows),
                "percent": submission.percent_done,
                "rest": number_text(submission.rows - submission.rows_done),
            }
        case _:
            return {}
    query = urlencode({"vidyano": _seen(submission)})
    return {"text": text, "poll_url": f"{poll}?{query}", "check_url": here}


def _seen(submission: Submission) -> str:
    return f"{submission.state}-{submission.rows_done}"
