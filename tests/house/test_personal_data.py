"""Whatever is held of persons is named: in their own file, in the register of processing, among the rows that tell of changes."""

import re
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import QuerySet

from nssi.people import own_data
from nssi.people.models import Person
from tests.house.rooms import ROOT

MODELS = [model for model in apps.get_models() if model.__module__.startswith("nssi.")]
OF_PERSONS = {
    model
    for model in MODELS
    if any(field.is_relation and field.related_model is Person for field in model._meta.fields)
}
TABLES = {model._meta.db_table for model in MODELS}
PRIVACY = (ROOT / "docs" / "privacy.md").read_text()


OF_NO_PERSON = {
    **dict.fromkeys(("archive_holdingchange", "proceedings_absence", "staff_proposedaccount", "staff_proposedvalue"),
        "acts of officials",
    ),
    **dict.fromkeys(
        ("insurance_protocolconfirmation", "insurance_submission", "insurance_submissionerror"),
        "of the insurer that declared; the protocol holds masked values",
    ),
    **dict.fromkeys(
        (
            "access_throttlecounter", "archive_deposit", "applications_servicepause", "archive_holdingsimport", "archive_holdingsimporterror",
            "archive_nameword", "archive_terminatedinsurer", "audit_dailydigest", "audit_retentionend", "audit_sealedbatch",
            "foundation_clockoffset", "institution_competentbody", "institution_enteredvalue", "institution_localoffice",
            "institution_outreachoffice", "institution_repaymentaccount", "payments_paymentblock", "payments_paymentlist", "pensions_yearlyblock",
            "pensions_yearlyfailure", "pensions_yearlyrun", "records_registercounter",
            "service_unemployment_benefit_registerlook", "service_unemployment_benefit_registrationcounter", "terms_task",
        ),
        "registers of the institution, counters, and how far work is",
    ),
}  # fmt: skip
"""The tables that hold nothing which a person could be given as theirs, and whose they are."""


def test_every_table_is_in_the_file_of_a_person_or_says_why_not():
    given = {model for part in own_data.all_parts() for model in part.models}
    left_out = own_data.all_left_out()
    assert not given & set(left_out)
    assert all(str(why) for why in left_out.values())
    assert OF_PERSONS - given - set(left_out) - {Person} == set()
    told = [model._meta.db_table for model in (*given, *left_out)] + list(OF_NO_PERSON)
    assert sorted(told) == sorted(TABLES), "each once"


@pytest.mark.django_db
def test_the_rows_of_a_part_have_its_columns():
    nobody = Person(pk=uuid4())
    for part in own_data.all_parts():
        rows = part.rows(nobody)
        if isinstance(rows, QuerySet):
            assert len(rows._fields) == len(part.columns), part.name
        assert list(rows) == [], part.name


def test_the_parts_of_the_file_have_names_of_their_own_and_words():
    parts = own_data.all_parts()
    assert len({part.name for part in parts}) == len(parts) > 20
    for part in parts:
        assert str(part.title) and all(str(column.title) for column in part.columns)
        assert len({column.name for column in part.columns}) == len(part.columns)


def test_the_register_of_processing_names_every_table_once_and_no_other():
    named = re.findall(r"`([a-z_]+_[a-z_]+)`", PRIVACY)
    tables = [name for name in named if name in TABLES]
    assert sorted(tables) == sorted(TABLES)
    assert {name for name in named if re.match(rf"({'|'.join(_rooms())})_", name)} - TABLES == set()


def _rooms() -> set[str]:
    return {model._meta.app_label for model in MODELS}


APPEND_ONLY = "its rows never change"
FROZEN = "what it says never changes; the rest is told by its acts"
WITHOUT = {
    **dict.fromkeys(
        (
            "applications_applicationevent", "applications_applicationfile", "applications_applicationsignature",
            "applications_change", "archive_holdingchange", "audit_auditentry", "audit_dailydigest", "audit_retentionend",
            "audit_sealedbatch", "delivery_deliveryevent", "insurance_insurancedatarecord", "insurance_protocolconfirmation",
            "insurance_submissionerror", "payments_claimedsum", "payments_paymentline", "payments_paymentnotice", "payments_paymentreturn",
            "institution_enteredvalue", "institution_repaymentaccount", "pensions_pensionrecalculation", "pensions_revokedrecalculation", "people_representation",
            "proceedings_linksjudgement",
            "proceedings_proceedingevent", "proceedings_recusal", "records_record",
            "service_archive_certificate_duplicaterequest", "service_unemployment_benefit_benefitdecision",
            "service_unemployment_benefit_documentresult", "service_unemployment_benefit_irregularities",
            "service_unemployment_benefit_registration", "service_unemployment_benefit_undulyreceivedorder",
        ),
        APPEND_ONLY,
    ),
    **dict.fromkeys(
        (
            "delivery_delivery", "documents_issueddocument", "insurance_submission", "staff_proposedaccount", "staff_proposedvalue",
            "service_unemployment_benefit_declaredcircumstance",
        ),
        FROZEN,
    ),
    **dict.fromkeys(
        ("access_qeslogin", "access_visitorsession", "delivery_onetimecode", "mobile_qes_mobilelogin", "access_throttlecounter"),
        "minutes or hours old, and nothing in them decides",
    ),
    **dict.fromkeys(
        ("applications_asidefile", "applications_draft", "applications_draftfile", "applications_formsignature"),
        "a person's own, until it is filed",
    ),
    **dict.fromkeys(
        ("attachments_attachment", "attachments_mendedpage", "attachments_mending"),
        "contents lie under their hash; their rows are told by what refers to them",
    ),
    **dict.fromkeys(
        ("archive_employmentrow", "archive_payrollrow"),
        "they change only before a second official has confirmed their extract, which tells",
    ),
    **dict.fromkeys(
        ("pik_pikprocedure", "pik_steprun", "signing_signingrequest", "portal_owndatafile"),
        "each step is an entry of its act; what has ended never changes",
    ),
    "proceedings_clarifyingquestion": "raised and closed by the acts of its proceeding",
    "proceedings_intake": "never changes once its application is filed",
    "proceedings_originalseen": "written once by its act",
    "nssi_messages_outgoingmessage": "each step of a message is told in the timeline of its document",
    "service_pension_recalculation_orderdraft": "a draft: the order that is issued never changes",
    **dict.fromkeys(
        (
            "applications_servicepause", "archive_holdingsimport", "archive_holdingsimporterror", "archive_nameword", "foundation_clockoffset",
            "payments_paymentblock", "pensions_yearlyblock", "pensions_yearlyfailure", "pensions_yearlyrun",
            "records_registercounter", "service_unemployment_benefit_registerlook", "service_unemployment_benefit_registrationcounter", "terms_task", "terms_term",
        ),
        "neither personal data nor money: counters, tasks, and how far work is",
    ),
}  # fmt: skip
"""The tables whose changes the database does not tell to the trail, and why."""


@pytest.mark.django_db
def test_every_table_tells_the_trail_of_its_changes_or_there_is_a_reason():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'note_change' AND tgenabled = 'O'"
        )
        telling = {name for (name,) in cursor.fetchall()}
    assert TABLES - telling == set(WITHOUT)


@pytest.mark.django_db
def test_what_is_said_never_to_change_is_kept_from_it_by_the_database():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text FROM pg_trigger"
            " WHERE tgname IN ('append_only', 'frozen_columns', 'frozen_rows', 'kept_for_years') AND tgenabled = 'O'"
        )
        kept = {name for (name,) in cursor.fetchall()}
    said = {table for table, why in WITHOUT.items() if why in (APPEND_ONLY, FROZEN)}
    assert said - kept == set()
