"""Each message of the portal with invented data, to be looked at before anybody gets one (A-05)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nssi.delivery.policies import policy_named
from nssi.foundation import clock

UID, CHANGE_UID = "1001-000123-22.11.2026", "1001-000124-23.11.2026"
BENEFIT = "Парично обезщетение за безработица"
BODY = "ТП на НОИ – Варна"


@dataclass(frozen=True)
class MessageSpecimen:
    """A message: its name here, its number in the specification (empty: it has none), what it tells and when, how it is drawn."""

    name: str
    number: str
    title: str | Promise
    template: str
    context: Callable[[], dict[str, Any]]


def _page(path: str) -> str:
    return f"{settings.PUBLIC_URL}{path}"


def _in_days(days: int) -> Any:
    return clock.today() + timedelta(days=days)


def _filed(title: str, *following: str) -> dict[str, Any]:
    return {
        "title": title,
        "registry_uid": UID,
        "access_code": "AC2D-E3FH",
        "status_address": _page("/proverka/"),
        "after_filing": following,
    }


def _document(policy: str, kind: str, *, by_code: bool = False) -> dict[str, Any]:
    return {
        "policy": policy_named(policy),
        "by_code": by_code,
        "kind": kind,
        "last_day": _in_days(7),
        "page": _page("/d/primer/"),
    }


def _case(**more: Any) -> dict[str, Any]:
    address = _page("/moite/zayavleniya/")
    return {"title": BENEFIT, "registry_uid": UID, "address": address, "body": BODY, **more}


def _now() -> datetime:
    return clock.now()


MESSAGES = (
    MessageSpecimen(
        "zavedeno", "M-01", _("Заведено заявление"), "applications/messages/filed",
        lambda: _filed(BENEFIT, "Ще проверим документите и ще издадем разпореждане."),
    ),
    MessageSpecimen(
        "zavedeno-pensiya", "M-02", _("Заведено заявление за пенсия"), "applications/messages/filed",
        lambda: _filed(
            "Преизчисляване на пенсия",
            "С този УРИ се удостоверява, че производството по преизчисляване е започнало.",
        ),
    ),
    MessageSpecimen(
        "dokument", "M-03", _("Документ, който чака"), "delivery/messages/ready",
        lambda: _document("unemployment_benefit", "Разпореждане за парично обезщетение за безработица"),
    ),
    MessageSpecimen(
        "nedostatatsi", "M-04", _("Недостатъци в заявлението"), "proceedings/messages/irregular", _case
    ),
    MessageSpecimen(
        "potvardete", "M-05", _("Потвърждаване на заявление"), "proceedings/messages/confirm",
        lambda: _case(until=_in_days(3)),
    ),
    MessageSpecimen(
        "prekrateno", "M-06", _("Прекратено производство"), "proceedings/messages/terminated", _case
    ),
    MessageSpecimen(
        "udostoverenie", "M-07", _("Готово удостоверение"), "delivery/messages/ready",
        lambda: _document("archive_certificate", "Удостоверение за осигурителен стаж", by_code=True),
    ),
    MessageSpecimen(
        "originali", "M-08", _("Поискани оригинали"), "proceedings/messages/originals",
        lambda: _case(until=_in_days(30)),
    ),
    MessageSpecimen(
        "napomnyane", "M-09", _("Напомняне за документ"), "delivery/messages/reminder",
        lambda: _document("unemployment_benefit", "Разпореждане за парично обезщетение за безработица"),
    ),
    MessageSpecimen("pik", "M-10", _("Издаден ПИК"), "pik/messages/activated", lambda: {"at": _now()}),
    MessageSpecimen("pik-anuliran", "", _("Анулиран ПИК"), "pik/messages/annulled", lambda: {"at": _now()}),
    MessageSpecimen(
        "promyana", "", _("Заведена промяна"), "applications/messages/changed",
        lambda: _case(what="данни за връзка", change_uid=CHANGE_UID),
    ),
    MessageSpecimen(
        "ottegleno", "", _("Оттеглено заявление"), "applications/messages/withdrawn",
        lambda: _case(change_uid=CHANGE_UID),
    ),
    MessageSpecimen(
        "zhalba", "", _("Заведена жалба"), "proceedings/messages/appealed",
        lambda: _case(appeal_uid=CHANGE_UID, until=_in_days(30)),
    ),
    MessageSpecimen(
        "pik-s-kep", "", _("Готово удостоверение за ПИК"), "pik_by_qes/messages/ready",
        lambda: _case(page=_page("/pik/s-kep/"), last_day=_in_days(7)),
    ),
    MessageSpecimen(
        "moite-danni", "", _("Готов файл с данните"), "portal/messages/own_data",
        lambda: {"address": _page("/moite/danni/"), "until": clock.now() + timedelta(days=7)},
    ),
    MessageSpecimen(
        "varnat-dokument", "", _("Върнат документ"), "proceedings/messages/returned", _case
    ),
    MessageSpecimen(
        "taksa", "", _("Такса за дубликат"), "archive_certificate/messages/fee",
        lambda: {
            "fee": SimpleNamespace(cents=256, currency="EUR", body=SimpleNamespace(label=BODY)),
            "address": _page("/moite/taksi/"),
        },
    ),
    MessageSpecimen(
        "kod", "", _("Еднократен код за документ"), "delivery/messages/one_time_code",
        lambda: {"code": "123 456", "minutes": 15},
    ),
    MessageSpecimen(
        "varnato-plashtane", "", _("Върнато плащане"), "unemployment_benefit/messages/returned",
        lambda: _case(other_account=True),
    ),
)  # fmt: skip
