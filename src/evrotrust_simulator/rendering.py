"""From templates to responses: the one way every page of the phone and of the controls leaves."""

from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from werkzeug import Request, Response
from werkzeug.exceptions import NotFound
from werkzeug.utils import redirect

from evrotrust_simulator.plans import EVENTS
from evrotrust_simulator.simulator import Simulator
from evrotrust_simulator.transactions import Status, Transaction

VENDOR_NAME = "НОИ"
STATUS_TEXTS = {
    Status.PENDING: "чака подпис",
    Status.SIGNED: "подписана",
    Status.REJECTED: "отказана",
    Status.EXPIRED: "изтекла",
    Status.FAILED: "неуспешна",
    Status.WITHDRAWN: "оттеглена",
    Status.UNDELIVERABLE: "недоставена",
    Status.FACE_CHECK_FAILED: "неуспешно лицево разпознаване",
}
_STATIC_TYPES = {"simulator.css": "text/css; charset=utf-8", "progress.js": "text/javascript; charset=utf-8"}
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


def render(simulator: Simulator, template: str, **context: Any) -> Response:
    """The page, with the developer's panel beside it. `errors` maps names of fields to texts."""
    context.setdefault("errors", {})
    html = (
        _environment()
        .get_template(template)
        .render(
            settings=simulator.settings,
            plans=simulator.plans.waiting(),
            people=simulator.people.all(),
            **context,
        )
    )
    return Response(html, headers=_HEADERS, content_type="text/html; charset=utf-8")


def see_other(path: str) -> Response:
    """After a POST: reloading what follows repeats nothing."""
    return redirect(path, 303)


def pdf(content: bytes) -> Response:
    headers = _HEADERS | {"Content-Disposition": "inline"}
    return Response(content, headers=headers, content_type="application/pdf")


def static_file(simulator: Simulator, request: Request, name: str) -> Response:
    if name not in _STATIC_TYPES:
        raise NotFound
    content = files(__package__).joinpath("static", name).read_bytes()
    return Response(content, content_type=_STATIC_TYPES[name])


def title_of(transaction: Transaction) -> str:
    return f"{VENDOR_NAME} – {transaction.sent.title}"


def moment(seconds: float) -> str:
    """`24.11.2026 г., 16:05 ч.` in Sofia, with spaces that do not break."""
    local = datetime.fromtimestamp(seconds, ZoneInfo("Europe/Sofia"))
    return local.strftime("%d.%m.%Y\N{NO-BREAK SPACE}г., %H:%M\N{NO-BREAK SPACE}ч.")


def _described_by(field: str, errors: dict[str, str]) -> Markup:
    """The attributes that tie a field to its error."""
    if field not in errors:
        return Markup()
    return Markup('aria-invalid="true" aria-describedby="{}-error"').format(field)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("evrotrust_simulator"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"moment": moment, "title_of": title_of}
    environment.globals |= {
        "described_by": _described_by,
        "EVENTS": EVENTS,
        "STATUS_TEXTS": STATUS_TEXTS,
    }
    return environment
