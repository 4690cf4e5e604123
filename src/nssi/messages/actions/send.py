"""Write a message into the outbox, in the caller's transaction; a job sends it after the commit."""

from datetime import timedelta
from textwrap import shorten
from typing import Any

from django.conf import settings
from django.core.validators import validate_email
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation

from nssi.foundation import clock
from nssi.messages import jobs
from nssi.messages.models import OutgoingMessage

_FIRST_ATTEMPT_MAY_TAKE = timedelta(minutes=5)
"""Only after this does the sweeper look whether the job that was enqueued with the message was lost."""


@transaction.atomic
def send(
    to: str, template: str, context: dict[str, Any], *, key: str, one_of_many: bool = False
) -> OutgoingMessage:
    """Render `<template>.subject.txt`, `.txt` and `.html` and let them leave for the address `to`.

    `template` is `<room>/messages/<name>`; its texts extend `messages/frame.txt` and `messages/frame.html`. `key` says
    why the message is sent: the same key again sends nothing and returns the message that is there. `one_of_many` is for
    mass mail: it has no job of its own and leaves within a minute or two, many over one connection.
    Raises ValidationError for an address that is none.
    """
    validate_email(to)
    if known := OutgoingMessage.objects.filter(key=key).first():
        return known
    said = {
        **context,
        "institution_name": settings.INSTITUTION_NAME,
        "institution_phone": settings.INSTITUTION_PHONE,
        "public_url": settings.PUBLIC_URL,
    }
    now = clock.now()
    with translation.override(settings.LANGUAGE_CODE):
        message, is_new = OutgoingMessage.objects.get_or_create(
            key=key,
            defaults={
                "to": to,
                "subject": shorten(render_to_string(f"{template}.subject.txt", said), 200, placeholder="…"),
                "text": render_to_string(f"{template}.txt", said),
                "html": render_to_string(f"{template}.html", said),
                "created_at": now,
                "next_attempt_at": now if one_of_many else now + _FIRST_ATTEMPT_MAY_TAKE,
            },
        )
    if is_new and not one_of_many:
        jobs.deliver.defer(message_id=str(message.pk))
    return message
