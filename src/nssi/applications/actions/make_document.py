"""Make the document of a filed application: in the layout of its official form, sealed under its УРИ."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from nssi.applications.models import Application
from nssi.applications.papers import filled
from nssi.attachments.actions.keep_file import keep_file
from nssi.attachments.verdict import Verdict
from nssi.documents.rendering import RenderingError
from nssi.signing.seal.errors import SealNotReady
from nssi.signing.seal.sealing import seal


class DocumentNotMade(Exception):  # noqa: N818 – says what, not why
    """The document of this application (its id) could not be made."""


def make_document(application_id: UUID) -> None:
    """Make the sealed PDF of a filed application, once. Raises DocumentNotMade."""
    application = Application.objects.select_related("person", "competent_body", "representation").get(
        id=application_id
    )
    if application.document_id is not None:
        return
    try:
        content = seal(filled(application), stamped=False)
    except RenderingError:  # its text may quote the answers, and a job's error is logged
        raise DocumentNotMade(str(application_id)) from None
    except SealNotReady as reason:
        raise DocumentNotMade(str(application_id)) from reason
    name = _("Заявление %(uid)s.pdf") % {"uid": application.registry_uid}
    with transaction.atomic():
        held = Application.objects.select_for_update().get(id=application_id)
        if held.document_id is None:
            held.document = keep_file(content, Verdict(name, "pdf", len(content), ()))
            held.save(update_fields=["document"])
