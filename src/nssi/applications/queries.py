"""What the house asks about drafts and applications."""

import uuid
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from nssi.access.models import Official
from nssi.applications.models import KEPT_FOR, Application, ApplicationFile, Draft, DraftFile
from nssi.applications.progress import Event, Progress, progress_of
from nssi.applications.services import AdministrativeService, service
from nssi.applications.steps import Text
from nssi.applications.wizard import Journey, walk
from nssi.documents.integrity import Sealed
from nssi.foundation import clock
from nssi.people.models import Person
from nssi.records.access_codes import access_code, current_key_id, matches
from nssi.records.registry_uid import RegistryUid


@dataclass(frozen=True)
class IncomingDocument:
    """A document that came in: its title, never its file's name or content, and when."""

    title: str
    received_at: datetime


@dataclass(frozen=True)
class ApplicationState:
    """What anybody with the УРИ and the code may see (P-05b): no personal data."""

    registry_uid: str
    service_title: str
    filed_at: datetime
    competent_body: str
    status: str
    colour: str
    progress: Progress | None
    documents: tuple[IncomingDocument, ...]
    events: tuple[Event, ...]
    linked_uids: tuple[str, ...]

    @property
    def last_event(self) -> Event:
        """The newest event."""
        return self.events[0]


def find_by_uid_and_code(uid_text: str, code_text: str) -> ApplicationState | None:
    """Return the state of the application with this УРИ and access code, typed as people type; None for any mismatch.

    An УРИ that nobody has costs the same work as a wrong code. `events` has the newest first.
    """
    application = _by_uid(uid_text)
    if application is None:
        matches(uuid.uuid4(), current_key_id(), code_text)
        return None
    if not matches(application.id, application.access_key_id, code_text):
        return None
    return _state_of(application)


def state_of_uid(registry_uid: str) -> ApplicationState | None:
    """Return the state of the application with this УРИ, for a visitor who has given its access code before."""
    application = _by_uid(registry_uid)
    return _state_of(application) if application else None


def _by_uid(uid_text: str) -> Application | None:
    try:
        uid = RegistryUid.parse(uid_text)
    except ValueError:
        return None
    linked = Application.objects.select_related("competent_body", "replaces", "replaced_by")
    return linked.filter(registry_uid=str(uid)).first()


def _state_of(application: Application) -> ApplicationState:
    progress = progress_of([application]).get(application.id)
    linked = (application.replaces, getattr(application, "replaced_by", None))
    return ApplicationState(
        registry_uid=application.registry_uid,
        service_title=title_of(application),
        filed_at=application.filed_at,
        competent_body=application.competent_body.label,
        status=str(progress.title) if progress else application.get_state_display(),
        colour=progress.colour if progress else "blue",
        progress=progress,
        documents=tuple(
            IncomingDocument(file.title, application.filed_at) for file in application.files.order_by("id")
        ),
        events=events_of(application, progress),
        linked_uids=tuple(each.registry_uid for each in linked if each is not None),
    )


def events_of(application: Application, progress: Progress | None = None) -> tuple[Event, ...]:
    """Return the timeline of an application, the newest first, with what `progress` tells."""
    events = [Event(event.get_what_display(), event.at) for event in application.events.all()]
    told = [*reversed(progress.events), *reversed(events)] if progress else events[::-1]
    return tuple(sorted(told, key=lambda event: event.when, reverse=True))


def title_of(of: Application | Draft) -> str:
    """Return the title of the service of an application or a draft; its address where it is offered no more."""
    known = service(of.service)
    return known.title if known else of.service


def sealed_applications() -> Iterator[Sealed]:
    """Yield the sealed document of every application that has it, the newest first."""
    filed = Application.objects.filter(document__isnull=False).select_related("document")
    for application in filed.only("registry_uid", "document").order_by("-filed_at").iterator(chunk_size=1000):
        if application.document is not None:
            yield Sealed(application.registry_uid, application.document, application.document.sha256, False)


def what_follows(application: Application) -> tuple[Text, ...]:
    """Return what happens after this filing, one sentence an entry; nothing where the service is offered no more."""
    known = service(application.service)
    return known.what_follows(application.answers, clock.local(application.filed_at).date()) if known else ()


def code_of(application: Application) -> str:
    """Return the access code of an application, for its own person and for the message to them."""
    return access_code(application.id, application.access_key_id)


def draft_of(person: Person, of: AdministrativeService, by: Official | None = None) -> Draft | None:
    """Return the draft of a service that the person fills in, or an official for them (`by`); or None.

    One that has expired is none, even before the sweeper comes.
    """
    return Draft.objects.filter(
        person=person, service=of.slug, assisted_by=by, expires_at__gt=clock.now()
    ).first()


def drafts_of(person: Person) -> list[Draft]:
    """Return the drafts of a person, the one changed last first."""
    return list(
        Draft.objects.filter(person=person, assisted_by=None, expires_at__gt=clock.now()).order_by(
            "-updated_at"
        )
    )


def applications_of(person: Person) -> list[Application]:
    """Return what a person has filed, the newest first."""
    return list(
        Application.objects.filter(person=person)
        .select_related("competent_body", "representation", "replaced_by")
        .order_by("-filed_at")
    )


def slots_of(application: Application) -> set[str]:
    """Return the slots in which documents came; while it is being filed, they are the draft's still."""
    filed = ApplicationFile.objects.filter(application=application).values_list("slot", flat=True)
    drafted = DraftFile.objects.filter(draft_id=application.draft_id).values_list("slot", flat=True)
    return set(filed.union(drafted))


def filed_today(person: Person, of: AdministrativeService) -> list[Application]:
    """Return what the person has filed for a service on the present day in Sofia."""
    midnight = clock.local(clock.now()).replace(hour=0, minute=0, second=0, microsecond=0)
    return list(
        Application.objects.filter(person=person, service=of.slug, filed_at__gte=midnight).order_by(
            "-filed_at"
        )
    )


def journey_of(draft: Draft, of: AdministrativeService, person: Person) -> Journey:
    """Return where a draft stands on its way through the form."""
    files: dict[str, list[DraftFile]] = defaultdict(list)
    for file in draft.files.select_related("attachment") if not draft.is_unbegun else ():
        files[file.slot].append(file)
    return walk(of.form_of(draft.form_version), person, draft.typed, files, draft.is_assisted)


def unbegun(person: Person, of: AdministrativeService) -> Draft:
    """Return a draft that is nowhere yet: what the first page of a form shows before anything is typed."""
    now = clock.now()
    return Draft(
        person=person,
        service=of.slug,
        form_version=of.form.version,
        updated_at=now,
        expires_at=now + KEPT_FOR,
    )


def last_answers(person: Person, step_name: str) -> dict[str, Any]:
    """Return the person's answers to a step of this name in the application filed last; empty where there are none."""
    last = (
        Application.objects.filter(person=person)
        .order_by("-filed_at")
        .values_list("answers", flat=True)
        .first()
    )
    answers: dict[str, Any] = (last or {}).get(step_name, {})
    return answers


def last_email_of(person: Person) -> str:
    """Return the e-mail address that the person gave in their last application for themselves, or ""."""
    filed = Application.objects.filter(person=person, representation=None).exclude(email="")
    return filed.order_by("-filed_at").values_list("email", flat=True).first() or ""
