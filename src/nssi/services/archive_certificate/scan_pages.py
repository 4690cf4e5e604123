"""The scanned pages of an extract: put in by whoever reads it, seen by whoever compares it (O-21)."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nssi.archive.actions.attach_scan import attach_scan
from nssi.archive.extracts import ExtractConfirmed
from nssi.attachments.actions.take_in_file import FileRefused, judge_upload
from nssi.attachments.models import Attachment
from nssi.audit import Actor, record
from nssi.look.forms import ErrorEntry, FileInput, PortalForm
from nssi.proceedings.guards import Case, case_page
from nssi.services.archive_certificate.extract_pages import (
    ALREADY_CONFIRMED,
    SAVED,
    extract_of,
    only_readers,
)

SEEN = "archive.scan_seen"
KINDS = ("pdf", "tif", "jpg", "jpeg", "png")

_KIND_WRONG = gettext_lazy("Изберете сканирани страници: .pdf, .tif, .jpg или .png")


class ScanForm(PortalForm):
    """The pages from which an extract was read."""

    scan = forms.FileField(
        label=gettext_lazy("Сканирани страници"),
        help_text=gettext_lazy(
            "Един файл .pdf, .tif, .jpg или .png, до 2,5\u00a0МБ. Замества предишния, ако има такъв."
        ),
        widget=FileInput({"accept": ",".join(f".{kind}" for kind in KINDS)}),
        error_messages={
            "required": gettext_lazy("Изберете файл със сканираните страници"),
            "empty": gettext_lazy("Файлът е празен"),
        },
    )


@case_page("GET", "POST")
def archive_extract_scan(case: Case, extract_id: UUID) -> HttpResponse:
    """Put the scanned pages in."""
    only_readers(case)
    extract = extract_of(case, extract_id)
    form = ScanForm(case.request.POST or None, case.request.FILES or None)
    entries: list[ErrorEntry] = []
    if form.is_valid():
        upload = form.cleaned_data["scan"]
        try:
            content, verdict = judge_upload(upload, upload.name)
            if verdict.kind not in KINDS:
                form.add_error("scan", str(_KIND_WRONG))
            else:
                attach_scan(extract.pk, content, verdict, case.request.official)
                messages.success(case.request, str(SAVED))
                return redirect("archive_extract", case.proceeding.pk, extract.pk)
        except FileRefused as refused:
            form.add_error("scan", refused.finding.text)
        except ExtractConfirmed:
            entries = [ErrorEntry(str(ALREADY_CONFIRMED), "main-content")]
    context: dict[str, Any] = {"error_entries": entries} if entries else {}
    return case.page(
        "proceedings/form.html",
        form=form,
        heading=_("Сканирани страници"),
        button=_("Качи"),
        **context,
    )


@case_page("GET")
def archive_extract_scan_file(case: Case, extract_id: UUID) -> FileResponse:
    """Hand the scanned pages over, to be saved; the look is noted."""
    extract = extract_of(case, extract_id)
    scan = extract.scan
    if scan is None or scan.state == Attachment.State.INFECTED:
        raise Http404
    record(
        SEEN,
        actor=Actor.official(case.request.official.pk),
        subject_kind="payroll_extract",
        subject_id=str(extract.pk),
        about=extract.person_id,
    )
    return FileResponse(scan.open(), as_attachment=True, filename=scan.name)
