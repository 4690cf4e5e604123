"""What an administrator is told at their home: what lacks, what waits for them, what does not run as it should."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nssi.access.qes.trusted_list import Standing, standing
from nssi.attachments.pages import WAITS_TOO_LONG
from nssi.attachments.queries import searches
from nssi.foundation import clock
from nssi.institution.parameters import current_parameters
from nssi.staff.calendar_rows import year_without_decisions
from nssi.staff.proposals import waiting_accounts, waiting_proposals
from nssi.staff.values import missing_values

TRUSTED_LIST: dict[Standing, Promise] = {
    Standing.MISSING: _(
        "Доверителният списък на издателите на КЕП още не е изтеглен. Изпълнете „nssi trust refresh“."
    ),
    Standing.STALE: _(
        "Доверителният списък на издателите на КЕП е остарял: следващото му издание вече е публикувано. "
        "Изпълнете „nssi trust refresh“."
    ),
    Standing.BROKEN: _(
        "Доверителният списък на издателите на КЕП не може да се прочете. Изпълнете „nssi trust refresh“ и „nssi doctor“."
    ),
}
NO_CLAMD = _(
    "clamd не е свързан: файловете се проверяват само с вградените правила, които познават малко вируси."
)
FILES_WAIT = _("Качени файлове чакат проверка за вируси повече от час. Проверете clamd и процеса за задачи.")


@dataclass(frozen=True)
class Ailment:
    """Something that does not run as it should, and the page that tells more (empty: none)."""

    text: str | Promise
    url_name: str = ""


def administration() -> dict[str, Any]:
    """Return what the home shows; nothing remote is asked for it."""
    parameters, today = current_parameters(), clock.today()
    return {
        "missing": missing_values(parameters, today),
        "undecided": year_without_decisions(parameters, today),
        "waiting_proposals": waiting_proposals(),
        "waiting_accounts": waiting_accounts(),
        "ailments": _ailments(clock.now()),
    }


def _ailments(now: datetime) -> list[Ailment]:
    found = []
    if wrong := TRUSTED_LIST.get(standing(clock.elsewhere(now))[0]):
        found.append(Ailment(wrong))
    if not settings.CLAMD:
        found.append(Ailment(NO_CLAMD, "upload_rules"))
    oldest = searches().oldest
    if oldest is not None and now - oldest > WAITS_TOO_LONG:
        found.append(Ailment(FILES_WAIT, "upload_rules"))
    return found
