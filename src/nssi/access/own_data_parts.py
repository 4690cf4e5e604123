"""What this room knows of a person, for that person: their PIKs without any secret, where they are logged in, who looked."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nssi.access.journal import Line, all_looks_at
from nssi.access.models import (
    AuthenticatorApp,
    Official,
    PikCredential,
    QesLogin,
    SecurityKey,
    VisitorSession,
)
from nssi.access.queries import sessions_of
from nssi.audit.models import AuditEntry
from nssi.audit.words import event_in_words
from nssi.people.models import Person
from nssi.people.own_data import Column, Kind, Part

_STATES = {
    PikCredential.State.INACTIVE: _("издаден, още не важи"),
    PikCredential.State.ACTIVE: _("важи"),
    PikCredential.State.SUPERSEDED: _("заменен с нов"),
    PikCredential.State.ANNULLED: _("анулиран"),
    PikCredential.State.DESTROYED: _("унищожен, преди да заработи"),
}

PIKS = Part(
    "piks",
    _("Персонални идентификационни кодове (без самите кодове)"),
    (
        Column("outgoing_number", _("Удостоверение №")),
        Column("state", _("Състояние"), said=lambda value: _STATES[PikCredential.State(value)]),
        Column("issued_at", _("Издаден на"), Kind.MOMENT),
        Column("activated_at", _("Важи от"), Kind.MOMENT),
        Column("ended_at", _("До"), Kind.MOMENT),
    ),
    lambda person: (
        PikCredential.objects.filter(person=person)
        .order_by("issued_at")
        .values_list("outgoing_number", "state", "issued_at", "activated_at", "ended_at")
    ),
    (PikCredential,),
)
SESSIONS = Part(
    "sessions",
    _("Къде сте влезли сега"),
    (Column("by", _("С какво")), Column("ends_at", _("Най-късно до"), Kind.MOMENT)),
    lambda person: (
        (_("КЕП") if each.qes_person_id else _("ПИК"), each.expire_date) for each in sessions_of(person)
    ),
    (VisitorSession,),
)


def _looks(person: Person) -> Iterator[tuple[Any, ...]]:
    for line in all_looks_at(person):
        body = line.official.competent_body if line.official else None
        yield (
            line.at,
            _who(line),
            body.label if body else "",
            line.what,
            line.subject,
            line.why,
        )


def _who(line: Line) -> str:
    """Return who looked, as the page says it: the role of an official, never their name, or the ЕИК of an insurer."""
    if line.insurer:
        return gettext("осигурител с ЕИК %(eik)s") % {"eik": line.insurer}
    return line.official.get_role_display() if line.official else ""


LOOKS = Part(
    "looks",
    _("Кой е преглеждал данните Ви"),
    (
        Column("at", _("Кога"), Kind.MOMENT),
        Column("official", _("Кой")),
        Column("body", _("Поделение")),
        Column("what", _("Какво")),
        Column("subject", _("По кое")),
        Column("why", _("Основание")),
    ),
    _looks,
    (AuditEntry,),
)
ACTS = Part(
    "acts",
    _("Какво сте правили Вие"),
    (
        Column("at", _("Кога"), Kind.MOMENT),
        Column("event", _("Какво"), said=event_in_words),
        Column("origin", _("Код на адреса, от който")),
    ),
    lambda person: (
        AuditEntry.objects.filter(actor_kind="person", actor_id=str(person.pk))
        .order_by("id")
        .values_list("at", "event", "origin")
        .iterator()
    ),
    (AuditEntry,),
)

PARTS = (PIKS, SESSIONS, LOOKS, ACTS)
LEFT_OUT = {
    QesLogin: _("влизане с КЕП, докато тече: пази се 10 минути"),
    **dict.fromkeys(
        (Official, AuthenticatorApp, SecurityKey), _("служебен профил на служител: дава се от работодателя")
    ),
}
