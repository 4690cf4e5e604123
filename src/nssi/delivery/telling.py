"""The timeline in words: for the pages, and for the document that proves it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from nssi.access.models import Official
from nssi.delivery.methods import DeliveryMethod, OpenedBy
from nssi.delivery.models import DeliveryEvent
from nssi.look.typography import date_text, size_text

What = DeliveryEvent.What


@dataclass(frozen=True)
class Told:
    """One event in words: what happened, with what belongs to it, and when it was noted."""

    what: str
    when: datetime


def told(events: Iterable[DeliveryEvent], *, with_officials: bool = False) -> list[Told]:
    """Return the events in words, the newest first, on request with the names of the officials who noted them."""
    newest_first = sorted(events, key=lambda event: event.number, reverse=True)
    names = _officials(newest_first) if with_officials else {}
    return [
        Told("; ".join(filter(None, (_what(event), names.get(event.by, "")))), event.at)
        for event in newest_first
    ]


def _what(event: DeliveryEvent) -> str:
    label = str(What(event.what).label)
    rest = _details(event)
    return f"{label}: {rest}" if rest else label


def _details(event: DeliveryEvent) -> str:
    said = event.details
    match event.what:
        case What.BEGUN:
            way = str(DeliveryMethod(said["method"]).label).lower()
            return ", ".join(filter(None, (way, " ".join(said["to"].split()))))
        case What.SENT:
            return _("на %(address)s") % {"address": said["to"]}
        case What.BOUNCED:
            return said["status"]  # type: ignore[no-any-return]
        case What.DOWNLOADED:
            by = OpenedBy(said["identified_by"]).label
            return _("%(size)s, разпознаване с %(by)s") % {"size": size_text(said["bytes"]), "by": by}
        case What.NOT_FETCHED:
            return _("срокът изтече на %(day)s") % {"day": _day(said["due_on"])}
        case What.POSTED:
            address = " ".join(said["to"].split())
            return _("пратка %(item)s, %(day)s, до %(address)s") % {
                "item": said["item"],
                "day": _day(said["on"]),
                "address": address,
            }
        case What.RECEIVED:
            return _("пратка %(item)s, %(day)s") % {"item": said["item"], "day": _day(said["on"])}
        case What.RETURNED:
            return _("пратка %(item)s, %(day)s – %(reason)s") % {
                "item": said["item"],
                "day": _day(said["on"]),
                "reason": said["reason"],
            }
        case What.SIGNED_FOR if said["signed_by"]:
            return _("%(day)s, подписа %(who)s") % {"day": _day(said["on"]), "who": said["signed_by"]}
        case What.SIGNED_FOR:
            return _("%(day)s, подписа лицето") % {"day": _day(said["on"])}
    return ""


def _day(written: str) -> str:
    return date_text(date.fromisoformat(written))


def _officials(events: Iterable[DeliveryEvent]) -> dict[str, str]:
    """Return the names of the officials among those who did something, by how the events name them."""
    ids = {int(event.by.split()[1]) for event in events if event.by.startswith("official ")}
    names = Official.objects.filter(pk__in=ids).values_list("pk", "full_name") if ids else ()
    return {f"official {pk}": _("записа %(name)s") % {"name": name} for pk, name in names}
