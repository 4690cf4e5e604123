"""The rules of logging in with a personal number and a PIK (L-02, S1.1, S4.7)."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, transaction

from nssi.access.actions.issue_pik import issue_pik
from nssi.access.actions.log_in_with_pik import log_in_with_pik
from nssi.access.logins import Reason
from nssi.access.pik import make_pik
from nssi.audit.models import AuditEntry
from nssi.foundation import clock
from nssi.foundation.redaction import redact
from nssi.people.identifiers import Kind
from tests.support.people import ANOTHER_EGN, EGN, LNCH, give_pik, make_person

HERE = "192.0.2.1"
BOTH_EGN_AND_LNCH = "0044010032"


@pytest.fixture
def person(db):
    return make_person()


@pytest.fixture
def pik(person):
    return give_pik(person)


def try_wrong(number=EGN, address=HERE, times=1):
    """Try that many wrong PIKs and return how the last one was refused."""
    return [log_in_with_pik(number, make_pik(), address) for _ in range(times)][-1].refusal


def minutes_left(refusal):
    return round((refusal.until - clock.now()) / timedelta(minutes=1))


def test_number_and_pik_log_the_person_in(person, pik):
    result = log_in_with_pik(EGN, pik, HERE)
    assert result.refusal is None
    assert result.credential.person == person


@pytest.mark.parametrize(
    "type_it",
    [str.lower, lambda pik: f" {pik[:5]} {pik[5:]} ", lambda pik: pik.replace("A", "А").replace("E", "е")],
)
def test_a_pik_may_be_typed_in_many_ways(person, pik, type_it):
    assert log_in_with_pik(f" {EGN[:6]} {EGN[6:]}", type_it(pik), HERE).credential


def test_a_foreigner_logs_in_with_lnch(db):
    pik = give_pik(make_person(LNCH, Kind.LNCH))
    assert log_in_with_pik(LNCH, pik, HERE).credential


def test_two_persons_with_one_number_log_in_each_with_their_own_pik(db):
    citizen = make_person(BOTH_EGN_AND_LNCH, Kind.EGN)
    foreigner = make_person(BOTH_EGN_AND_LNCH, Kind.LNCH)
    piks = {person: give_pik(person) for person in (citizen, foreigner)}
    for person, pik in piks.items():
        assert log_in_with_pik(BOTH_EGN_AND_LNCH, pik, HERE).credential.person == person


def test_a_number_of_the_revenue_agency_logs_nobody_in(db):
    pik = give_pik(make_person("0000000000", Kind.NRA_NUMBER))
    assert log_in_with_pik("0000000000", pik, HERE).refusal.reason is Reason.WRONG


@pytest.mark.parametrize(
    "number", ["", "1", "8032056032", ANOTHER_EGN, "x" * 40, "8032056031\x00"[:10] + "1"]
)
def test_a_wrong_or_unknown_number_is_refused_like_a_wrong_pik(person, pik, number):
    refusal = log_in_with_pik(number, pik, HERE).refusal
    assert (refusal.reason, refusal.until) == (Reason.WRONG, None)
    assert try_wrong() == refusal


def test_an_inactive_and_a_superseded_pik_are_refused_like_a_wrong_one(person, pik):
    _, inactive = issue_pik(person, "1")
    assert log_in_with_pik(EGN, inactive, HERE).refusal.reason is Reason.WRONG
    give_pik(person)
    assert log_in_with_pik(EGN, pik, HERE).refusal.reason is Reason.WRONG


def test_a_pik_of_the_revenue_agency_is_told_apart_and_not_counted(person, pik):
    for _ in range(6):
        assert log_in_with_pik(EGN, "1234 5678 9012", HERE).refusal.reason is Reason.NRA_PIK
    assert log_in_with_pik(EGN, pik, HERE).credential


def test_from_the_fifth_wrong_try_on_the_person_waits_and_longer_each_time(person, pik, travel):
    assert try_wrong(times=4).reason is Reason.WRONG
    pauses = []
    for _ in range(3):
        refusal = try_wrong()
        assert refusal.reason is Reason.STOPPED
        pauses.append(minutes_left(refusal))
        assert log_in_with_pik(EGN, pik, HERE).refusal.reason is Reason.STOPPED  # the right PIK too
        travel(minutes=pauses[-1], seconds=1)
    assert pauses == [15, 30, 60]
    assert log_in_with_pik(EGN, pik, HERE).credential


@pytest.mark.django_db(transaction=True)
def test_guesses_at_the_same_moment_get_no_further_than_one_after_another():
    give_pik(make_person())

    def guess(_):
        try:
            with transaction.atomic():
                return try_wrong().reason
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as threads:
        reasons = list(threads.map(guess, range(12)))
    assert reasons.count(Reason.WRONG) == 4
    assert reasons.count(Reason.STOPPED) == 8
    assert AuditEntry.objects.filter(event="access.refuse_login").count() == 5


def test_a_success_forgets_the_wrong_tries_before_it(person, pik):
    for _ in range(3):
        assert try_wrong(times=4).reason is Reason.WRONG
        assert log_in_with_pik(EGN, pik, HERE).credential


def test_an_unknown_number_waits_like_a_known_one(db):
    assert minutes_left(try_wrong(ANOTHER_EGN, times=5)) == 15


def test_one_address_may_err_30_times_in_15_minutes(person, pik, travel):
    numbers = [f"{number:010}" for number in range(30)]
    refusals = [try_wrong(number) for number in numbers]
    assert [refusal.reason for refusal in refusals] == [Reason.WRONG] * 29 + [Reason.STOPPED]
    assert log_in_with_pik(EGN, pik, HERE).refusal.reason is Reason.STOPPED
    assert log_in_with_pik(EGN, pik, "192.0.2.2").credential
    travel(minutes=15, seconds=1)
    assert log_in_with_pik(EGN, pik, HERE).credential


def test_many_who_log_in_from_one_address_hold_nobody_back(person, pik):
    for _ in range(31):
        assert log_in_with_pik(EGN, pik, HERE).credential


def test_an_unknown_person_takes_as_long_as_a_known_one(person, pik):
    def seconds(number):
        begun = time.process_time()
        for turn in range(4):
            try_wrong(number, address=f"192.0.2.{turn}")
        return time.process_time() - begun

    try_wrong(ANOTHER_EGN)
    known, unknown = seconds(EGN), seconds("7111042925")
    assert 0.5 < known / unknown < 2


def test_the_trail_tells_who_logged_in_and_what_was_refused_without_any_number(person, pik):
    log_in_with_pik(EGN, pik, HERE)
    try_wrong()
    try_wrong("0000000000")
    entries = list(AuditEntry.objects.order_by("id"))
    assert [(entry.event, entry.actor_kind, entry.subject_id, entry.details) for entry in entries] == [
        ("access.log_in", "person", str(person.pk), {}),
        ("access.refuse_login", "anonymous", str(person.pk), {"reason": "wrong"}),
        ("access.refuse_login", "anonymous", "", {"reason": "wrong"}),
    ]
    kept = str([vars(entry) for entry in entries])
    assert redact(kept) == kept
    assert HERE not in kept


@pytest.mark.parametrize(
    ("known", "right", "queries"), [(True, True, 4), (True, False, 8), (False, False, 8)]
)
def test_a_try_takes_few_queries(person, pik, django_assert_num_queries, known, right, queries):
    with django_assert_num_queries(queries):
        log_in_with_pik(EGN if known else ANOTHER_EGN, pik if right else make_pik(), HERE)
