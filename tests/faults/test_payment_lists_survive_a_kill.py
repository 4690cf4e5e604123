"""kill -9 of a worker at each point of drawing up a payment list, and of whoever approves it: each benefit is paid once, and a
list is approved whole or not at all (issue 7)."""

from datetime import UTC, date, datetime

import pytest

from nssi.foundation import clock
from nssi.payments.actions.draw_block import draw_block, end_list
from nssi.payments.actions.draw_up_list import draw_up_list
from nssi.payments.actions.settle_list import approve_list
from nssi.payments.jobs import continue_lists
from nssi.payments.models import BenefitPayment, PaymentBlock, PaymentLine, PaymentList
from tests.support.benefits import KIND, drawn, state
from tests.support.kills import kill_at, lines_of_one_run
from tests.support.officials import Role, make_official
from tests.support.visitors import make_person
from tests.support.work import run_jobs

pytestmark = pytest.mark.django_db(transaction=True)

JUNE = date(2026, 6, 1)
PAY_ON = date(2026, 7, 15)


@pytest.fixture(autouse=True)
def _in_july():
    with clock.shift(datetime(2026, 7, 10, 9, tzinfo=UTC) - clock.now()):
        yield


@pytest.fixture
def inspectors(db):
    person = make_person()
    for serial in range(3):
        state(str(serial), person, {JUNE: 100 + serial})
    return [make_official(Role.UNEMPLOYMENT_INSPECTOR), make_official(Role.UNEMPLOYMENT_INSPECTOR)]


def do(block_id: int) -> None:
    draw_block(block_id)
    end_list(block_id)


def test_a_block_is_drawn_up_once_wherever_it_was_killed(inspectors, monkeypatch):
    monkeypatch.setattr("nssi.payments.actions.draw_up_list.BENEFITS_IN_BLOCK", 1)
    begun = draw_up_list(KIND, JUNE, inspectors[0])
    blocks = list(PaymentBlock.objects.filter(list=begun).order_by("first").values_list("pk", flat=True))
    assert len(blocks) == 3
    lines = lines_of_one_run(lambda: do(blocks[0]))
    for block in blocks[1:]:
        for line in range(0, lines, 2 if block == blocks[1] else 3):
            if PaymentBlock.objects.get(pk=block).state == "waiting":
                kill_at(line, lambda block=block: do(block))
            assert BenefitPayment.objects.count() == PaymentLine.objects.count()
            assert BenefitPayment.objects.count() == PaymentBlock.objects.filter(state="done").count()
    continue_lists(0)
    run_jobs()
    begun.refresh_from_db()
    assert begun.state == "drawn"
    assert sorted(BenefitPayment.objects.values_list("cents", flat=True)) == [100, 101, 102]


def test_beginning_a_list_leaves_it_whole_or_nothing(inspectors):
    lines = lines_of_one_run(lambda: draw_up_list(KIND, JUNE, inspectors[0]))
    done = PaymentList.objects.get()  # the run that counted the lines
    PaymentBlock.objects.filter(list=done).delete()
    PaymentList.objects.all().delete()
    for line in range(0, lines, 4):
        kill_at(line, lambda: draw_up_list(KIND, JUNE, inspectors[0]))
        if begun := PaymentList.objects.first():
            assert begun.blocks.count() == 1
            break
    run_jobs()


def test_a_list_is_approved_whole_or_not_at_all(inspectors):
    found = drawn(JUNE, inspectors[0])
    second = inspectors[1]
    state("0", BenefitPayment.objects.first().benefit.person, {JUNE: 1}, "2")
    lines = lines_of_one_run(lambda: _undone(lambda: approve_list(found.pk, second, PAY_ON)))
    for line in range(lines):
        kill_at(line, lambda: approve_list(found.pk, second, PAY_ON))
        found.refresh_from_db()
        states = sorted(found.payments.values_list("state", flat=True))
        if found.state == "approved":
            assert states == ["left_out", "sent", "sent"]
            return
        assert states == ["listed"] * 3
    approve_list(found.pk, second, PAY_ON)


def _undone(act) -> None:
    from django.db import transaction

    with transaction.atomic():
        act()
        transaction.set_rollback(True)
