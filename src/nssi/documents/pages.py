"""The public check: whoever holds a document finds out whether it is genuine."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from nssi.access.client_address import client_address
from nssi.access.guards import public
from nssi.documents.actions.check_document import check_document as check
from nssi.documents.forms import CheckForm


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check_document(request: HttpRequest) -> HttpResponse:
    """Ask for number and code of a document, and say whether it is genuine, replaced, or not known."""
    form = CheckForm(request.POST or None)
    if not form.is_valid():
        return _form(request, form)
    typed = form.cleaned_data
    with transaction.atomic():
        answer = check(typed["number"], typed["code"], client_address(request))
    if answer.document is None:
        form.refuse(answer.refused_until)
        return _form(request, form, status=429 if answer.refused_until else 200)
    return render(request, "documents/checked.html", {"document": answer.document})


@public
@never_cache
@require_safe
def check_document_prefilled(request: HttpRequest, number: str, code: str) -> HttpResponse:
    """Show the form with what the QR code of a document says; nothing is looked up before the button is pressed."""
    return _form(request, CheckForm(initial={"number": number[:60], "code": code[:40]}))


def _form(request: HttpRequest, form: CheckForm, status: int = 200) -> HttpResponse:
    return render(request, "documents/check.html", {"form": form}, status=status)
