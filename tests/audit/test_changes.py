"""The database tells the trail what changed in a row, who did it and why, also where somebody goes past the portal (issue 9)."""

import pytest
from django.db import connection, transaction

from nssi.access.models import Official
from nssi.audit import Actor, record
from nssi.audit.models import AuditEntry
from nssi.audit.origin import coming_from, origin_of
from nssi.foundation.redaction import redact
from nssi.institution.models import LocalOffice
from tests.support.officials import Role, make_official
from tests.support.people import give_pik, make_person

pytestmark = pytest.mark.django_db(transaction=True)

TABLES = {
    "access_authenticatorapp", "access_official", "access_pikcredential", "access_securitykey", "applications_application", "archive_deposit",
    "archive_payrollextract", "archive_terminatedinsurer", "institution_competentbody", "institution_localoffice", "institution_outreachoffice",
    "payments_amountdue", "payments_benefitpayment", "payments_cashbenefit", "payments_fee", "payments_onlinepayment", "payments_paymentlist",
    "payments_repayment", "payments_repaymentclaim", "pensions_incomecoefficient", "pensions_pension", "people_identifier", "people_person",
    "pik_counterissue", "proceedings_absence", "proceedings_appeal", "proceedings_proceeding",
}  # fmt: skip


def changes(event: str) -> list[AuditEntry]:
    return list(AuditEntry.objects.filter(event=event).order_by("id"))


def tell(official: Official) -> None:
    record(
        "room.act", actor=Actor.official(official.pk), subject_kind="thing", subject_id="1", reason="contact"
    )


def test_a_row_that_changes_tells_who_from_where_and_why():
    # ASVS 16.2.1: also where the act is told after the change
    admin, official = make_official(Role.ADMINISTRATOR), make_official()
    with coming_from("203.0.113.7"), transaction.atomic():
        Official.objects.filter(pk=official.pk).update(role=Role.PENSION_HEAD, password="argon2id$geheim")
        tell(admin)
    (entry,) = changes("access.official_changed")
    assert (entry.actor_kind, entry.actor_id, entry.reason) == ("official", str(admin.pk), "contact")
    assert (entry.subject_kind, entry.subject_id) == ("official", str(official.pk))
    assert entry.origin == origin_of("203.0.113.7")
    assert entry.details == {"changed": {"role": ["clerk", "pension_head"], "password": True}}


def test_what_is_changed_past_the_portal_is_told_too():
    # ASVS 16.3.3
    office = LocalOffice.objects.get(code="03")
    try:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE institution_localoffice SET city = 'Другаде' WHERE code = '03'")
        (entry,) = changes("institution.office_changed")
        assert entry.actor_kind == "database"
        assert entry.details == {"changed": {"city": [office.city, "Другаде"]}}
    finally:
        office.save()


def test_what_one_transaction_told_is_not_believed_of_the_next():
    official = make_official()
    with transaction.atomic():
        tell(official)
    Official.objects.filter(pk=official.pk).update(is_active=False)
    assert changes("access.official_changed")[0].actor_kind == "database"


def test_what_does_not_change_is_not_told():
    person = make_person()
    person.save()
    assert changes("people.person_changed") == []


def test_neither_a_secret_nor_anything_personal_is_told():
    person = make_person()
    for _time in range(2):
        give_pik(person)
    person.first_name = "Цветомира"
    person.save()
    states = [each.details["changed"]["state"] for each in changes("access.pik_changed")]
    assert states == [["inactive", "active"], ["active", "superseded"], ["inactive", "active"]]
    assert changes("people.person_changed")[0].details == {"changed": {"first_name": True}}
    for entry in AuditEntry.objects.all():
        text = f"{entry.subject_id} {entry.details}"
        assert redact(text) == text
        assert "argon2" not in text


def test_a_change_that_is_undone_is_not_told():
    official = make_official()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        Official.objects.filter(pk=official.pk).update(role=Role.PENSION_HEAD)
        raise ZeroDivisionError
    assert changes("access.official_changed") == []


def test_these_tables_are_watched():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'note_change' AND tgenabled = 'O'"
        )
        assert {name for (name,) in cursor.fetchall()} == TABLES
