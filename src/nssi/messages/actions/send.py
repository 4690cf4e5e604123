"""Write a message into the outbox, in the caller's transaction; a job sends it after the commit."""

from datetime import timedelta
from typing import Any

from django.core.validators import validate_email
from django.db import transaction

from nssi.foundation import clock
from nssi.messages import jobs
from nssi.messages.drawing import draw
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
    now = clock.now()
    drawn = draw(template, context)
    message, is_new = OutgoingMessage.objects.get_or_create(
        key=key,
        defaults={
            "to": to,
            "subject": drawn.subject,
            "text": drawn.text,
            "html": drawn.html,
            "created_at": now,
            "next_attempt_at": now if one_of_many else now + _FIRST_ATTEMPT_MAY_TAKE,
        },
    )
    if is_new and not one_of_many:
        jobs.deliver.defer(message_id=str(message.pk))
    return message
