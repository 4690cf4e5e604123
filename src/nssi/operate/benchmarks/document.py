"""The figures of benchmarks as they stand in docs/performance.md: rows of a table, and on which machine each was measured."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

_ROW = re.compile(r"^\| `(\w+)` \|.*$", re.MULTILINE)
_RULE = re.compile(r"^\| benchmark \|.*\n\|[-|]+\|$", re.MULTILINE)
_MACHINE = re.compile(r"^Machine: .*$", re.MULTILINE)


def with_figures(text: str, measurements: Sequence[Mapping[str, Any]], machine: str) -> str:
    """Return the document with the rows of these benchmarks, and nothing else of it but the line of machines, as measured now.

    A benchmark that has no row gets one behind the others. Raises ValueError where the document has no such table.
    """
    rule = _RULE.search(text)
    if rule is None or not _MACHINE.search(text):
        raise ValueError("the document has no table of benchmarks, or no line that tells the machine")
    for each in measurements:
        known = {found[1]: found for found in _ROW.finditer(text)}
        if old := known.get(each["name"]):
            text = text[: old.start()] + _row(each) + text[old.end() :]
        else:
            end = max((found.end() for found in known.values()), default=rule.end())
            text = f"{text[:end]}\n{_row(each)}{text[end:]}"
    names = {str(each["name"]) for each in measurements}
    return _MACHINE.sub(lambda found: _machines(found[0], names, machine, set(_ROW.findall(text))), text)


def _row(measurement: Mapping[str, Any]) -> str:
    beside = "; ".join(
        f"{name}: {peer['figure']} {peer['unit']}" for name, peer in measurement["peers"].items()
    )
    return (
        f"| `{measurement['name']}` | {measurement['figure']} {measurement['unit']} | {measurement['required']}"
        f" | {measurement['ratio']} | {measurement['volume']} | {beside} |"
    )


def _machines(line: str, names: set[str], machine: str, rows: set[str]) -> str:
    """Return the line of machines: the one of most benchmarks first, then others, each with its benchmarks."""
    first, *others = line.removeprefix("Machine: ").split("; ")
    by_machine = {first: set(rows)}
    for other in others:
        told, _colon, where = other.partition(": ")
        by_machine.setdefault(where, set()).update(re.findall(r"`(\w+)`", told))
        by_machine[first] -= by_machine[where] if where != first else set()
    for measured in by_machine.values():
        measured -= names
    by_machine.setdefault(machine, set()).update(names)
    first, *rest = sorted(
        (each for each in by_machine if by_machine[each]), key=lambda each: -len(by_machine[each])
    )
    return "; ".join([f"Machine: {first}", *(f"{_listed(by_machine[each])}: {each}" for each in rest)])


def _listed(names: set[str]) -> str:
    *some, last = [f"`{name}`" for name in sorted(names)]
    return f"{', '.join(some)} and {last}" if some else last
