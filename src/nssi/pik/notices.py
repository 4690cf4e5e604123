"""What a person is told of their PIK by e-mail, and what the trail keeps of it. Never the code itself (G10, M-10)."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.functional import Promise

from nssi.access.models import PikCredential
from nssi.audit import Actor, record
from nssi.foundation import clock
from nssi.messages.actions.send import send
from nssi.people.models import Person
from nssi.pik.models import PikIssue
from nssi.pik.ways import BY_PHONE, way_of

ISSUED, ACTIVATED, ANNULLED = "pik.issued", "pik.activated", "pik.annulled"
HANDED_OVER = "pik.handed_over"

AddressBook = Callable[[Person], str]

_address_book: list[AddressBook] = []


def know_addresses(book: AddressBook) -> None:
    """Let a room above say under which e-mail address a person is known, or ""; call this in `AppConfig.ready()`."""
    _address_book.append(book)


def note_issued(credential: PikCredential, actor: Actor, way: str) -> None:
    """Let the trail tell that a PIK was issued; it is not active yet."""
    _record(ISSUED, credential, actor, way=way)


def note_handed_over(issue: PikIssue, actor: Actor) -> None:
    """Let the trail know that a certificate was handed over, and the person, where its PIK starts later: until then they can stop it."""
    record(
        HANDED_OVER, actor=actor, subject_kind="pik_issue", subject_id=str(issue.pk), about=issue.person_id
    )
    if issue.credential and issue.activates_at and issue.activates_at > clock.now():
        told = {"starts": issue.activates_at, "way": way_of(issue)}
        _tell(issue.credential, "pik/messages/handed_over", issue.email, told)


def note_activated(
    credential: PikCredential, actor: Actor, way: str, *, email: str = "", told: str | Promise = BY_PHONE
) -> None:
    """Let the trail and the person know that a PIK is active, and with it that an older one is not any more.

    `way`: how it was issued, for the trail; `told`: in words, for the person.
    """
    _record(ACTIVATED, credential, actor, way=way)
    _tell(credential, "pik/messages/activated", email, {"at": clock.now(), "way": told})


def note_annulled(credential: PikCredential, actor: Actor, *, email: str = "") -> None:
    """Let the trail and the person know that a PIK was annulled."""
    _record(ANNULLED, credential, actor)
    _tell(credential, "pik/messages/annulled", email, {"at": clock.now()})


def _record(event: str, credential: PikCredential, actor: Actor, **details: str) -> None:
    record(
        event,
        actor=actor,
        subject_kind="pik",
        subject_id=str(credential.pk),
        about=credential.person_id,
        details=details,
    )


def _tell(credential: PikCredential, template: str, email: str, told: dict[str, Any]) -> None:
    """Tell every address of the person: whoever has a PIK issued in somebody's name and gives another address hides nothing.

    Who has no address is told on their own page alone.
    """
    key: UUID = credential.pk
    for place, to in enumerate(_addresses(credential, email)):
        send(to, template, told, key=f"{template}:{key}:{place}" if place else f"{template}:{key}")


def _addresses(credential: PikCredential, email: str) -> list[str]:
    """The address given with this PIK, that under which the house knows the person, and that of the PIK before it."""
    before = PikIssue.objects.filter(person=credential.person_id, state=PikIssue.State.ACTIVATED)
    last = before.exclude(credential=credential).exclude(email="").order_by("-handed_over_at")
    known = [
        email,
        *(book(credential.person) for book in _address_book),
        *last.values_list("email", flat=True)[:1],
    ]
    once: dict[str, str] = {}
    for address in filter(_is_one, known):
        once.setdefault(address.casefold(), address)
    return list(once.values())


def _is_one(address: str) -> bool:
    try:
        validate_email(address)
    except ValidationError:
        return False
    return True
