"""Who is inside the app in which browser, and registrations that are not finished."""

from __future__ import annotations

import secrets
import threading
from dataclasses import dataclass

from werkzeug import Request, Response

from evrotrust_simulator.people import Details, People, Person

ACCOUNT_COOKIE = "simulator_account"
PHONE_COOKIE = "simulator_phone"
DRAFT_COOKIE = "simulator_registration"
STEPS = ("document", "face", "sms")


@dataclass
class Draft:
    """A registration under way: what was typed, and which of `STEPS` comes next."""

    details: Details
    code: str
    step: str = STEPS[0]
    has_face_failed: bool = False


class Accounts:
    """In memory, by unguessable tokens in cookies. Safe to use from many threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._inside: dict[str, str] = {}
        self._drafts: dict[str, Draft] = {}

    def enter(self, person: Person, response: Response) -> None:
        token = secrets.token_urlsafe()
        with self._lock:
            self._inside[token] = person.id
        _set(response, ACCOUNT_COOKIE, token)
        self.remember_phone(person, response)

    def leave(self, request: Request, response: Response) -> None:
        with self._lock:
            self._inside.pop(request.cookies.get(ACCOUNT_COOKIE, ""), None)
        response.delete_cookie(ACCOUNT_COOKIE, path="/simulator/")

    def person_inside(self, request: Request, people: People) -> Person | None:
        person_id = self._inside.get(request.cookies.get(ACCOUNT_COOKIE, ""))
        return people.get(person_id) if person_id else None

    def remember_phone(self, person: Person, response: Response) -> None:
        """The phone belongs to this person from now on; the code alone lets them in."""
        _set(response, PHONE_COOKIE, person.id)

    def owner_of_phone(self, request: Request, people: People) -> Person | None:
        return people.get(request.cookies.get(PHONE_COOKIE, ""))

    def start_draft(self, draft: Draft, response: Response) -> None:
        token = secrets.token_urlsafe()
        with self._lock:
            self._drafts[token] = draft
        _set(response, DRAFT_COOKIE, token)

    def draft(self, request: Request) -> Draft | None:
        return self._drafts.get(request.cookies.get(DRAFT_COOKIE, ""))

    def drop_draft(self, request: Request, response: Response) -> None:
        with self._lock:
            self._drafts.pop(request.cookies.get(DRAFT_COOKIE, ""), None)
        response.delete_cookie(DRAFT_COOKIE, path="/simulator/")


def _set(response: Response, name: str, value: str) -> None:
    response.set_cookie(name, value, path="/simulator/", httponly=True, samesite="Strict")
