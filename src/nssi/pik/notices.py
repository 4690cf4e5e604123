"""What a person is told of their PIK by e-mail, and what the trail keeps of it. Never the code itself (G10, M-10)."""

from collections.abc import Callable
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from nssi.access.models import PikCredential
from nssi.audit import Actor, record
from nssi.foundation import clock
from nssi.messages.actions.send import send
from nssi.people.models import Person

ISSUED, ACTIVATED, ANNULLED = "pik.issued", "pik.activated", "pik.annulled"

AddressBook = Callable[[Person], str]

_address_book: list[AddressBook] = []


def know_addresses(book: AddressBook) -> None:
    """Let a room above say under which e-mail address a person is known, or ""; call this in `AppConfig.ready()`."""
    _address_book.append(book)


def note_issued(credential: PikCredential, actor: Actor, way: str) -> None:
    """Let the trail tell that a PIK was issued; it is not active yet."""
    _record(ISSUED, credential, actor, way=way)


def note_activated(credential: PikCredential, actor: Actor, way: str, *, email: str = "") -> None:
    """Let the trail and the person know that a PIK is active, and with it that an older one is not any more."""
    _record(ACTIVATED, credential, actor, way=way)
    _tell(credential, "pik/messages/activated", email)


def note_annulled(credential: PikCredential, actor: Actor, *, email: str = "") -> None:
    """Let the trail and the person know that a PIK was annulled."""
    _record(ANNULLED, credential, actor)
    _tell(credential, "pik/messages/annulled", email)


def known_address(person: Person) -> str:
    """Return the e-mail address under which the house knows the person, or ""."""
    return next((address for book in _address_book if (address := book(person))), "")


def _record(event: str, credential: PikCredential, actor: Actor, **details: str) -> None:
    record(
        event,
        actor=actor,
        subject_kind="pik",
        subject_id=str(credential.pk),
        about=credential.person_id,
        details=details,
    )


def _tell(credential: PikCredential, template: str, email: str) -> None:
    to = email or known_address(credential.person)
    try:
        validate_email(to)
    except ValidationError:  # the person is told on their own page alone
        return
    key: UUID = credential.pk
    send(to, template, {"at": clock.now()}, key=f"{template}:{key}")
