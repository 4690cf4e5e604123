"""Make the file that a person asked for: what every room gives, as JSON with its schema, and as a page to read."""

import io
import json
import zipfile
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from nssi.applications.queries import last_email_of
from nssi.attachments.actions.keep_file import keep_file
from nssi.attachments.verdict import Verdict
from nssi.foundation import clock
from nssi.messages.actions.send import send
from nssi.people import own_data
from nssi.people.models import Person
from nssi.portal.models import OwnDataFile
from nssi.portal.own_data_page import sections

KEPT_FOR = timedelta(days=7)
"""How long the file can be downloaded. No act says so: it is the shortest time in which people come back for it."""


def make_own_data(file_id: UUID) -> None:
    """Make the file; one that is made, or gone, is left alone. Killed anywhere, it is simply made again."""
    file = OwnDataFile.objects.filter(pk=file_id, state=OwnDataFile.State.WAITING).first()
    if file is None:
        return
    with translation.override(settings.LANGUAGE_CODE):
        content = packed(file.person)
    _finish(file, content)


def packed(person: Person) -> bytes:
    """Return the ZIP with all that is held of a person: `danni.json`, `shema.json` and `danni.html`."""
    rows = [
        (part, [own_data.as_json(part, row) for row in part.rows(person)]) for part in own_data.all_parts()
    ]
    made_at = clock.now()
    data = {"made_at": made_at.isoformat(), "parts": {part.name: found for part, found in rows}}
    page = render_to_string(
        "portal/own_data_file.html",
        {
            "institution_name": settings.INSTITUTION_NAME,
            "made_at": made_at,
            "sections": sections(rows),
            "left_out": own_data.reasons_of_left_out(),
        },
    )
    packing = io.BytesIO()
    with zipfile.ZipFile(packing, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("danni.html", page)
        archive.writestr("danni.json", _json(data))
        archive.writestr("shema.json", _json(own_data.schema()))
    return packing.getvalue()


@transaction.atomic
def _finish(file: OwnDataFile, content: bytes) -> None:
    """Keep the file in the place of older ones and tell the person: all of it or nothing."""
    held = OwnDataFile.objects.select_for_update(no_key=True).filter(pk=file.pk).first()
    if held is None or held.state == OwnDataFile.State.READY:
        return
    now = clock.now()
    OwnDataFile.objects.filter(person=held.person_id, state=OwnDataFile.State.READY).delete()
    held.content = keep_file(content, Verdict(f"lichni-danni-{clock.today()}.zip", "zip", len(content), ()))
    held.state, held.made_at, held.expires_at = OwnDataFile.State.READY, now, now + KEPT_FOR
    held.save()
    if email := last_email_of(file.person):
        context = {"address": settings.PUBLIC_URL + reverse("my_own_data"), "until": held.expires_at}
        send(email, "portal/messages/own_data", context, key=f"portal.own_data:{held.pk}")


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1)
