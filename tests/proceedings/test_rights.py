"""Who may do what: own body and role, taken by another, conflict of interest, four eyes, stand-in; and the whole table."""

from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest

from nssi.foundation import clock
from nssi.institution.queries import competent_body
from nssi.proceedings import procedures
from nssi.proceedings.actions.let_go import give_back, hand_over, park, recuse, transfer, unpark
from nssi.proceedings.actions.perform import enter, perform
from nssi.proceedings.actions.take_proceeding import take_next, take_proceeding
from nssi.proceedings.models import Absence, ProceedingEvent, Recusal
from nssi.proceedings.rights import ActRefused, Standing
from tests.proceedings.small_procedure import SMALL
from tests.support.officials import Role, make_official

pytestmark = pytest.mark.django_db

TOMORROW = timedelta(days=1)


def away(official, stand_in=None, days: int = 5) -> Absence:
    today = clock.today()
    return Absence.objects.create(
        official=official,
        stand_in=stand_in,
        since=today,
        until=today + timedelta(days=days),
        entered_by=official,
        entered_at=clock.now(),
    )


@pytest.mark.parametrize("procedure", [SMALL, *procedures.all_procedures()], ids=lambda each: each.service)
def test_in_every_state_each_role_can_do_what_the_procedure_says_and_nothing_else(
    procedure, proceeding, monkeypatch
):
    # what an act needs of its own proceeding is tested beside each service
    bare = tuple(replace(act, needs=lambda proceeding: "") for act in procedure.acts)
    procedure = replace(procedure, acts=bare)
    monkeypatch.setitem(procedures._procedures, proceeding.service, procedure)
    officials = {role: make_official(role) for role in Role}
    for state in procedure.all_states:
        proceeding.state, proceeding.role = state.name, state.role
        proceeding.closed_at = clock.now() if state.closes else None
        for act, (role, official) in product(procedure.all_acts, officials.items()):
            expected = act.by_officials and state.name in act.sources and role in act.roles
            reason = Standing(proceeding, official).why_not(act)
            needed = act.needs(proceeding) if expected else ""
            assert (not reason or reason == needed) == expected, f"{state.name}, {role}, {act.name}: {reason}"


def test_what_another_has_taken_is_theirs(proceeding, clerk):
    take_proceeding(proceeding.pk, make_official(name="Ива Петрова"))
    for do in (take_proceeding, give_back):
        with pytest.raises(ActRefused, match="Преписката е взета от Ива Петрова"):
            do(proceeding.pk, clerk)
    with pytest.raises(ActRefused, match="Преписката е взета от Ива Петрова"):
        perform("draft", proceeding.pk, clerk)


def test_what_somebody_has_taken_who_is_away_can_be_taken_over(proceeding, clerk):
    other = make_official()
    take_proceeding(proceeding.pk, other)
    away(other)
    assert take_proceeding(proceeding.pk, clerk).assignee == clerk


def test_whoever_acts_has_taken_it(proceeding, clerk):
    perform("ask", proceeding.pk, clerk)
    proceeding.refresh_from_db()
    assert proceeding.assignee == clerk


def test_four_eyes_the_one_who_drafted_does_not_issue_also_as_stand_in(proceeding, clerk, head):  # S3.7
    away(head, stand_in=clerk)
    perform("draft", proceeding.pk, clerk)
    with pytest.raises(ActRefused, match="Вие направихте „Изготви проект“"):
        perform("issue", proceeding.pk, clerk)


def test_a_stand_in_acts_for_an_absent_head_and_the_history_says_so(proceeding, clerk, head, travel):
    deputy = make_official(name="Ана Колева")
    perform("draft", proceeding.pk, clerk)
    with pytest.raises(ActRefused, match="Това прави"):
        perform("issue", proceeding.pk, deputy)
    away(head, stand_in=deputy)
    perform("issue", proceeding.pk, deputy)
    event = ProceedingEvent.objects.get(act="issue")
    assert (event.official, event.in_place_of) == (deputy, head)


def test_standing_in_ends_with_the_absence(proceeding, clerk, head, travel):
    deputy = make_official()
    perform("draft", proceeding.pk, clerk)
    away(head, stand_in=deputy, days=2)
    travel(days=3)
    with pytest.raises(ActRefused):
        perform("issue", proceeding.pk, deputy)


def test_nobody_acts_in_their_own_proceeding(proceeding, person):
    own = make_official(person=person)
    with pytest.raises(ActRefused, match="Вие сте страна"):
        perform("draft", proceeding.pk, own)
    with pytest.raises(ActRefused, match="Вие сте страна"):
        take_proceeding(proceeding.pk, own)
    assert take_next(own) is None


def test_whoever_steps_aside_never_gets_it_again(proceeding, clerk):
    take_proceeding(proceeding.pk, clerk)
    recuse(proceeding.pk, clerk, Recusal.Why.RELATIVE)
    proceeding.refresh_from_db()
    assert proceeding.assignee is None
    assert take_next(clerk) is None
    for do in (lambda: take_proceeding(proceeding.pk, clerk), lambda: perform("draft", proceeding.pk, clerk)):
        with pytest.raises(ActRefused, match="Отвели сте се"):
            do()
    other = make_official()
    take_proceeding(proceeding.pk, other)
    with pytest.raises(ActRefused, match="не може да поеме"):
        hand_over(proceeding.pk, other, clerk, "")


def test_handed_over_it_is_the_colleagues(proceeding, clerk):
    other = make_official(name="Ива Петрова")
    take_proceeding(proceeding.pk, clerk)
    hand_over(proceeding.pk, clerk, other, "отпуск")
    proceeding.refresh_from_db()
    assert proceeding.assignee == other
    assert "Ива Петрова" in ProceedingEvent.objects.get(act="handed_over").note


@pytest.mark.parametrize("wrong", [{"body": "02"}, {"role": Role.PENSION_HEAD}, {"is_active": False}])
def test_it_is_handed_over_only_to_who_may_work_on_it(proceeding, clerk, wrong):
    take_proceeding(proceeding.pk, clerk)
    with pytest.raises(ActRefused):
        hand_over(proceeding.pk, clerk, make_official(**wrong), "")


def test_parked_it_is_in_nobodys_way_until_its_day(proceeding, clerk, travel):
    take_proceeding(proceeding.pk, clerk)
    park(proceeding.pk, clerk, clerk_day := clock.today() + timedelta(days=3), "чака справка")
    give_back(proceeding.pk, clerk)
    assert take_next(clerk) is None
    assert clerk_day > clock.today()
    travel(days=3)
    assert take_next(clerk) == proceeding.pk


def test_taken_up_again_before_its_day(proceeding, clerk):
    park(proceeding.pk, clerk, clock.today() + TOMORROW, "чака справка")
    unpark(proceeding.pk, clerk)
    proceeding.refresh_from_db()
    assert not proceeding.is_parked


def test_who_does_not_work_on_it_in_its_state_moves_it_nowhere(proceeding, head):
    # ASVS 8.2.2
    for do in (
        lambda: give_back(proceeding.pk, head),
        lambda: unpark(proceeding.pk, head),
        lambda: park(proceeding.pk, head, clock.today() + TOMORROW, "чака справка"),
        lambda: transfer(proceeding.pk, head, competent_body("directorate"), ""),
    ):
        with pytest.raises(ActRefused, match="работи служител ТП"):
            do()


def test_sent_by_competence_it_is_the_other_bodys(proceeding, clerk):
    transfer(proceeding.pk, clerk, competent_body("directorate"), "международен договор")
    proceeding.refresh_from_db()
    assert (proceeding.body_id, proceeding.assignee) == ("directorate", None)
    with pytest.raises(ActRefused, match="Преписката е на Дирекция"):
        perform("draft", proceeding.pk, clerk)
    perform("draft", proceeding.pk, make_official(body="directorate"))


def test_a_closed_one_is_only_read(proceeding, clerk, head):
    perform("draft", proceeding.pk, clerk)
    perform("issue", proceeding.pk, head)
    for do in (
        lambda: take_proceeding(proceeding.pk, head),
        lambda: park(proceeding.pk, head, clock.today() + TOMORROW, "x"),
        lambda: perform("issue", proceeding.pk, head),
    ):
        with pytest.raises(ActRefused, match="приключена"):
            do()


def test_entering_a_state_of_another_role_puts_it_into_their_queue(proceeding, clerk):
    take_proceeding(proceeding.pk, clerk)
    proceeding.refresh_from_db()
    enter(proceeding, SMALL.state("drafted"))
    assert (proceeding.role, proceeding.assignee) == (Role.PENSION_HEAD, None)
