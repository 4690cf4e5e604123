"""Writes the documents of the rules: the tree of rules, the parameters with their sources, the open questions.

`nssi law documents` puts them into `docs/rules/`; a test fails when they are stale.
"""

import re
from collections.abc import Iterable
from itertools import groupby
from typing import Any

from nssi.law import recompute
from nssi.law.calendar import told
from nssi.law.parameters import Parameters, Schedule, Value, shipped
from nssi.law.readings import ALL
from nssi.law.render import shown
from nssi.law.rule import TREE, Rule

HOME = "src/nssi/law"
SUBJECTS = {
    "term": "Срокове",
    "insurable_income": "Осигурителен доход и вноски",
    "insurable_service": "Осигурителен стаж",
    "payroll_service": "Осигурителен стаж по ведомости",
    "entitlements": "Осигурени рискове и права",
    "unemployment_benefit": "Обезщетение за безработица",
    "short_term_benefits": "Болест, майчинство, отглеждане на дете, трудоустрояване",
    "allowances": "Парични помощи",
    "pensions": "Пенсии",
}
"""The subjects in the order of a reader; the name is the module or package of `law/`."""


def documents() -> dict[str, str]:
    """Return each document's text by its file name."""
    parameters = shipped()
    return {
        "README.md": _tree(),
        "parameters.md": _parameters(parameters),
        "open-questions.md": _open_questions(parameters),
    }


def _tree() -> str:
    parts = [
        "# Правилата на закона",
        "Пише се от `nssi law documents`. Всяко правило носи своя член; стойностите са в [parameters.md](parameters.md),"
        " непотвърденото – в [open-questions.md](open-questions.md).",
        "Въпросите, на които се отговаря с обосновка: "
        + ", ".join(f"`{name}`" for name in sorted(recompute.RULES))
        + ".",
    ]
    for subject, title in SUBJECTS.items():
        rules = sorted(
            (rule for rule in TREE if _subject(rule) == subject), key=lambda rule: _order(rule.article)
        )
        parts.append(f"## {title}\n\n" + _table(("Разпоредба", "Правило", "Къде"), map(_rule_row, rules)))
    return _document(parts)


def _order(article: str) -> list[tuple[int, str]]:
    """Order articles as they are numbered: 9 before 38, 54а before 54б."""
    return [(int(number or 0), word) for number, word in re.findall(r"(\d+)|([^\d]+)", article)]


def _subject(rule: Rule) -> str:
    return rule.module.removeprefix("nssi.law.").split(".")[0]


def _rule_row(rule: Rule) -> tuple[str, ...]:
    path = rule.module.removeprefix("nssi.law.").replace(".", "/")
    name = rule.function.rsplit(".", 1)[-1].removeprefix("_")
    return rule.article, rule.says, f"[`{name}`](../../{HOME}/{path}.py)"


def _parameters(parameters: Parameters) -> str:
    parts = [
        "# Стойностите по дати",
        "Пише се от `nssi law documents` от файловете в `src/nssi/law/schedules/`. Нова година се въвежда с нови редове;"
        " `nssi law missing --year 2027` казва какво липсва.",
    ]
    parts += [_schedule(schedule) for schedule in parameters.schedules.values()]
    return _document(parts)


def _schedule(schedule: Schedule) -> str:
    head = f"## {schedule.title}\n\n`{schedule.name}` · {schedule.article} · {schedule.unit}"
    if not schedule.values:
        return f"{head}\n\nНяма известна стойност."
    rows = (
        (
            told(value.since),
            _value(value),
            value.act or "–",
            value.source,
            "да" if value.verified else "**не**",
            told(value.checked_on),
        )
        for value in schedule.values
    )
    return f"{head}\n\n" + _table(("От", "Стойност", "Акт", "Източник", "Потвърдено", "Проверено на"), rows)


def _value(value: Value) -> str:
    if value.currency:
        return value.money.told
    return (
        shown(_listed(value.value)) if isinstance(value.value, tuple) else str(value.value).replace(".", ",")
    )


def _listed(value: Any) -> Any:
    return [_listed(item) for item in value] if isinstance(value, tuple) else value


def _open_questions(parameters: Parameters) -> str:
    readings = sorted(ALL, key=lambda reading: _order(reading.article))
    by_name = groupby(parameters.unverified(), key=lambda value: value.name)
    unverified = (
        (
            parameters.schedule(name).title,
            "; ".join(f"{told(value.since)}: {_value(value)}" for value in values),
        )
        for name, values in by_name
    )
    absent = (
        (schedule.title, schedule.article)
        for schedule in parameters.schedules.values()
        if not schedule.values
    )
    return _document(
        [
            "# Какво не е потвърдено",
            "Пише се от `nssi law documents`. Всеки отговор, който почива на нещо оттук, го казва в обосновката си.",
            "## Как четем закона, където текстът му не е видян\n\n"
            + _table(("Разпоредба", "Прието"), readings),
            "## Стойности без потвърден източник\n\n" + _table(("Стойност", "От кога: колко"), unverified),
            "## Стойности, които не са известни\n\n" + _table(("Стойност", "Разпоредба"), absent),
        ]
    )


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def _document(parts: list[str]) -> str:
    return "\n\n".join(parts) + "\n"
