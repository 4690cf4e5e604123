"""Who tries too often in vain waits, and longer each time; nothing of who tried is kept."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from nssi.access import throttle
from nssi.access.jobs import forget_what_is_over
from nssi.access.models import ThrottleCounter
from nssi.access.throttle import Limit
from nssi.foundation import clock

MINUTE = timedelta(minutes=1)
LIMIT = Limit("test.try", tries=3, window=60 * MINUTE, pauses=(15 * MINUTE, 30 * MINUTE))


def minutes_left(until):
    return round((until - clock.now()) / MINUTE)


@pytest.mark.django_db
def test_the_free_tries_go_on_and_the_next_one_waits():
    assert [throttle.count(LIMIT, "a") for _ in range(3)] == [None, None, None]
    assert minutes_left(throttle.count(LIMIT, "a")) == 15


@pytest.mark.django_db
def test_the_last_free_try_is_already_followed_by_the_pause():
    for _ in range(3):
        assert throttle.check(LIMIT, "a") is None
        throttle.count(LIMIT, "a")
    assert minutes_left(throttle.check(LIMIT, "a")) == 15


@pytest.mark.django_db
def test_the_pause_grows_with_each_further_try_and_stays_at_the_last(travel):
    limit = Limit("test.try", 3, timedelta(days=1), LIMIT.pauses)
    pauses = []
    for _ in range(3):
        throttle.count(limit, "a")
    for _ in range(3):
        pauses.append(minutes_left(throttle.check(limit, "a")))
        travel(minutes=pauses[-1], seconds=1)
        assert throttle.check(limit, "a") is None
        assert throttle.count(limit, "a") is None
    assert pauses == [15, 30, 30]


@pytest.mark.django_db
def test_a_refused_try_makes_the_pause_no_longer(travel):
    for _ in range(3):
        throttle.count(LIMIT, "a")
    travel(minutes=10)
    assert minutes_left(throttle.count(LIMIT, "a")) == 5


@pytest.mark.django_db
def test_after_the_window_all_is_forgotten(travel):
    for _ in range(2):
        throttle.count(LIMIT, "a")
    travel(minutes=60)
    assert [throttle.count(LIMIT, "a") for _ in range(2)] == [None, None]
    assert throttle.check(LIMIT, "a") is None


@pytest.mark.django_db
def test_a_success_forgets_the_tries():
    for _ in range(3):
        throttle.count(LIMIT, "a")
    throttle.forget(LIMIT, "a")
    assert throttle.check(LIMIT, "a") is None
    assert throttle.count(LIMIT, "a") is None


@pytest.mark.django_db
def test_whose_turn_it_is_learns_how_things_stand():
    other = Limit("test.other", 1, 60 * MINUTE, (MINUTE,))

    def standing():
        return throttle.take_turn(LIMIT, "a", beside=(other, "b"))

    assert standing() == throttle.Standing(has_failed=False, refused_until=None)
    throttle.count(LIMIT, "a")
    assert standing() == throttle.Standing(has_failed=True, refused_until=None)
    throttle.count(other, "b")
    assert minutes_left(standing().refused_until) == 1
    throttle.count(LIMIT, "a")
    throttle.count(LIMIT, "a")
    assert minutes_left(standing().refused_until) == 15
    throttle.forget(other, "b")
    throttle.forget(LIMIT, "a")
    assert standing() == throttle.Standing(has_failed=False, refused_until=None)


@pytest.mark.django_db
def test_keys_and_scopes_are_counted_apart():
    for _ in range(3):
        throttle.count(LIMIT, "a")
    assert throttle.check(LIMIT, "b") is None
    assert throttle.check(Limit("test.other", 3, 60 * MINUTE, LIMIT.pauses), "a") is None


@pytest.mark.django_db
def test_a_limit_of_one_try_pauses_after_each():
    limit = Limit("test.once", 1, 60 * MINUTE, (MINUTE,))
    assert throttle.count(limit, "a") is None
    assert minutes_left(throttle.count(limit, "a")) == 1


@pytest.mark.django_db
def test_what_was_tried_with_cannot_be_read_from_the_table():
    throttle.count(LIMIT, "8032056031")
    counter = ThrottleCounter.objects.get()
    assert len(counter.key) == 32
    assert b"8032056031" not in bytes(counter.key)
    assert str(counter) == "test.try: 1"


@pytest.mark.django_db(transaction=True)
def test_a_hundred_tries_at_the_same_moment_get_no_further_than_one_after_another():
    def attempt(_):
        try:
            return throttle.count(LIMIT, "a")
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        outcomes = list(threads.map(attempt, range(100)))
    assert outcomes.count(None) == 3


@pytest.mark.django_db
def test_counters_that_hold_nobody_back_are_removed(travel):
    throttle.count(LIMIT, "old")
    travel(days=3)
    throttle.count(LIMIT, "new")
    forget_what_is_over(timestamp=0)
    assert ThrottleCounter.objects.count() == 1
