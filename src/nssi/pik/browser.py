"""What binds a procedure to one browser: a secret in its session, and the phone for the next try (K-07)."""

from django.http import HttpRequest

from nssi.pik.models import PikProcedure
from nssi.pik.queries import find_procedure

_TOKEN = "pik.token"  # noqa: S105 – the name of a key
_PHONE = "pik.phone"


def remember(request: HttpRequest, token: str, phone: str) -> None:
    """Bind the procedure of `token` to the browser."""
    request.session[_TOKEN] = token
    request.session[_PHONE] = phone


def token_of(request: HttpRequest) -> str:
    """Return the secret that the browser holds, empty where it has none."""
    return str(request.session.get(_TOKEN, ""))


def phone_of(request: HttpRequest) -> str:
    """Return the phone of the last procedure of this browser, empty where there was none."""
    return str(request.session.get(_PHONE, ""))


def procedure_of(request: HttpRequest) -> PikProcedure | None:
    """Return the procedure of this browser, open or ended; None where it has none (F23)."""
    token = token_of(request)
    return find_procedure(token) if token else None
