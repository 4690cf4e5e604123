"""`nssi law …`: asks the rules on the command line, with facts as JSON. Needs no database and no settings."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from nssi.law import recompute
from nssi.law.errors import LawError
from nssi.law.parameters import shipped
from nssi.law.receipt import Receipt
from nssi.law.term import Unit

Groups = Any  # argparse keeps the type of its subparsers private

MOST_BYTES = 2_000_000
BAD_INPUT = 2


def add_law_commands(groups: Groups) -> None:
    """Add `law` and its questions to the parser of `nssi`."""
    law = groups.add_parser("law", help="ask the rules of the law; answers are JSON with their receipt")
    questions = law.add_subparsers(dest="question", required=True, metavar="QUESTION", parser_class=type(law))

    term = questions.add_parser("term", help="when does a term end, and why")
    term.add_argument(
        "--start", required=True, help="a date; for hours a time such as 2026-11-22T23:30+02:00"
    )
    term.add_argument("--length", required=True, type=int)
    term.add_argument("--unit", required=True, choices=[str(unit) for unit in Unit])
    term.set_defaults(run=_term)

    for rule, what in FILE_QUESTIONS.items():
        question = questions.add_parser(rule, help=what)
        question.add_argument("file", type=Path, help="the facts, a JSON file; - reads them from the input")
        question.set_defaults(run=_question, rule=rule)


FILE_QUESTIONS = {
    "unemployment-benefit": "the right to an unemployment benefit, its amount, period and payments",
    "pension-recalculation": "a pension with the service and income gained after it was granted",
    "pension-right": "whether the right to a pension is acquired, with every condition of its article",
    "short-term-benefit": "sickness, maternity, adoption, child care, reassignment: the right and the payments",
    "allowance": "death grant, disability, prevention and rehabilitation, devices",
    "entitlements": "which risks are covered and which rights exist for a group of insured persons on a day",
    "insurable-service": "how long the insurable service is, by category, converted, and insured for unemployment",
    "insurable-income": "the insurable income of a month and the contributions on it",
}


def _term(options: argparse.Namespace) -> int:
    return _answer("term", {"start": options.start, "length": options.length, "unit": options.unit})


def _question(options: argparse.Namespace) -> int:
    try:
        facts = json.loads(_text(options.file), parse_constant=_refuse)
    except (OSError, ValueError, RecursionError) as error:
        return _bad(options.rule, f"{options.file}: {error}")
    return _answer(options.rule, facts)


def _text(path: Path) -> str:
    if str(path) == "-":
        text = sys.stdin.read(MOST_BYTES + 1)
    else:
        with path.open("rb") as file:
            text = file.read(MOST_BYTES + 1).decode("utf-8-sig")
    if len(text) > MOST_BYTES:
        raise ValueError(f"more than {MOST_BYTES} bytes")
    return text


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is not a number")


def _answer(rule: str, facts: Any) -> int:
    try:
        receipt = recompute.answer(rule, facts, shipped())
        written = _written(receipt)
    except LawError as error:
        return _bad(rule, str(error))
    print(json.dumps(written, ensure_ascii=False, indent=2))
    return 0


def _written(receipt: Receipt[Any]) -> dict[str, Any]:
    proof = receipt.as_json()
    return {**proof["answer"], "receipt": proof, "unverified": proof["unverified"]}


def _bad(rule: str, why: str) -> int:
    print(f"nssi law {rule}: {' '.join(why.split())}", file=sys.stderr)
    return BAD_INPUT
