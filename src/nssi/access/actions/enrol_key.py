"""Give an official a security key, beside those there are."""

from django.db import IntegrityError, transaction

from nssi.access.models import Official, SecurityKey
from nssi.access.second_factor.security_keys import NotProven, State, made
from nssi.audit import Actor, record
from nssi.foundation import clock

ENROLLED = "access.enrol_key"


@transaction.atomic
def enrol_key(official: Official, name: str, host: str, state: State, answer: str) -> SecurityKey:
    """Return the new key, which answers for the official from now on. Raises `NotProven`."""
    credential_id, credential, signed = made(host, state, answer)
    try:
        with transaction.atomic():
            key = SecurityKey.objects.create(
                official=official,
                name=name,
                credential_id=credential_id,
                credential=credential,
                sign_count=signed,
                added_at=clock.now(),
            )
    except IntegrityError as error:  # it is somebody's already
        raise NotProven from error
    record(ENROLLED, actor=Actor.official(official.pk), subject_kind="official", subject_id=str(official.pk))
    return key
