"""What a person may do with an application after filing: change how they are reached, add a document, withdraw it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nssi.access.guards import person_required
from nssi.access.visitors import PersonRequest
from nssi.applications.actions.add_document import add_document
from nssi.applications.actions.change_application import NotChangeable, change_application
from nssi.applications.actions.withdraw_application import withdraw_application
from nssi.applications.added_documents import AddedDocumentForm, can_be_added_to
from nssi.applications.changes import change_form, changeable
from nssi.applications.models import Application, Change, IdentifiedBy
from nssi.applications.queries import title_of
from nssi.attachments.actions.take_in_file import FileRefused


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def application_change(request: PersonRequest, application_id: UUID, what: str) -> HttpResponse:
    """Show what is asked about one thing that can be changed, or register the change."""
    application = get_object_or_404(Application, id=application_id, person=request.person)
    if what not in changeable(application):
        raise Http404
    asked = Change.What(what)
    form = change_form(application, asked, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            change = change_application(
                application.id,
                request.person,
                asked,
                form.cleaned_data,
                IdentifiedBy(request.identification),
            )
        except NotChangeable:
            raise Http404 from None
        if change is not None:
            said = _("Промяната е заведена с входящ номер %(uid)s.") % {"uid": change.registry_uid}
            messages.success(request, said)
        return redirect("my_application", application.id)
    context = {
        "application": application,
        "title": title_of(application),
        "what": asked.label,
        "form": form,
    }
    return render(request, "applications/change.html", context)


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def application_document_add(request: PersonRequest, application_id: UUID) -> HttpResponse:
    """Ask for one more document of an application, and take it in (C-27)."""
    application = get_object_or_404(Application, id=application_id, person=request.person)
    if not can_be_added_to(application):
        raise Http404
    form = AddedDocumentForm(request.POST or None, request.FILES or None, application=application)
    if form.is_valid():
        try:
            change = add_document(
                application.id,
                request.person,
                form.slot,
                *form.cleaned_data["file"],
                identified_by=IdentifiedBy(request.identification),
            )
        except NotChangeable:
            raise Http404 from None
        except FileRefused as refusal:
            form.add_error("file", refusal.finding.text)
        else:
            said = _("Документът е заведен с входящ номер %(uid)s.") % {"uid": change.registry_uid}
            marks = [each.text for each in form.cleaned_data["file"][1].findings if each.severity == "mark"]
            messages.success(request, " ".join([said, *marks]))
            return redirect("my_application", application.id)
    context = {"application": application, "title": title_of(application), "form": form}
    return render(request, "applications/add_document.html", context)


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def application_withdraw(request: PersonRequest, application_id: UUID) -> HttpResponse:
    """Ask whether an application is to be withdrawn, and withdraw it."""
    application = get_object_or_404(Application, id=application_id, person=request.person)
    if request.method == "POST":
        try:
            change = withdraw_application(
                application.id, request.person, IdentifiedBy(request.identification)
            )
        except NotChangeable:
            return redirect("my_application", application.id)
        said = _("Заявлението е оттеглено. Входящ номер на искането: %(uid)s.")
        messages.success(request, said % {"uid": change.registry_uid})
        return redirect("my_application", application.id)
    if application.state != Application.State.FILED:
        return redirect("my_application", application.id)
    context = {"application": application, "title": title_of(application)}
    return render(request, "applications/withdraw.html", context)
