"""The step where documents are attached (C-19): what its page shows, and what is done with what it sends."""

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.urls import reverse
from django.utils.translation import gettext as _

from nssi.access.visitors import PersonRequest
from nssi.applications.actions.attach_file import attach_file
from nssi.applications.actions.remove_file import remove_file
from nssi.applications.actions.set_photograph_aside import set_photograph_aside
from nssi.applications.actions.take_mended_pages import take_mended_pages
from nssi.applications.models import AsideFile, Draft, DraftFile
from nssi.applications.services import AdministrativeService
from nssi.applications.steps import Slot
from nssi.applications.wizard import Journey
from nssi.attachments.actions.offer_mending import wants_mending
from nssi.attachments.actions.take_in_file import FileRefused
from nssi.attachments.actions.take_in_photograph import is_photograph
from nssi.attachments.models import Attachment, Mending
from nssi.attachments.verdict import (
    ACCEPTED_EXTENSIONS,
    LARGEST_SUBMISSION,
    infected,
    kept_in_words,
    not_scanned,
)
from nssi.foundation import clock
from nssi.look.forms import ErrorEntry
from nssi.look.typography import size_text

WATCHED = timedelta(minutes=2)
"""How long the page looks by itself for the end of a search for viruses; a later one is told in words."""


@dataclass(frozen=True)
class ShownFile:
    """One line of a slot's list: a file, what became of it, and what its owner should know."""

    id: UUID
    name: str
    size: int
    status: str
    colour: str
    texts: tuple[str, ...]
    download_url: str
    is_waiting: bool


@dataclass(frozen=True)
class ShownPage:
    """One page before and after it was mended."""

    number: int
    before_url: str
    after_url: str


@dataclass(frozen=True)
class Offer:
    """The document that can be taken instead of photographs. `can_keep`: whether an original may stay attached too."""

    pages: tuple[ShownPage, ...]
    size: int
    can_keep: bool


@dataclass(frozen=True)
class Holding:
    """What a slot holds: attached files, files set aside, and the mendings of both by the id of their attachment."""

    attached: tuple[DraftFile, ...]
    aside: tuple[AsideFile, ...]
    mendings: dict[UUID, Mending]


def take_changes(
    request: PersonRequest, of: AdministrativeService, draft: Draft, journey: Journey
) -> list[ErrorEntry]:
    """Do what the page was sent for: attach, take mended pages, remove. Return what could not be done, and why.

    Each file stands for itself: one that is refused takes none of the others with it. Raises DraftGone.
    """
    errors = []
    for slot in journey.slots:
        for upload in request.FILES.getlist(slot.name):
            try:
                _attach(request, of, draft, slot, upload)
            except FileRefused as refusal:
                errors.append(ErrorEntry(refusal.finding.text, slot_id(slot)))
        if request.POST.get("take") == slot.name:
            keeps = slot.name in request.POST.getlist("keep")
            try:
                take_mended_pages(draft.id, request.person, of, slot, keep_originals=keeps)
            except FileRefused as refusal:
                errors.append(ErrorEntry(refusal.finding.text, slot_id(slot)))
    if "remove" in request.POST:
        remove_file(draft.id, request.person, of, _uuid(request.POST["remove"]))
    if "attach" in request.POST and not request.FILES:
        chosen = {slot.name: slot for slot in journey.slots}.get(request.POST["attach"], journey.slots[0])
        errors.append(ErrorEntry(_("Изберете файл"), slot_id(chosen)))
    return errors


def _attach(
    request: PersonRequest,
    of: AdministrativeService,
    draft: Draft,
    slot: Slot,
    upload: "UploadedFile[bytes]",
) -> None:
    name = upload.name or ""
    act = set_photograph_aside if is_photograph(upload, name) else attach_file
    act(draft.id, request.person, of, slot, upload, name)


def unsettled(draft: Draft, journey: Journey) -> list[ErrorEntry]:
    """Return what stands in the way of going on: empty required slots, and files set aside that nobody has settled."""
    holdings = _holdings(draft, journey)
    missing = {slot.name for slot in journey.missing_slots}
    errors = []
    for slot in journey.slots:
        aside = holdings[slot.name].aside
        errors += [ErrorEntry(_why_not(file), slot_id(slot)) for file in aside]
        if slot.name in missing and not aside:
            errors.append(ErrorEntry(str(slot.missing), slot_id(slot)))
    return errors


def documents_shown(
    of: AdministrativeService, step_slug: str, draft: Draft, journey: Journey, errors: list[ErrorEntry]
) -> dict[str, Any]:
    """Return what the page of documents shows."""
    holdings = _holdings(draft, journey)
    return {
        "slots": [
            {
                **slot_shown(of, step_slug, slot, holdings[slot.name]),
                "errors": [error.text for error in errors if error.target == slot_id(slot)],
            }
            for slot in journey.slots
        ],
        "accepted": ACCEPTED_EXTENSIONS.replace(" ", ","),
        "file_count": sum(len(journey.files.get(slot.name, ())) for slot in journey.slots),
        "files_size": journey.files_size,
        "left": max(LARGEST_SUBMISSION - journey.size, 0),
    }


def slot_shown(of: AdministrativeService, step_slug: str, slot: Slot, holding: Holding) -> dict[str, Any]:
    """Return what a slot shows. `state` changes whenever any of it does; while `is_waiting` it changes by itself."""
    files = [_shown(of, step_slug, file) for file in _by_age(holding.attached, holding.aside)]
    waiting = [each for each in holding.mendings.values() if each.state == Mending.State.WAITING]
    failed = [each for each in holding.mendings.values() if each.state == Mending.State.FAILED]
    offer = None if waiting else _offer(of, step_slug, holding)
    state = repr((files, offer, len(waiting), len(failed)))
    path = reverse("application_step", args=[of.slug, step_slug])
    token = hashlib.sha256(state.encode()).hexdigest()[:16]
    return {
        "slot": slot,
        "id": slot_id(slot),
        "files": files,
        "is_mending": bool(waiting),
        "is_waiting": bool(waiting) or any(file.is_waiting for file in files),
        "offer": offer,
        "not_mended": [each.source.name for each in failed],
        "check_url": path,
        "poll_url": f"{reverse('documents_changes', args=[of.slug, step_slug])}?slot={slot.name}&state={token}",
        "state": token,
    }


def holding_of(draft: Draft, journey: Journey, slot: Slot) -> Holding:
    """Return what a slot of the draft holds."""
    return _holdings(draft, journey)[slot.name]


def marks_of(journey: Journey) -> list[str]:
    """Return what the person must know of the attached documents before filing: those that will not be examined."""
    return [
        kept_in_words(finding)
        for slot in journey.slots
        for file in journey.files.get(slot.name, ())
        for finding in file.attachment.findings
        if finding["severity"] == "mark"
    ]


def slot_id(slot: Slot) -> str:
    """Return the id of the control of a slot, to which errors lead."""
    return f"id_file_{slot.name}"


def _holdings(draft: Draft, journey: Journey) -> dict[str, Holding]:
    aside = list(draft.aside.select_related("attachment")) if not draft.is_unbegun else []
    attached = [file.attachment for files in journey.files.values() for file in files]
    ids = [attachment.id for attachment in attached if wants_mending(attachment)]
    ids += [file.attachment_id for file in aside if file.why == AsideFile.Why.TO_MEND]
    mendings = {
        mending.source_id: mending
        for mending in Mending.objects.filter(source__in=ids)
        .select_related("source", "result")
        .prefetch_related("pages")
    }
    return {
        slot.name: _holding(
            tuple(journey.files.get(slot.name, ())),
            tuple(file for file in aside if file.slot == slot.name),
            mendings,
        )
        for slot in journey.slots
    }


def _holding(
    attached: tuple[DraftFile, ...], aside: tuple[AsideFile, ...], mendings: dict[UUID, Mending]
) -> Holding:
    ids = [file.attachment_id for file in _by_age(attached, aside)]
    return Holding(attached, aside, {each: mendings[each] for each in ids if each in mendings})


def _by_age(attached: tuple[DraftFile, ...], aside: tuple[AsideFile, ...]) -> list[DraftFile | AsideFile]:
    both: list[DraftFile | AsideFile] = [*attached, *aside]
    return sorted(both, key=lambda file: (file.added_at, file.id))


def _shown(of: AdministrativeService, step_slug: str, file: DraftFile | AsideFile) -> ShownFile:
    attachment: Attachment = file.attachment
    texts = [kept_in_words(finding) for finding in attachment.findings]
    status, colour, is_waiting = _("приет"), "green", False
    if attachment.state == Attachment.State.INFECTED:
        status, colour = _("отхвърлен"), "red"
        texts = [infected(attachment.name).text]
    elif isinstance(file, AsideFile):
        status, colour = _("не е приложен"), "yellow"
        texts = [_too_large_as_it_is(attachment)]
    elif attachment.state == Attachment.State.NOT_SCANNED:
        status, colour = _("проверява се за вируси"), "blue"
        is_waiting = attachment.scan_tries == 0 and clock.now() - attachment.created_at < WATCHED
        if not is_waiting:
            status = _("чака проверка за вируси")
            texts.append(not_scanned(attachment.name).text)
    url = ""
    if isinstance(file, DraftFile):
        url = reverse("document_download", args=[of.slug, step_slug, file.id])
    return ShownFile(file.id, attachment.name, attachment.size, status, colour, tuple(texts), url, is_waiting)


def _offer(of: AdministrativeService, step_slug: str, holding: Holding) -> Offer | None:
    ready = [each for each in holding.mendings.values() if each.state == Mending.State.READY]
    if not ready:
        return None
    shown = [page for each in ready for page in each.pages.all()]
    pages = (
        ShownPage(
            number,
            reverse("document_preview", args=[of.slug, step_slug, page.before_id]),
            reverse("document_preview", args=[of.slug, step_slug, page.after_id]),
        )
        for number, page in enumerate(shown, start=1)
    )
    attached = {file.attachment_id for file in holding.attached}
    return Offer(
        tuple(pages),
        sum(each.result.size for each in ready if each.result),
        any(each.source_id in attached for each in ready),
    )


def _too_large_as_it_is(attachment: Attachment) -> str:
    text = _("Файлът е %(size)s и не може да се подаде така. От него се прави черно-бял документ.")
    return text % {"size": size_text(attachment.size)}


def _why_not(file: AsideFile) -> str:
    if file.why == AsideFile.Why.INFECTED:
        return infected(file.attachment.name).text
    text = _("„%(name)s“ още не е част от заявлението. Вземете черно-белия документ или премахнете файла.")
    return text % {"name": file.attachment.name}


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)
