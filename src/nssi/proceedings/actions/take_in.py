"""Take in an application that came to the counter, by post or by e-mail (O-04): begin it, and settle it when it is filed."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from nssi.access.models import Official
from nssi.applications.actions.start_draft import start_draft
from nssi.applications.models import ONLINE, Application, Draft, IdentifiedBy
from nssi.applications.services import AdministrativeService
from nssi.foundation import clock
from nssi.people.actions.meet_person import meet_person
from nssi.people.actions.recognise_person import recognise_person
from nssi.people.identifiers import PersonalNumber
from nssi.people.models import Names
from nssi.proceedings.models import Intake


@dataclass(frozen=True)
class Arrived:
    """How an application came: by which channel, when, from whom, signed or not, and why it is doubted, if it is."""

    channel: IdentifiedBy
    received_on: date
    number: PersonalNumber
    names: Names
    signed: bool
    doubt: str = ""


@transaction.atomic
def begin_intake(service: AdministrativeService, arrived: Arrived, official: Official) -> Draft:
    """Return the draft into which the official puts the application that arrived.

    At the counter the identity card was shown, so the names become those on it; what somebody wrote changes nobody's. An
    intake for the same person and service that was begun and not filed is begun anew.
    """
    know = recognise_person if arrived.channel == IdentifiedBy.COUNTER else meet_person
    person = know(arrived.number.kind, arrived.number.number, arrived.names)
    draft = start_draft(service, person, official)
    Intake.objects.filter(draft_id=draft.pk, application=None).delete()
    Intake.objects.create(
        draft_id=draft.pk,
        channel=arrived.channel,
        received_on=arrived.received_on,
        signed=arrived.signed,
        doubt=arrived.doubt,
        official=official,
        begun_at=clock.now(),
    )
    return draft


def settle_intake(application: Application) -> Intake | None:
    """Tie an application that is being filed to its intake; None for one that the person files online."""
    if application.identified_by in ONLINE:
        return None
    intake = Intake.objects.filter(draft_id=application.draft_id, application=None).first()
    if intake is not None:
        intake.application = application
        intake.save(update_fields=["application"])
    return intake
