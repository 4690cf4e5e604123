"""A PIK is issued inactive, becomes active once, and ends once; the database holds it to that (S0.4, S0.5, S0.8)."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, transaction

from nssi.access.actions.activate_pik import PikHasEnded, activate_pik
from nssi.access.actions.destroy_pik import destroy_pik
from nssi.access.actions.issue_pik import issue_pik
from nssi.access.hashing import LANES, MEMORY_KIB, PASSES, pik_matches
from nssi.access.models import PikCredential
from nssi.access.queries import active_pik
from nssi.foundation import clock
from tests.support.people import ANOTHER_EGN, make_person

State = PikCredential.State


@pytest.fixture
def person(db):
    return make_person()


def test_a_pik_is_issued_inactive_and_only_its_hash_is_kept(person):
    credential, pik = issue_pik(person, "1004-000001-22.11.2026")
    credential.refresh_from_db()
    assert credential.state == State.INACTIVE
    assert pik_matches(pik, credential.pik_hash)
    assert pik not in str(vars(credential))
    assert active_pik(person.pk) is None


def test_the_hash_is_argon2id_at_the_cost_that_was_chosen(person, hashing_at_full_cost):
    credential, _ = issue_pik(person, "1")
    assert credential.pik_hash.startswith(f"1$argon2id$v=19$m={MEMORY_KIB},t={PASSES},p={LANES}$")
    assert (MEMORY_KIB, PASSES, LANES) == (19 * 1024, 2, 1)


def test_without_the_pepper_the_hash_tells_nothing(person, settings):
    credential, pik = issue_pik(person, "1")
    settings.PIK_PEPPERS = {"1": "another"}
    assert not pik_matches(pik, credential.pik_hash)


def test_an_activated_pik_is_active_however_often_it_is_activated(person):
    credential, _ = issue_pik(person, "1")
    first = activate_pik(credential.pk)
    assert first.activated_at is not None
    assert activate_pik(credential.pk).activated_at == first.activated_at
    assert active_pik(person.pk) == credential


def test_the_old_pik_works_until_the_new_one_is_activated(person):
    old, _ = issue_pik(person, "1")
    activate_pik(old.pk)
    new, _ = issue_pik(person, "2")
    assert active_pik(person.pk) == old
    activate_pik(new.pk)
    assert active_pik(person.pk) == new
    old.refresh_from_db()
    assert (old.state, old.pik_hash) == (State.SUPERSEDED, "")
    assert old.ended_at is not None


def test_the_pik_of_another_person_stays_as_it_is(person):
    theirs, _ = issue_pik(make_person(ANOTHER_EGN), "1")
    activate_pik(theirs.pk)
    mine, _ = issue_pik(person, "2")
    activate_pik(mine.pk)
    theirs.refresh_from_db()
    assert theirs.state == State.ACTIVE


def test_a_destroyed_pik_has_no_hash_and_can_never_be_activated(person):
    credential, _ = issue_pik(person, "1")
    destroy_pik(credential.pk)
    destroy_pik(credential.pk)
    credential.refresh_from_db()
    assert (credential.state, credential.pik_hash) == (State.DESTROYED, "")
    with pytest.raises(PikHasEnded):
        activate_pik(credential.pk)


def test_a_superseded_pik_can_never_be_activated_again(person):
    old, _ = issue_pik(person, "1")
    activate_pik(old.pk)
    new, _ = issue_pik(person, "2")
    activate_pik(new.pk)
    with pytest.raises(PikHasEnded):
        activate_pik(old.pk)
    assert active_pik(person.pk) == new


def test_an_active_pik_cannot_be_destroyed_as_if_it_had_never_worked(person):
    credential, _ = issue_pik(person, "1")
    activate_pik(credential.pk)
    destroy_pik(credential.pk)
    assert active_pik(person.pk) == credential


@pytest.mark.django_db(transaction=True)
def test_of_piks_activated_at_the_same_time_one_is_active_in_the_end():
    person = make_person()
    issued = [issue_pik(person, str(number))[0].pk for number in range(6)]

    def activate(credential_id):
        try:
            return activate_pik(credential_id).state
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as threads:
        assert set(threads.map(activate, issued)) == {State.ACTIVE}
    states = PikCredential.objects.values_list("state", flat=True)
    assert sorted(states) == [State.ACTIVE] + [State.SUPERSEDED] * 5


NOT_FORWARD = [
    (before, after)
    for before in State
    for after in State
    if before != after
    and (before, after)
    not in {
        (State.INACTIVE, State.ACTIVE),
        (State.INACTIVE, State.DESTROYED),
        (State.ACTIVE, State.SUPERSEDED),
        (State.ACTIVE, State.ANNULLED),
    }
]


def columns(state):
    """The other columns as they must be in this state, so that nothing but the order of states can be wrong."""
    usable = state in {State.INACTIVE, State.ACTIVE}
    return {
        "state": state,
        "pik_hash": "a hash" if usable else "",
        "activated_at": None if state in {State.INACTIVE, State.DESTROYED} else clock.now(),
        "ended_at": None if usable else clock.now(),
    }


@pytest.mark.parametrize(("before", "after"), NOT_FORWARD)
def test_the_database_lets_a_pik_go_forward_only(person, before, after):
    credential = PikCredential.objects.create(
        person=person, outgoing_number="1", issued_at=clock.now(), **columns(before)
    )
    with pytest.raises(IntegrityError, match=f"does not go from {before} to {after}"), transaction.atomic():
        PikCredential.objects.filter(pk=credential.pk).update(**columns(after))


@pytest.mark.parametrize(
    "change", [{"person_id": None}, {"outgoing_number": "2"}, {"issued_at": "2020-01-01T00:00Z"}]
)
def test_the_database_keeps_whose_pik_it_is_and_when_it_was_issued(person, change):
    credential, _ = issue_pik(person, "1")
    if "person_id" in change:
        change = {"person_id": make_person(ANOTHER_EGN).pk}
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        PikCredential.objects.filter(pk=credential.pk).update(**change)


def test_the_database_removes_no_pik(person):
    credential, _ = issue_pik(person, "1")
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        credential.delete()


def test_the_database_allows_one_active_pik_a_person(person):
    for number in ("1", "2"):
        issue_pik(person, number)
    with pytest.raises(IntegrityError, match="pik_one_active_a_person"), transaction.atomic():
        PikCredential.objects.filter(person=person).update(state=State.ACTIVE, activated_at=clock.now())


@pytest.mark.parametrize(
    "wrong", [{"pik_hash": ""}, {"ended_at": "2026-01-01T00:00Z"}, {"activated_at": "2026-01-01T00:00Z"}]
)
def test_the_database_holds_times_and_hash_to_the_state(person, wrong):
    credential, _ = issue_pik(person, "1")
    with pytest.raises(IntegrityError, match="pik_"), transaction.atomic():
        PikCredential.objects.filter(pk=credential.pk).update(**wrong)
