"""kill -9 of a worker at each point of drawing up a payment list, and of whoever approves it: each benefit is paid once, and a
list is approved whole or not at all (issue 7)."""

from contextlib import suppress
from datetime import UTC, date, datetime

import pytest

from nssi.foundation import clock
from nssi.foundation.queue import ProcrastinateJob
from nssi.payments.actions.draw_block import draw_block, end_list
from nssi.payments.actions.draw_up_list import NotToBeDrawn, draw_up_list
from nssi.payments.actions.settle_list import approve_list
from nssi.payments.errors import PaymentRefused
from nssi.payments.jobs import continue_lists
from nssi.payments.models import BenefitPayment, PaymentBlock, PaymentLine, PaymentList
from tests.support.benefits import KIND, drawn, state
from tests.support.kills import dies_and_lives, kill_at, lines_of_one_run
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
    def begin() -> None:
        with suppress(NotToBeDrawn):
            draw_up_list(KIND, JUNE, inspectors[0])

    dies_and_lives(begin, PaymentList.objects.exists)
    assert PaymentList.objects.get().blocks.count() == 1
    assert ProcrastinateJob.objects.filter(task_name="payments.draw_block").count() == 1


def test_a_list_is_approved_whole_or_not_at_all(inspectors):
    found = drawn(JUNE, inspectors[0])
    state("0", BenefitPayment.objects.first().benefit.person, {JUNE: 1}, "2")

    def approve() -> None:
        with suppress(PaymentRefused):
            approve_list(found.pk, inspectors[1], PAY_ON)

    dies_and_lives(approve, lambda: PaymentList.objects.get().state == "approved")
    assert sorted(found.payments.values_list("state", flat=True)) == ["left_out", "sent", "sent"]
