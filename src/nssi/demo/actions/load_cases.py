"""Load a few cases of the demonstration with what was done in them, each on its day; what is there already is left as it is."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from PIL import Image, ImageDraw

from nssi.access.models import Official
from nssi.applications.actions.attach_file import attach_file
from nssi.applications.actions.change_application import change_application
from nssi.applications.actions.file_application import file_application
from nssi.applications.actions.start_draft import start_draft
from nssi.applications.models import Application, ApplicationFile, Change, Draft, IdentifiedBy
from nssi.applications.services import AdministrativeService
from nssi.demo import cases
from nssi.foundation import clock
from nssi.institution.parameters import current_parameters
from nssi.insurance.facts import facts_of
from nssi.insurance.queries import declared_of
from nssi.law.calendar import Month
from nssi.law.unemployment_benefit.assess import assess
from nssi.law.unemployment_benefit.facts import Event, EventKind
from nssi.payments.actions.draw_block import draw_block, end_list
from nssi.payments.actions.draw_up_list import draw_up_list
from nssi.payments.actions.enter_return import enter_return
from nssi.payments.actions.settle_list import approve_list
from nssi.payments.models import CashBenefit, PaymentBlock, PaymentList, PaymentReturn
from nssi.pensions.models import Pension
from nssi.people.models import Identifier, Person
from nssi.proceedings.actions.perform import perform, perform_for_person
from nssi.proceedings.models import Proceeding
from nssi.services.archive_certificate.service import ARCHIVE_CERTIFICATE
from nssi.services.pension_recalculation.service import PENSION_RECALCULATION
from nssi.services.unemployment_benefit.case_facts import facts_in
from nssi.services.unemployment_benefit.circumstances import consequence_of
from nssi.services.unemployment_benefit.procedure import DECLARE
from nssi.services.unemployment_benefit.service import UNEMPLOYMENT_BENEFIT

MONTHS_PAID = 3


@transaction.atomic
def load_cases() -> None:
    """Load the cases, all or none: benefits that are paid, one of them too long; a pension; a certificate."""
    paid, overpaid, pensioner = map(_person, (cases.PAID, cases.OVERPAID, cases.PENSIONER))
    if Application.objects.filter(person=paid).exists():
        return
    first, second = _inspectors()
    ended = _ended(paid)
    granted = [_granted(person, ended, iban, first) for person, iban in _beneficiaries(paid, overpaid)]
    months = [Month.of(ended).plus(index) for index in range(MONTHS_PAID)]
    for index, month in enumerate(months):
        lists = _paid(month, first, second)
        if index == 0:
            _came_back(lists, granted[0], first)
    _works_again(granted[1], months[-1], first)
    with _on(clock.today() - timedelta(days=6)):
        _grant_pension(pensioner)
        _filed(pensioner, PENSION_RECALCULATION, cases.PENSION_RECALCULATION)
        _filed(pensioner, ARCHIVE_CERTIFICATE, cases.ARCHIVE_CERTIFICATE)


def _beneficiaries(paid: Person, overpaid: Person) -> list[tuple[Person, str]]:
    return [(paid, cases.IBAN), (overpaid, cases.ANOTHER_IBAN)]


def _person(number: str) -> Person:
    return Identifier.objects.select_related("person").get(number=number).person


def _inspectors() -> tuple[Official, Official]:
    inspectors = Official.objects.filter(
        role=Official.Role.UNEMPLOYMENT_INSPECTOR, competent_body=cases.OFFICE
    ).order_by("pk")
    first, second = inspectors[:2]
    return first, second


def _ended(person: Person) -> date:
    """Return the first day after the last declared month: the contract ended then."""
    months = facts_of(declared_of(person), current_parameters()).unemployment_months
    return max(row.month for row in months).plus(1).first


@contextmanager
def _on(day: date) -> Iterator[None]:
    """Let it be ten in the morning of this day, or of the next working day."""
    working = current_parameters().calendar.next_working_day(day)
    moment = datetime.combine(working, time(10), clock.SOFIA)
    with clock.shift(min(moment - clock.now(), timedelta())):
        yield


def _filed(
    person: Person, service: AdministrativeService, answers: cases.Answers, scans: Sequence[str] = ()
) -> Proceeding:
    form = service.forms[0]
    typed = {
        step.name: step.form.typed_again(answers[step.name]) for step in form.steps if step.name in answers
    }
    draft = start_draft(service, person)
    Draft.objects.filter(pk=draft.pk).update(typed=typed)
    for slot in form.slots:
        if slot.name in scans:
            upload = SimpleUploadedFile("akt.pdf", _scan())
            attach_file(draft.id, person, service, slot, upload, "Акт за прекратяване.pdf")
    Draft.objects.filter(pk=draft.pk).update(typed=typed)  # a file makes one check everything again
    return Proceeding.objects.get(application=file_application(draft.id, person, service, IdentifiedBy.PIK))


def _granted(person: Person, ended: date, iban: str, inspector: Official) -> Proceeding:
    answers = cases.unemployment_benefit(ended, iban)
    with _on(ended + timedelta(days=3)):
        proceeding = _filed(person, UNEMPLOYMENT_BENEFIT, answers, ["termination_act"])
    recorded = {
        "terminated_on": ended,
        "ground": "other",
        "registered_on": current_parameters().calendar.next_working_day(ended),
        "late_for_good_reason": False,
        "previous_right_on": None,
    }
    receipt = assess(
        facts_in(proceeding, recorded), current_parameters()
    )  # the register knows the months since today
    proofs = {"Прекратяване": "заповед № 17", "Регистрация в бюрото по труда": "справка"}
    with _on(ended + timedelta(days=10)):
        _do("register", proceeding, inspector)
        files = ApplicationFile.objects.filter(application=proceeding.application)
        results = [(file, True, "") for file in files]
        _do("examine_documents", proceeding, inspector, {"results": results, "missing_titles": []})
        _do("decide", proceeding, inspector, {"receipt": receipt, "proofs": proofs})
    return proceeding


def _do(act: str, proceeding: Proceeding, official: Official, data: Mapping[str, Any] | None = None) -> None:
    perform(act, proceeding.pk, official, data)


def _paid(month: Month, first: Official, second: Official) -> PaymentList:
    with _on(month.plus(1).first + timedelta(days=9)):
        drawn = draw_up_list(CashBenefit.Kind.UNEMPLOYMENT, month.first, first)
        for block in PaymentBlock.objects.filter(list=drawn).values_list("pk", flat=True):
            draw_block(block)
            end_list(block)
        pay_on = current_parameters().calendar.next_working_day(month.plus(1).first + timedelta(days=14))
        return approve_list(drawn.pk, second, pay_on)


def _came_back(approved: PaymentList, proceeding: Proceeding, official: Official) -> None:
    """Let the first payment come back, and the person give another account."""
    payment = approved.payments.get(benefit__subject_id=str(proceeding.pk))
    returned_on = (approved.pay_on or clock.today()) + timedelta(days=2)
    with _on(returned_on + timedelta(days=1)):
        enter_return(payment.pk, official, returned_on, PaymentReturn.Why.CLOSED_ACCOUNT)
    with _on(returned_on + timedelta(days=4)):
        value = {"iban": cases.ANOTHER_IBAN, "own": True}
        change_application(
            proceeding.application_id, proceeding.person, Change.What.ACCOUNT, value, IdentifiedBy.PIK
        )


def _works_again(proceeding: Proceeding, month: Month, inspector: Official) -> None:
    """Let the person say too late that they worked since the middle of a paid month: it is stopped, and too much was paid."""
    on = month.first + timedelta(days=14)
    with _on(clock.today() - timedelta(days=4)):
        said = {"kind": EventKind.STARTED_WORK.value, "on": on, "details": "при „Пример“ ЕООД"}
        perform_for_person(DECLARE, proceeding.pk, proceeding.person, said)
    with _on(clock.today() - timedelta(days=3)):
        proceeding.refresh_from_db()
        consequence = consequence_of(proceeding, Event(EventKind.STARTED_WORK, on))
        data = {
            "kind": EventKind.STARTED_WORK.value,
            "consequence": consequence,
            "receipt": consequence.receipt,
            "proofs": {"започна работа": "декларация на лицето"},
        }
        _do("follow_event", proceeding, inspector, data)


def _grant_pension(person: Person) -> None:
    pension = cases.Pensioner()
    Pension.objects.create(
        person=person,
        file_number=pension.file_number,
        body_id=cases.OFFICE,
        granted_on=pension.granted_on,
        minimum_kind="art_68_1",
        country_income=pension.country_income,
        currency="BGN",
        coefficient=Decimal(pension.coefficient),
        service_years=pension.service_years,
        service_months=0,
        service_days=0,
        imported_at=clock.now(),
    )


def _scan() -> bytes:
    """Return a scanned page: A4, black and white, 300 dpi."""
    page = Image.new("1", (2480, 3508), 1)
    ImageDraw.Draw(page).text((300, 300), "No 17", fill=0)
    content = BytesIO()
    page.save(content, "PDF", resolution=300)
    return content.getvalue()
