"""Take in a file of declaration form 1: unpack it, look whether it is whole, keep its text, remember it once."""

from dataclasses import dataclass
from typing import BinaryIO

from django.db import IntegrityError, transaction

from nssi.access.models import Official
from nssi.audit import SYSTEM, Actor, record
from nssi.foundation import clock
from nssi.insurance import spool
from nssi.insurance.actions.import_submission import have_imported
from nssi.insurance.form_1.reading import FileRefused, Text, read_text, unpacked
from nssi.insurance.models import Submission

State = Submission.State


@dataclass(frozen=True)
class _Sender:
    """On which way a file came, and from whom, where it is known."""

    source: Submission.Source
    official: Official | None
    insurer: str

    @property
    def actor(self) -> Actor:
        if self.official:
            return Actor.official(self.official.pk)
        return Actor.insurer(self.insurer) if self.insurer else SYSTEM


def take_in_submission(
    file: BinaryIO,
    name: str,
    *,
    source: Submission.Source,
    official: Official | None = None,
    insurer: str = "",
) -> list[Submission]:
    """Take in what came under `name` and return its submissions: one, or one for each file of an archive (S4.5).

    `insurer`: the ЕИК of an insurer who sends it on its own page; then rows of others are rejected, and only what it sent before
    itself is known. A broken file becomes a submission that is refused, with the reason. A text that was taken in before is found again and
    nothing changes. Unless it came on the command line, which imports by itself, its import is enqueued in the same transaction.
    """
    sender = _Sender(source, official, insurer)
    taken: list[Submission] = []
    try:
        with unpacked(file, name) as texts:
            for text_name, stream in texts:
                taken.append(_take_in(stream, text_name, sender))
    except FileRefused as refused:
        taken.append(_remember(Text(None, 0, 0, refused), name, sender))
    return taken


def _take_in(stream: BinaryIO, name: str, sender: _Sender) -> Submission:
    with spool.draft() as draft:
        text = read_text(stream, draft.write)
        if text.refused or not text.sha256:
            return _remember(text, name, sender)
        known = _known(text, sender)
        if known is None or known.state not in (State.MERGED, State.REFUSED):
            spool.keep(draft, Submission(sha256=text.sha256, insurer=sender.insurer).text_name)
    return known or _remember(text, name, sender)


def _known(text: Text, sender: _Sender) -> Submission | None:
    """Return the submission of the same text, if there is one: a refused one only where it is refused again."""
    same = Submission.objects.filter(
        sha256=text.sha256, insurer=sender.insurer, refusal=text.refused.code if text.refused else ""
    )
    return same.first() if text.sha256 else None


def _remember(text: Text, name: str, sender: _Sender) -> Submission:
    refused = text.refused
    try:
        with transaction.atomic():
            if known := _known(text, sender):
                return known
            submission = Submission.objects.create(
                name=_printable(name),
                sha256=text.sha256,
                size=text.size,
                rows=text.rows,
                source=sender.source,
                official=sender.official,
                insurer=sender.insurer,
                received_at=clock.now(),
                state=State.REFUSED if refused else State.RECEIVED,
                refusal=refused.code if refused else "",
                refused_line=refused.line if refused else None,
            )
            record(
                "insurance.file_refused" if refused else "insurance.file_taken_in",
                actor=sender.actor,
                subject_kind="submission",
                subject_id=str(submission.pk),
                details={"source": sender.source.value, "rows": text.rows, "refusal": submission.refusal},
            )
            if not refused and sender.source != Submission.Source.COMMAND:
                have_imported(submission.pk)
            return submission
    except IntegrityError:  # somebody else took in the same text at the same time
        return Submission.objects.exclude(state=State.REFUSED).get(sha256=text.sha256, insurer=sender.insurer)


def _printable(name: str) -> str:
    """Return a file's name as it may be shown: without signs that are not printed, its last 255."""
    return "".join(sign if sign.isprintable() else "_" for sign in name)[-255:]
