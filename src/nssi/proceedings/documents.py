"""Writes the documents of the procedures: the diagram of each state machine, and who does what in which state.

`nssi procedures document` puts them into `docs/procedures/`; a test fails when they are stale.
"""

from collections.abc import Iterable, Sequence

from nssi.access.models import Official
from nssi.applications.services import service
from nssi.proceedings.procedures import CLOCK, DECISION, PERSON, Act, Procedure, all_procedures

WHO = {PERSON: "лицето", CLOCK: "срокът", DECISION: "решението по жалба"}


def documents() -> dict[str, str]:
    """Return each document's text by its file name; call it with Bulgarian as the language."""
    return {f"{procedure.service}.md": document(procedure) for procedure in all_procedures()}


def document(procedure: Procedure) -> str:
    """Return the document of one procedure, in Markdown."""
    known = service(procedure.service)
    parts = [
        f"# {known.title if known else procedure.service}",
        "Пише се от `nssi procedures document`.",
        _diagram(procedure),
        "## Състояния",
        _table(
            ("Състояние", "За служители", "За лицето", "Кой работи", "Какво следва за лицето"),
            (
                (
                    f"`{state.name}`",
                    state.title,
                    state.citizen_title,
                    _role(state.role) if state.role else "–",
                    state.next_step or "–",
                )
                for state in procedure.all_states
            ),
        ),
        "## Кой какво прави и къде",
        "В клетката е кой може; празна значи никой. Звезда: не същият служител, който е направил посоченото.",
        _table(
            ("Действие", *(f"`{state.name}`" for state in procedure.all_states)),
            (_act_row(procedure, act) for act in procedure.all_acts),
        ),
    ]
    if procedure.all_terms:
        parts += [
            "## Срокове",
            _table(
                ("Срок", "Разпоредба", "Дължина", "Чий е", "Като изтече"),
                (
                    (
                        term.title,
                        term.article,
                        f"{term.length} {term.unit}",
                        "на лицето" if term.of_person else "на института",
                        _at_end(procedure, term.ends_with, str(term.task)),
                    )
                    for term in procedure.all_terms
                ),
            ),
        ]
    return "\n\n".join(parts) + "\n"


def _diagram(procedure: Procedure) -> str:
    lines = ["```mermaid", "stateDiagram-v2", f"    [*] --> {procedure.initial.name}"]
    lines += [f"    {state.name} : {state.title}" for state in procedure.all_states]
    for act in procedure.all_acts:
        lines += [
            f"    {source} --> {target} : {act.title}"
            for source in act.sources
            for target in act.to
            if source != target
        ]
    lines += [f"    {state.name} --> [*]" for state in procedure.all_states if state.closes]
    return "\n".join([*lines, "```"])


def _act_row(procedure: Procedure, act: Act) -> tuple[str, ...]:
    who = ", ".join(_role(role) for role in act.roles)
    title = str(act.title)
    if act.four_eyes_of:
        who, title = f"{who}\\*", f"{title} (\\* „{procedure.act(act.four_eyes_of).title}“)"
    return (title, *(who if state.name in act.sources else "" for state in procedure.all_states))


def _role(role: str) -> str:
    return WHO.get(role) or str(Official.Role(role).label)


def _at_end(procedure: Procedure, act: str, task: str) -> str:
    said = [f"„{procedure.act(act).title}“" if act else "", f"задача: {task}" if task else ""]
    return "; ".join(filter(None, said)) or "показва се"


def _table(head: Sequence[object], rows: Iterable[Sequence[object]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)
