"""Drafts of the service of three questions, as tests need them."""

from collections.abc import Mapping

from django.core.files.uploadedfile import SimpleUploadedFile

from nssi.applications.actions.attach_file import attach_file
from nssi.applications.actions.save_answers import save_answers
from nssi.applications.actions.start_draft import start_draft
from nssi.applications.models import Draft, DraftFile
from nssi.people.models import Person
from tests.applications.three_questions import ANSWERS, FORM, THREE_QUESTIONS
from tests.attachments.samples import SAMPLES

PROOF, OTHER = FORM.slots


def begin(person: Person, typed: Mapping[str, Mapping[str, list[str]]] = ANSWERS) -> Draft:
    """Begin a draft and type `typed` into it."""
    draft = start_draft(THREE_QUESTIONS, person)
    for step in FORM.steps:
        if step.name in typed:
            draft = save_answers(draft.id, person, THREE_QUESTIONS, step, typed[step.name], draft.revision)
    return draft


def attach(draft: Draft, content: bytes = SAMPLES["pdf"], name: str = "акт.pdf", slot=PROOF) -> DraftFile:
    """Attach a file to a draft."""
    upload = SimpleUploadedFile("upload", content)
    return attach_file(draft.id, draft.person, THREE_QUESTIONS, slot, upload, name)


def complete(person: Person) -> Draft:
    """Return a draft that has all that filing asks for."""
    draft = begin(person, {name: ANSWERS[name] for name in ("reach", "need", "documents")})
    attach(draft)
    return begin(person, {"check": ANSWERS["check"]})
