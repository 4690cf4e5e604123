"""What the tests of the public pages share: an application that was filed, and people who are logged in."""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from nssi.applications.models import Application, ApplicationEvent, ApplicationFile
from nssi.attachments.models import Attachment
from nssi.delivery.methods import DeliveryMethod
from nssi.institution.queries import competent_body
from nssi.people.models import Person
from nssi.records.access_codes import access_code, current_key_id
from tests.support.visitors import other_person, person, visit

__all__ = ["other_person", "person", "visit"]

FILED_AT = datetime(2026, 11, 22, 14, 5, tzinfo=UTC)
EMAIL = "maria@example.bg"
FILE_NAME = "Заповед на Мария.pdf"


@dataclass(frozen=True)
class Filed:
    """An application with what its applicant was sent."""

    application: Application
    uid: str
    code: str


@pytest.fixture
def filed(person: Person) -> Filed:
    """An application for unemployment benefit with one document."""
    application = Application.objects.create(
        draft_id=uuid.uuid4(),
        person=person,
        service="obezshtetenie-bezrabotitsa",
        form_version="1",
        answers={},
        summary=[],
        size=100,
        registry_uid="1001-000123-22.11.2026",
        access_key_id=current_key_id(),
        competent_body=competent_body("03"),
        email=EMAIL,
        delivery_method=DeliveryMethod.POST,
        delivery_address="Варна, ул. „Дунав“ 1",
        filed_at=FILED_AT,
    )
    attachment = Attachment.objects.create(
        sha256="0" * 64, size=10, name=FILE_NAME, kind="pdf", created_at=FILED_AT, scan_due_at=FILED_AT
    )
    ApplicationFile.objects.create(
        application=application,
        slot="act",
        title="Копие от акта за прекратяване на правоотношението",
        attachment=attachment,
    )
    ApplicationEvent.objects.create(application=application, what=ApplicationEvent.What.FILED, at=FILED_AT)
    return Filed(
        application, application.registry_uid, access_code(application.id, application.access_key_id)
    )
