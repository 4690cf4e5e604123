"""The address at which the signing provider calls us back."""

from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from nssi.access.guards import public
from nssi.signing.actions.note_callback import note_callback

_LONGEST_BODY = 4096


@public
@csrf_exempt
@require_POST
def document_ready(request: HttpRequest, callback_token: str) -> HttpResponse:
    """Take note that a document may be ready: 204 at once, 404 for a token that we did not give out."""
    body = request.read(_LONGEST_BODY + 1)
    if len(body) > _LONGEST_BODY:
        return HttpResponse(status=413)
    if not note_callback(callback_token, body):
        return HttpResponseNotFound()
    return HttpResponse(status=204)
