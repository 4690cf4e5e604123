"""Record what an official judged of documents with links to other addresses (S1.5)."""

from collections.abc import Iterable

from nssi.access.models import Official
from nssi.applications.models import ApplicationFile
from nssi.foundation import clock
from nssi.proceedings.models import LinksJudgement


def judge_links(
    results: Iterable[tuple[ApplicationFile, bool, str]], official: Official
) -> list[LinksJudgement]:
    """Record for each document that has links whether it is accepted all the same, and why; in the caller's transaction."""
    return LinksJudgement.objects.bulk_create(
        LinksJudgement(file=file, accepted=accepted, why=why, official=official, at=clock.now())
        for file, accepted, why in results
        if file.attachment.has_links
    )
