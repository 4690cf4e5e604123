"""Sweep up: no form waits for a phone, or on one, for ever, nor for a draft that has changed."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, F, OuterRef
from django.utils import translation

from nssi.applications.actions.settle_phone_signature import give_back
from nssi.applications.models import FormSignature
from nssi.applications.phone_signatures import CHANGED, FETCHED_FOR, NOT_FETCHED
from nssi.applications.queries import journey_of
from nssi.applications.services import service
from nssi.foundation import clock
from nssi.signing.models import SigningRequest

State = SigningRequest.State
_A_JOB_COMES_IN = timedelta(minutes=1)
_WAITING = FormSignature.objects.filter(state=FormSignature.State.ON_PHONE)


def unsent() -> list[UUID]:
    """Return the signings whose form should long be sent, and never was: their job is gone."""
    late = clock.now() - _A_JOB_COMES_IN
    return list(
        _WAITING.filter(request__state=State.CREATED, request__created_at__lte=late).values_list(
            "id", flat=True
        )
    )


def ended() -> list[UUID]:
    """Return the requests that are over and were not settled; what could not be fetched for too long is given up."""
    over = _WAITING.exclude(request__state__in=SigningRequest.OPEN).select_related("request").defer("form")
    given_up = over.filter(
        request__expires_at__lte=clock.now() - FETCHED_FOR, request__state__in=SigningRequest.SIGNED
    )
    for signature in given_up:
        give_back(signature, NOT_FETCHED)
    return [signature.request_id for signature in over if signature.request_id]


def unneeded() -> list[UUID]:
    """Return the requests on phones, or on their way there, for which nobody waits: filed without, discarded, changed, stopped.

    One whose sending is lost has no thread to take it back by.
    """
    for signature in _changed():
        give_back(signature, CHANGED)
    waited_for = _WAITING.filter(request=OuterRef("pk"))
    unneeded = SigningRequest.objects.filter(
        ~Exists(waited_for), purpose=SigningRequest.Purpose.FORM, state__in=SigningRequest.OPEN
    )
    return list(unneeded.exclude(state__in=SigningRequest.WAITING, thread_id="").values_list("id", flat=True))


def _changed() -> Iterator[FormSignature]:
    touched = (
        _WAITING.filter(draft__updated_at__gt=F("handed_out_at"))
        .select_related("draft__person")
        .defer("form")
    )
    for signature in touched:
        of = service(signature.draft.service)
        with translation.override(settings.LANGUAGE_CODE):
            if (
                of is None
                or journey_of(signature.draft, of, signature.draft.person).digest != signature.covers
            ):
                yield signature
