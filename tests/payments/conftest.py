"""A fee that somebody owes, and the ePayment system."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction

from nssi.audit import SYSTEM
from nssi.institution.queries import competent_body
from nssi.law.money import Currency
from nssi.law.parameters import Value
from nssi.payments import events
from nssi.payments.actions.ask_fee import ask_fee
from nssi.payments.models import Fee
from tests.support.epayment import running_epayment
from tests.support.visitors import other_person, person, visit

__all__ = ["other_person", "person", "visit"]

PRICE = Value(
    "fee_duplicate_certificate",
    date(2026, 1, 1),
    Decimal("2.56"),
    Currency.EUR,
    "Тарифа",
    "",
    verified=True,
    checked_on=date(2026, 1, 1),
)


@pytest.fixture
def fee(person) -> Fee:
    with transaction.atomic():
        return ask_fee(
            PRICE,
            reason="Дубликат на документ",
            person=person,
            body=competent_body("03"),
            subject_kind="test",
            subject_id="1",
            actor=SYSTEM,
        )


@pytest.fixture
def epayment(settings):
    with running_epayment(settings) as server:
        yield server


@pytest.fixture
def news(monkeypatch) -> list[str]:
    """What the rooms above were told: „paid“, „twice“."""
    told: list[str] = []
    monkeypatch.setattr(events, "_when_paid", [lambda fee: told.append("paid")])
    monkeypatch.setattr(events, "_when_paid_twice", [lambda fee: told.append("twice")])
    return told
