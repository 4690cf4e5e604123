"""`nssi law …`: asks the rules on the command line, with facts as JSON.

It needs no database and no settings: the values are those of the release. With `--in-force` they are those that hold in this
installation, with what its administrators entered laid over the release's, and the answer says so.
"""

import argparse
import json
import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from nssi.law import recompute
from nssi.law.errors import LawError
from nssi.law.parameters import Parameters, shipped
from nssi.law.receipt import Receipt
from nssi.law.render import render
from nssi.law.term import Unit

Groups = Any  # argparse keeps the type of its subparsers private

MOST_BYTES = 2_000_000
RECEIPT_KEYS = {
    "rule",
    "rules",
    "facts",
    "parameters",
    "calendar",
    "steps",
    "articles",
    "answer",
    "unverified",
}
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
    _may_be_in_force(term, run=_term)

    missing = questions.add_parser("missing", help="which yearly parameters have no value for a year")
    missing.add_argument("--year", required=True, type=int)
    _may_be_in_force(missing, run=_missing)

    again = questions.add_parser(
        "recompute", help="compute an answer again from its receipt; exit 1 if it differs"
    )
    again.add_argument("file", type=Path, help="an answer or a receipt, as this command wrote it")
    again.set_defaults(run=_recompute)

    explain = questions.add_parser("explain", help="show the receipt of an answer as Bulgarian text")
    explain.add_argument("file", type=Path, help="an answer or a receipt, as this command wrote it")
    explain.set_defaults(run=_explain)

    documents = questions.add_parser(
        "documents", help="write the documents of the rules; exit 1 if --check finds them stale"
    )
    documents.add_argument("--to", type=Path, default=Path("docs/rules"))
    documents.add_argument("--check", action="store_true", help="write nothing")
    documents.set_defaults(run=_documents)

    for rule, what in FILE_QUESTIONS.items():
        question = questions.add_parser(rule, help=what)
        question.add_argument("file", type=Path, help="the facts, a JSON file; - reads them from the input")
        _may_be_in_force(question, run=_question, rule=rule)


def _may_be_in_force(question: argparse.ArgumentParser, **defaults: Any) -> None:
    question.add_argument(
        "--in-force",
        action="store_true",
        help="use the values that hold in this installation, entered ones too (needs its database), not the release's",
    )
    question.set_defaults(**defaults)


FILE_QUESTIONS = {
    "unemployment-benefit": "the right to an unemployment benefit, its amount, period and payments",
    "pension-recalculation": "a pension with the service and income gained after it was granted",
    "pension-right": "whether the right to a pension is acquired, with every condition of its article",
    "short-term-benefit": "sickness, maternity, adoption, child care, reassignment: the right and the payments",
    "allowance": "death grant, disability, prevention and rehabilitation, devices",
    "entitlements": "which risks are covered and which rights exist for a group of insured persons on a day",
    "insurable-service": "how long the insurable service is, by category, converted, and insured for unemployment",
    "payroll-service": "the insurable service that payrolls of ended insurers show",
    "insurable-income": "the insurable income of a month and the contributions on it",
}


def _term(options: argparse.Namespace) -> int:
    facts = {"start": options.start, "length": options.length, "unit": options.unit}
    return _answer("term", facts, options)


def _question(options: argparse.Namespace) -> int:
    try:
        return _answer(options.rule, _json(options.file), options)
    except _UnreadableError as error:
        return _bad(options.rule, str(error))


def _missing(options: argparse.Namespace) -> int:
    if not 2007 <= options.year <= 2100:
        return _bad("missing", "--year: from 2007 to 2100 is expected")
    try:
        values = _values(options)
    except _NotThereError as error:
        return _bad("missing", str(error))
    missing = [
        {"name": one.name, "title": one.title, "day": one.day.isoformat()}
        for one in values.missing_in(options.year)
    ]
    _print({"year": options.year, "missing": missing}, options)
    return 0


def _recompute(options: argparse.Namespace) -> int:
    try:
        found = recompute.recompute(_receipt(options.file))
    except (_UnreadableError, LawError) as error:
        return _bad("recompute", str(error))
    except (KeyError, TypeError, ValueError, AttributeError, ArithmeticError) as error:
        return _bad("recompute", f"{options.file}: is not a whole receipt ({error!r})")
    print(json.dumps(asdict(found), ensure_ascii=False, indent=2))
    return 0 if found.same else 1


def _explain(options: argparse.Namespace) -> int:
    try:
        print(render(_receipt(options.file)), end="")
    except _UnreadableError as error:
        return _bad("explain", str(error))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        return _bad("explain", f"{options.file}: is not a whole receipt ({error!r})")
    return 0


def _documents(options: argparse.Namespace) -> int:
    from nssi.law.calendar import HOLIDAYS, holidays_as_the_library_has_them
    from nssi.law.documents import documents

    files = {options.to / name: text for name, text in documents().items()}
    files[HOLIDAYS] = holidays_as_the_library_has_them()
    stale = [path for path, text in files.items() if not path.exists() or path.read_text("utf-8") != text]
    for path in stale:
        if options.check:
            print(f"{path} is stale: run `nssi law documents`", file=sys.stderr)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(files[path], "utf-8")
    return 1 if options.check and stale else 0


class _UnreadableError(Exception):
    """A file that is not JSON, not there, or too large."""


class _NotThereError(Exception):
    """There is no database to ask for the values that hold here."""


def _values(options: argparse.Namespace) -> Parameters:
    if not options.in_force:
        return shipped()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nssi.config.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured
    from django.db import DatabaseError

    try:
        django.setup()
        from nssi.institution.parameters import current_parameters

        return current_parameters()
    except (DatabaseError, ImproperlyConfigured) as error:
        raise _NotThereError(f"--in-force: the values of this installation cannot be read: {error}") from None


def _print(answer: dict[str, Any], options: argparse.Namespace) -> None:
    told = {"values": "in_force", **answer} if options.in_force else answer
    print(json.dumps(told, ensure_ascii=False, indent=2))


def _json(path: Path) -> Any:
    try:
        return json.loads(_text(path), parse_constant=_refuse, object_pairs_hook=_once)
    except OSError as error:
        raise _UnreadableError(f"{path}: {error.strerror}") from None
    except (ValueError, RecursionError) as error:
        raise _UnreadableError(f"{path}: {error}") from None


def _receipt(path: Path) -> dict[str, Any]:
    found = _json(path)
    receipt = found.get("receipt", found) if isinstance(found, dict) else None
    if (
        not isinstance(receipt, dict)
        or not receipt.keys() >= RECEIPT_KEYS
        or receipt["rule"] not in recompute.RULES
    ):
        raise _UnreadableError(f"{path}: is neither an answer nor a receipt")
    return receipt


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


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    keys = [key for key, _ in pairs]
    if len(set(keys)) != len(keys):
        raise ValueError(f"{next(key for key in keys if keys.count(key) > 1)} stands twice")
    return dict(pairs)


def _answer(rule: str, facts: Any, options: argparse.Namespace) -> int:
    try:
        written = _written(recompute.answer(rule, facts, _values(options)))
    except (LawError, _NotThereError) as error:
        return _bad(rule, str(error))
    _print(written, options)
    return 0


def _written(receipt: Receipt[Any]) -> dict[str, Any]:
    proof = receipt.as_json()
    return {**proof["answer"], "receipt": proof, "unverified": proof["unverified"]}


def _bad(rule: str, why: str) -> int:
    print(f"nssi law {rule}: {' '.join(why.split())}", file=sys.stderr)
    return BAD_INPUT
