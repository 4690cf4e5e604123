"""The document that a person signs on the phone to log in: it says where, when, and the code that the page shows too."""

from datetime import datetime
from importlib.resources import files
from pathlib import Path

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from nssi.documents import wording
from nssi.documents.rendering import render

FILE_NAME = "NSSI_login.pdf"
_TEMPLATE = Path(str(files("nssi.mobile_qes"))) / "templates" / "mobile_qes" / "login.typ"


def login_document(code: str, began_at: datetime) -> bytes:
    """Return the document as PDF; it names nobody. Raises documents.rendering.RenderingError."""
    facts = {"code": code, "moment": wording.moment(began_at), "address": settings.PUBLIC_URL}
    return render(_TEMPLATE, facts, title=name_on_the_phone(code))


def name_on_the_phone(code: str) -> str:
    """Return what the app calls the document."""
    with translation.override(settings.LANGUAGE_CODE):
        return _("Вход в портала на НОИ, код %(code)s") % {"code": code}
