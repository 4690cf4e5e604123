"""The pages of one proceeding for officials: its tabs, and the acts of its procedure (O-03)."""

from typing import Any

import structlog
from django.contrib import messages
from django.db import transaction
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nssi.applications.actions.add_document import add_document
from nssi.applications.actions.change_application import NotChangeable
from nssi.applications.added_documents import can_be_added_to
from nssi.applications.changes import contact_of
from nssi.attachments.actions.take_in_file import FileRefused
from nssi.attachments.verdict import kept_in_words
from nssi.audit import Actor, record
from nssi.documents.rendering import RenderingError
from nssi.look.forms import ErrorEntry
from nssi.proceedings.actions.perform import perform
from nssi.proceedings.forms import ActForm, ReceivedDocumentForm, ShowNumberForm
from nssi.proceedings.guards import Case, case_page
from nssi.proceedings.history import history_of
from nssi.proceedings.linked_documents import found_in, judgements_in
from nssi.proceedings.models import SUBJECT
from nssi.proceedings.numbers import is_shown, numbers_of, show_number
from nssi.proceedings.procedures import Act, Doing
from nssi.proceedings.queries import issued_in, looks_at, tasks_of, terms_shown
from nssi.proceedings.rights import ActRefused

DOWNLOADED = "proceedings.downloaded"
NOT_DRAWN = gettext_lazy(
    "Документът не може да се покаже сега. Опитайте пак след малко: нищо не е издадено, а въведеното е запазено на страницата. Ако не помогне, обадете се на администратора."
)

log = structlog.get_logger(__name__)


@case_page("GET")
def proceeding(case: Case) -> HttpResponse:
    """Show who applies for what, what was answered, and what can be done (O-03, „Данни“)."""
    return case.page(
        "proceedings/data.html",
        numbers=numbers_of(case.request, case.person),
        number_is_shown=is_shown(case.request, case.person),
        contact=contact_of(case.application),
        changes=case.application.changes.all(),
        tasks=tasks_of(case.proceeding),
        questions=case.proceeding.questions.all() if case.procedure.asks else [],
        replaced=_replaced(case),
        course=case.procedure.course(case.proceeding),
    )


@case_page("GET")
def proceeding_documents(case: Case) -> HttpResponse:
    """Show the documents that came in (O-03, „Документи“)."""
    found, judged = found_in(case.proceeding), judgements_in(case.application.pk)
    came = case.application.files.select_related("attachment", "change", "original_seen__official")
    files = [
        (
            file,
            [kept_in_words(each) for each in file.attachment.findings],
            judged.get(file.pk),
            found.get(file.pk, ""),
        )
        for file in came.order_by("id")
    ]
    return case.page(
        "proceedings/documents.html", files=files, can_be_added_to=can_be_added_to(case.application)
    )


@case_page("GET")
def proceeding_correspondence(case: Case) -> HttpResponse:
    """Show what came in after filing and what went out (O-03, „Кореспонденция“)."""
    return case.page(
        "proceedings/correspondence.html",
        changes=case.application.changes.all(),
        replaced=_replaced(case),
        issued=issued_in(case.proceeding),
        appeals=case.proceeding.appeals.all(),
    )


@case_page("GET")
def proceeding_terms(case: Case) -> HttpResponse:
    """Show the terms: the last day of each with its reason, and how it stands (O-03, „Срокове“)."""
    return case.page("proceedings/terms.html", terms=terms_shown(case.proceeding))


@case_page("GET")
def proceeding_history(case: Case) -> HttpResponse:
    """Show what was done, by whom, and who looked (O-03, „История“)."""
    return case.page(
        "proceedings/history.html", history=history_of(case.proceeding), looks=looks_at(case.proceeding)
    )


@case_page("GET", "POST")
def proceeding_number(case: Case) -> HttpResponse:
    """Ask why an official needs the whole personal number, and show it for a while („Покажи“)."""
    form = ShowNumberForm(case.request.POST or None)
    if form.is_valid():
        show_number(case.request, case.person, form.cleaned_data["why"])
        return redirect("proceeding", case.proceeding.pk)
    return case.page("proceedings/form.html", form=form, heading=_("Целият личен номер"), button=_("Покажи"))


@case_page("GET", "POST")
def proceeding_document_add(case: Case) -> HttpResponse:
    """Enter a document that came on paper or by e-mail after filing (C-27)."""
    request, application = case.request, case.application
    if not can_be_added_to(application):
        raise Http404
    form = ReceivedDocumentForm(request.POST or None, request.FILES or None, application=application)
    if form.is_valid():
        try:
            change = add_document(
                application.pk,
                case.person,
                form.slot,
                *form.cleaned_data["file"],
                identified_by=form.cleaned_data["channel"],
                official=request.official,
            )
        except NotChangeable:
            raise Http404 from None
        except FileRefused as refusal:
            form.add_error("file", refusal.finding.text)
        else:
            said = _("Документът е заведен с входящ номер %(uid)s.") % {"uid": change.registry_uid}
            messages.success(request, said)
            return redirect("proceeding_documents", case.proceeding.pk)
    heading, button = _("Впишете получен документ"), _("Заведи документа")
    return case.page("proceedings/form.html", form=form, heading=heading, button=button)


@case_page("GET")
def proceeding_file(case: Case, file_id: int) -> FileResponse:
    """Hand over a document that came in with the application."""
    files = case.application.files.select_related("attachment")
    attachment = get_object_or_404(files, pk=file_id).attachment
    record(
        DOWNLOADED,
        actor=Actor.official(case.request.official.pk),
        subject_kind=SUBJECT,
        subject_id=str(case.proceeding.pk),
        details={"file": file_id},
        about=case.proceeding.person_id,
    )
    return FileResponse(attachment.open(), as_attachment=True, filename=attachment.name)


@case_page("GET", "POST")
def proceeding_act(case: Case, act: str) -> HttpResponse:
    """Show what an act asks for, and do it."""
    offered = next((each for each in case.offered if each.act.name == act and not each.act.page), None)
    if offered is None or (case.request.method == "POST" and offered.why_not):
        return _not_offered(case, act)
    form = act_form(case, offered.act)
    errors: list[ErrorEntry] = []
    if case.request.method == "POST" and form.is_valid():
        done: HttpResponse | str
        if "preview" in case.request.POST and offered.act.preview is not None:
            done = preview_act(case, offered.act, form.cleaned_data)
        else:
            done = do_act(case, offered.act, form.cleaned_data) or redirect("proceeding", case.proceeding.pk)
        if not isinstance(done, str):
            return done
        errors = [ErrorEntry(done, "main-content")]
    context: dict[str, Any] = {"act": offered.act, "form": form, "why_not": offered.why_not}
    if errors:
        context["error_entries"] = errors
    return case.page("proceedings/act.html", **context)


def act_form(case: Case, act: Act) -> ActForm:
    """Return the form of an act, with what was sent where something was."""
    form = act.form or ActForm
    request = case.request
    sent: dict[str, Any] = (
        {"data": request.POST, "files": request.FILES} if request.method == "POST" else {"data": None}
    )
    return form(**sent, proceeding=case.proceeding, official=request.official)


def do_act(case: Case, act: Act, data: dict[str, Any]) -> str:
    """Do an act with what the page sent, and tell the official that it is done; return why it was refused, or nothing."""
    revision = case.request.POST.get("revision", "")
    try:
        perform(
            act.name,
            case.proceeding.pk,
            case.request.official,
            data,
            int(revision) if revision.isascii() and revision.isdigit() and len(revision) < 10 else -1,
        )
    except ActRefused as refusal:
        return str(refusal)
    messages.success(case.request, str(act.done or act.title))
    return ""


def preview_act(case: Case, act: Act, data: dict[str, Any]) -> HttpResponse | str:
    """Return the document that the act would issue, drawn and not issued; or why there is none."""
    if act.preview is None:
        raise Http404
    doing = Doing(act, case.proceeding, case.request.official, data=data)
    try:
        with transaction.atomic():
            return as_preview(act.preview(doing))
    except ActRefused as refusal:
        return str(refusal)
    except RenderingError:  # its text may quote the data, and logs hold nothing personal
        log.error("proceedings.not_drawn", act=act.name, proceeding=str(case.proceeding.pk))
        return str(NOT_DRAWN)


def as_preview(content: bytes) -> HttpResponse:
    """Return a drawn document as the answer to who asked to look at it."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="preview.pdf"'
    return response


def _not_offered(case: Case, name: str) -> HttpResponse:
    """Say why the act cannot be done here and now; there is no such page where nobody ever does it."""
    act = next((act for act in case.procedure.all_acts if act.name == name and act.by_officials), None)
    if act is None or act.page:
        raise Http404
    reason = case.standing.why_not(act)
    return case.page("proceedings/act.html", status=409, act=act, form=None, why_not=reason)


def _replaced(case: Case) -> list[Any]:
    """Return the applications before the one that holds, the newest first."""
    found, each = [], case.application.replaces
    while each is not None:
        found.append(each)
        each = each.replaces
    return found
