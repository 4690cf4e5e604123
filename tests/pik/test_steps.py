"""The four steps know themselves: which are done, which one can be chosen, what choosing one comes to."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nssi.pik.failures import F07, F10, F12, F14, F15, FAILURES
from nssi.pik.steps import Answer, Progress, Run, RunState, Step

BEGAN = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
DONE, FAILED, RUNNING = RunState.DONE, RunState.FAILED, RunState.RUNNING


def progress(*runs: tuple) -> Progress:
    return Progress.of(Run(Step(step), state, BEGAN, *failure) for step, state, *failure in runs)


#  what has happened                                              done        active  running  failed
TABLE = [
    ((), set(), 1, None, None),
    (((1, RUNNING),), set(), None, 1, None),
    (((1, DONE),), {1}, 2, None, None),
    (((1, DONE), (2, FAILED, F07)), {1}, 2, None, 2),
    (((1, DONE), (2, FAILED, F07), (2, RUNNING)), {1}, None, 2, None),
    (((1, DONE), (2, DONE)), {1, 2}, 3, None, None),
    (((1, DONE), (2, DONE), (3, FAILED, F10)), {1, 2}, 3, None, 3),
    (((1, DONE), (2, DONE), (3, FAILED, F14)), {1, 2}, 3, None, 3),
    (((1, DONE), (2, DONE), (3, FAILED, F12)), {1}, 2, None, 3),  # the only case that reopens a step
    (((1, DONE), (2, DONE), (3, FAILED, F12), (2, DONE)), {1, 2}, 3, None, None),
    (((1, DONE), (2, DONE), (3, DONE)), {1, 2, 3}, 4, None, None),
    (((1, DONE), (2, DONE), (3, DONE), (4, FAILED, F15)), {1, 2, 3}, 4, None, 4),
    (((1, DONE), (2, DONE), (3, DONE), (4, DONE)), {1, 2, 3, 4}, None, None, None),
]


@pytest.mark.parametrize(("runs", "done", "active", "running", "failed"), TABLE)
def test_where_a_procedure_stands_follows_from_what_happened(runs, done, active, running, failed):
    """S0.2-S0.6"""
    now = progress(*runs)
    assert (set(now.done), now.active, now.running, now.failed) == (done, active, running, failed)


@pytest.mark.parametrize(
    ("runs", "answers"),
    [
        (((1, DONE),), {1: Answer.DONE_ALREADY, 2: Answer.RUN, 3: Answer.NOT_YET, 4: Answer.NOT_YET}),
        (((1, DONE), (2, RUNNING)), {1: Answer.DONE_ALREADY, 2: Answer.JOIN, 3: Answer.JOIN, 4: Answer.JOIN}),
        (
            ((1, DONE), (2, DONE), (3, DONE), (4, DONE)),
            dict.fromkeys((1, 2, 3, 4), Answer.DONE_ALREADY),
        ),
    ],
)
def test_choosing_a_step_out_of_order_starts_nothing(runs, answers):
    """F21, F22"""
    assert {step: progress(*runs).answer_to(Step(step)) for step in Step} == answers


RUNS = st.lists(
    st.builds(
        Run,
        st.sampled_from(Step),
        st.just(FAILED),
        st.just(BEGAN),
        st.sampled_from(list(FAILURES.values())),
    )
    | st.builds(Run, st.sampled_from(Step), st.just(DONE), st.just(BEGAN))
    | st.builds(Run, st.sampled_from(Step), st.just(RUNNING), st.just(BEGAN))
)


@given(RUNS)
def test_whatever_happened_at_most_one_step_can_be_chosen_and_it_is_not_done(runs):
    """S0.6"""
    now = Progress.of(runs)
    startable = [step for step in Step if now.answer_to(step) is Answer.RUN]
    assert startable == ([now.active] if now.active else [])
    assert now.active not in now.done
    if now.running:
        assert now.active is None


@given(RUNS)
def test_a_step_that_was_done_is_done_for_good_unless_the_person_refused(runs):
    """S0.6: repeating a step takes nothing back."""
    before: frozenset[Step] = frozenset()
    for length in range(len(runs) + 1):
        now = Progress.of(runs[:length])
        if length and runs[length - 1].failure is not F12:
            assert before <= now.done
        before = now.done
