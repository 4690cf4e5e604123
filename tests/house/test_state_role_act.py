"""Every state × every role × every act of every service: what the table in `docs/procedures/` says is what happens.

The tables are what people approved; here each of their cells is tried on a proceeding in that state.
"""

from dataclasses import replace
from unittest.mock import patch

import pytest
from django.utils import translation

from nssi.access.models import Official
from nssi.foundation import clock
from nssi.institution.models import CompetentBody
from nssi.people.models import Person
from nssi.proceedings.models import Proceeding
from nssi.proceedings.procedures import Procedure, all_procedures
from nssi.proceedings.rights import Standing
from tests.house.rooms import ROOT

PROCEDURES = all_procedures()
ROLES = {str(role): role for role in Official.Role}


def allowed(procedure: Procedure) -> dict[tuple[str, str], set[str]]:
    """Read the table „Кой какво прави и къде“: by the title of the act and the state, the labels of who does it."""
    text = (ROOT / "docs" / "procedures" / f"{procedure.service}.md").read_text()
    lines = text.split("## Кой какво прави и къде")[1].split("\n## ")[0].splitlines()
    head, _rule, *rows = [line.strip("| ").split(" | ") for line in lines if line.startswith("|")]
    states = [name.strip("` ") for name in head[1:]]
    found = {}
    for row in rows:
        cells = [cell.strip() for cell in " | ".join(row).split("|")]
        title = cells[0].split(" (")[0]
        for state, cell in zip(states, [*cells[1:], *[""] * len(states)], strict=False):
            found[title, state] = {who.strip("* \\") for who in cell.split(",") if who.strip()}
    return found


@pytest.fixture
def body() -> CompetentBody:
    return CompetentBody(code="03", kind="local_office", label="ТП на НОИ – Варна")


@pytest.mark.parametrize("procedure", PROCEDURES, ids=[each.service for each in PROCEDURES])
def test_who_does_what_in_which_state_is_what_the_table_says(procedure: Procedure, body):
    with translation.override("bg"):
        table = allowed(procedure)
        tried = 0
        for state in procedure.all_states:
            person = Person(first_name="Мария")
            proceeding = Proceeding(
                service=procedure.service,
                person=person,
                body=body,
                state=state.name,
                role=state.role,
                closed_at=clock.now() if state.closes else None,
                opened_at=clock.now(),
            )
            for role in Official.Role:
                official = Official(pk=1, full_name="Ирина Петрова", role=role, competent_body=body)
                standing = Standing(proceeding, official)
                for act in procedure.all_acts:
                    if not act.by_officials:
                        continue
                    bare = replace(act, needs=lambda proceeding: "", four_eyes_of="")
                    with (
                        patch.object(Standing, "conflict", ""),
                        patch.object(Standing, "links_in_the_way", ""),
                        patch.object(Standing, "stands_in_for", {}),
                    ):
                        may = not standing.why_not(bare)
                    says = str(role.label) in table[str(act.title), state.name]
                    assert may == says, f"{state.name}, {role}, {act.name}"
                    tried += 1
        assert tried == len(procedure.all_states) * len(Official.Role) * sum(
            act.by_officials for act in procedure.all_acts
        )
