"""`nssi bench payments`: the monthly list of 100 000 cases drawn up, approved and written for the bank, each case paid once."""

import time
from datetime import date, timedelta
from typing import Any

from nssi.operate.benchmarks.throwaway import throwaway_database

REQUIRED = 60  # seconds
CASES = 100_000
MONTHS = 8
PAID_BEFORE = 4

_PEOPLE = """
INSERT INTO people_person (
    id, first_name, middle_name, last_name, first_name_latin, middle_name_latin, last_name_latin, known_deceased, created_at
)
SELECT gen_random_uuid(), 'Иван', 'Петров', 'Иванов', '', '', '', false, %(now)s FROM generate_series(1, %(count)s)
"""
_BENEFITS = """
INSERT INTO payments_cashbenefit (
    kind, subject_kind, subject_id, person_id, body_id, number, iban, unknown_from, asked_back, hold, opened_at
)
SELECT 'unemployment_benefit', 'proceeding', n::text, id, '21', '211-00-' || lpad(n::text, 6, '0'),
    'BG80BNBG96611020345678', NULL, 0, '', %(now)s
FROM (SELECT id, row_number() OVER () AS n FROM people_person) person
"""
_AMOUNTS = """
INSERT INTO payments_amountdue (
    benefit_id, month, working_days, cents, currency, euro_cents, decision_id, stated_at, superseded_at
)
SELECT benefit.id, (%(first)s::date + m * interval '1 month')::date, 21, cents, 'EUR', cents, benefit.id::text, %(now)s, NULL
FROM payments_cashbenefit benefit
    CROSS JOIN generate_series(0, %(months)s - 1) m
    CROSS JOIN LATERAL (SELECT (20000 + (benefit.id * 37 + m * 101) %% 90000)::int AS cents) amount
"""


def measure(full: bool) -> dict[str, Any]:
    """Pay four months beforehand, then measure the list of the fifth; return the measurement."""
    with throwaway_database():
        return _measured()


def _measured() -> dict[str, Any]:
    from nssi.foundation import clock
    from nssi.operate.benchmarks.many_proceedings import settle
    from nssi.payments.models import BenefitPayment

    first = clock.today().replace(day=1) - timedelta(days=1)
    for _month in range(MONTHS - 1):
        first = first.replace(day=1) - timedelta(days=1)
    first = first.replace(day=1)
    drawer, approver = _fill(first)
    _pay(_months_later(first, PAID_BEFORE - 1), drawer, approver)
    settle()
    spent, size = _pay(_months_later(first, PAID_BEFORE), drawer, approver)
    seconds = sum(spent.values())
    sent = BenefitPayment.objects.filter(state="sent")
    right = sent.count() == 2 * CASES and _all_paid_once()
    return {
        "figure": round(seconds, 1),
        "unit": "s",
        "required": f"{REQUIRED} s, each once",
        "ratio": round(REQUIRED / seconds, 2) if right else 0,
        "peers": {
            **{name: {"figure": round(part, 1), "unit": "s"} for name, part in spent.items()},
            "file for the bank": {"figure": round(size / 1_000_000, 1), "unit": "MB"},
        },
        "volume": f"{CASES} cases with {MONTHS} months due, {PAID_BEFORE} of them paid before",
    }


def _months_later(first: date, months: int) -> date:
    from nssi.law.calendar import Month

    return Month.of(first).plus(months).first


def _fill(first: date) -> tuple[Any, Any]:
    """Put the cases into the database; return two officials of the office that pays them."""
    from django.db import connection

    from nssi.access.models import Official
    from nssi.foundation import clock
    from nssi.operate.benchmarks.many_proceedings import settle

    values: dict[str, Any] = {"now": clock.now(), "count": CASES, "first": first, "months": MONTHS}
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")  # the rows refer to what is there
        for statement in (_PEOPLE, _BENEFITS, _AMOUNTS):
            cursor.execute(statement, values)
        cursor.execute("RESET session_replication_role")
    settle()
    drawer, approver = (
        Official.objects.create(
            username=name,
            password="!",
            full_name="Иван Иванов",
            role=Official.Role.UNEMPLOYMENT_INSPECTOR,
            competent_body_id="21",
        )
        for name in ("drawer", "approver")
    )
    return drawer, approver


def _pay(month: date, drawer: Any, approver: Any) -> tuple[dict[str, float], int]:
    """Draw a list up, approve it and write its file; return the seconds of each part and the bytes of the file."""
    from django.conf import settings

    from nssi.foundation import clock
    from nssi.law.parameters import shipped
    from nssi.payments.actions.draw_block import draw_block, end_list
    from nssi.payments.actions.draw_up_list import draw_up_list
    from nssi.payments.actions.settle_list import approve_list
    from nssi.payments.bank_file import bank_file
    from nssi.payments.models import CashBenefit, PaymentBlock

    settings.BENEFITS_IBAN = "BG80BNBG96611020345678"
    began = time.perf_counter()
    drawn = draw_up_list(CashBenefit.Kind.UNEMPLOYMENT, month, drawer)
    for block in PaymentBlock.objects.filter(list=drawn).values_list("pk", flat=True):
        draw_block(block)
        end_list(block)
    drawn_up = time.perf_counter()
    pay_on = shipped().calendar.next_working_day(clock.today())
    approved = approve_list(drawn.pk, approver, pay_on)
    settled = time.perf_counter()
    size = sum(len(part.encode()) for part in bank_file(approved))
    written = time.perf_counter()
    return {
        "drawn up": drawn_up - began,
        "approved": settled - drawn_up,
        "written for the bank": written - settled,
    }, size


def _all_paid_once() -> bool:
    """Return whether each case was paid what is due for the months up to the last list, to the cent."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT count(*), bool_and(paid = due) FROM (
                SELECT benefit_id, month, sum(cents) paid FROM payments_paymentline GROUP BY 1, 2
            ) line JOIN (SELECT benefit_id, month, euro_cents due FROM payments_amountdue) amount USING (benefit_id, month)
            """
        )
        months, same = cursor.fetchone()
    return bool(same) and months == CASES * (PAID_BEFORE + 1)
