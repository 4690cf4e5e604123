"""Begin to file an application again, with what was answered and attached before (C-26, S1.10)."""

from django.db import transaction

from nssi.applications.forms import as_sent
from nssi.applications.models import KEPT_FOR, Application, Draft, DraftFile
from nssi.applications.second_filing import STEP, application_to_replace, typed_before
from nssi.applications.services import AdministrativeService
from nssi.applications.steps import Typed
from nssi.audit import Actor, record
from nssi.foundation import clock
from nssi.people.models import Person


@transaction.atomic
def begin_second_filing(person: Person, service: AdministrativeService, registry_uid: str) -> Draft:
    """Return a draft that holds what the person's application with this УРИ holds, to be mended and filed anew.

    Asked for again, it is the same draft, with what was changed since. Another draft of the service makes room for it.
    Raises SecondFilingRefused.
    """
    earlier = application_to_replace(person, service.slug, registry_uid)
    begun = (
        Draft.objects.select_for_update()
        .filter(person=person, service=service.slug, assisted_by=None)
        .first()
    )
    if begun is not None and begun.replaces_id == earlier.id and begun.expires_at > clock.now():
        return begun
    if begun is not None:
        begun.delete()
    now = clock.now()
    draft = Draft.objects.create(
        person=person,
        service=service.slug,
        form_version=service.form.version,
        typed=typed_before(earlier, service.form),
        updated_at=now,
        expires_at=now + KEPT_FOR,
        replaces=earlier,
    )
    _take_files(draft, earlier, service)
    record(
        "applications.second_filing_begun",
        actor=Actor.person(person.id),
        subject_kind="draft",
        subject_id=str(draft.id),
        details={"replaces": str(earlier.id)},
    )
    return draft


def relate(draft: Draft, service: AdministrativeService, typed: Typed) -> None:
    """Follow what was typed in the draft about filing again: take over what is still empty, or let go (C-12).

    The caller holds the draft and saves it.
    """
    form = service.form_of(draft.form_version)
    step = next(step for step in form.steps if step.name == STEP)
    answered = step.form(as_sent(typed), person=draft.person, answers={})
    uid = answered.cleaned_data["registry_uid"] if answered.is_valid() else ""
    if not uid:
        draft.replaces = None
        return
    earlier = application_to_replace(draft.person, draft.service, uid)
    if draft.replaces_id != earlier.id:
        draft.replaces = earlier
        draft.typed = {**typed_before(earlier, form), **draft.typed}
        _take_files(draft, earlier, service)


def _take_files(draft: Draft, earlier: Application, service: AdministrativeService) -> None:
    """Put the documents of the earlier application into the slots that are still empty; both refer to the same files."""
    filled = set(draft.files.values_list("slot", flat=True))
    slots = {slot.name for slot in service.form_of(draft.form_version).slots} - filled
    DraftFile.objects.bulk_create(
        DraftFile(draft=draft, slot=file.slot, attachment_id=file.attachment_id, added_at=clock.now())
        for file in earlier.files.filter(slot__in=slots).order_by("id")
    )
