"""What this room knows of a person, for that person: which messages all rooms sent them by e-mail."""

from collections.abc import Iterator
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import F, Func, TextField, Value
from django.utils.translation import gettext_lazy as _

from nssi.access.models import PikCredential
from nssi.applications.models import Application, Change
from nssi.delivery.models import Delivery
from nssi.messages.models import OutgoingMessage
from nssi.payments.models import Fee
from nssi.people.models import Person
from nssi.people.own_data import Column, Kind, Part
from nssi.portal.models import OwnDataFile
from nssi.proceedings.models import Appeal, Proceeding

_ABOUT = (
    PikCredential.objects.all(), Application.objects.all(), Change.objects.all(), Delivery.objects.all(), Fee.objects.all(),
    Proceeding.objects.all(), Appeal.objects.all(), OwnDataFile.objects.all(),
)  # fmt: skip
"""What messages are about: the id stands in their keys. An address can be that of a family: it says nothing of whose a message is."""

_WHOSE = {Change: "application__person", Delivery: "addressee"}


def _messages(person: Person) -> Iterator[tuple[Any, ...]]:
    ids = [
        str(pk)
        for things in _ABOUT
        for pk in things.filter(**{_WHOSE.get(things.model, "person"): person}).values_list("pk", flat=True)
    ]
    parts = Func(F("key"), Value(":"), function="string_to_array", output_field=ArrayField(TextField()))
    sent = OutgoingMessage.objects.annotate(of=parts).filter(of__overlap=ids).order_by("created_at")
    yield from sent.values_list("to", "subject", "created_at", "sent_at", "bounced_at")


MESSAGES = Part(
    "messages",
    _("Съобщения до Вас по e-mail"),
    (
        Column("to", _("До")),
        Column("subject", _("Тема")),
        Column("created_at", _("Написано на"), Kind.MOMENT),
        Column("sent_at", _("Изпратено на"), Kind.MOMENT),
        Column("bounced_at", _("Върнато на"), Kind.MOMENT),
    ),
    _messages,
    (OutgoingMessage,),
)
PARTS = (MESSAGES,)
LEFT_OUT = {OwnDataFile: _("този файл и предишните като него: пазят се 7 дни")}
