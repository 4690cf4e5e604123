"""Renders a stored receipt as Bulgarian text that a person can follow: the reasons of an order."""

import re
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from nssi.law.money import amount_told

NBSP = "\N{NO-BREAK SPACE}"
_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_MONTH = re.compile(r"(\d{4})-(\d\d)")
_NUMBER_AND_UNIT = re.compile(r"(\d) (г\.|м\.|ч\.|%|лв\.|евро)")
_DECIMAL = re.compile(r"\d+\.\d+")
_FRACTION = re.compile(r"-?\d+/\d+")


def render(receipt: dict[str, Any]) -> str:
    """Return the text of a receipt, from its JSON: steps in their order, values used, articles, what is unverified."""
    parts = ["Как е изчислено", *_steps(receipt["steps"])]
    if receipt["parameters"]:
        parts += ["", "Използвани стойности", *(f"– {value_told(row)}" for row in receipt["parameters"])]
    parts += ["", f"Приложени разпоредби: {'; '.join(receipt['articles'])}."]
    if receipt["unverified"]:
        parts += ["", "Какво не е потвърдено", *(f"– {line}" for line in receipt["unverified"])]
    parts += ["", f"Версия на правилата: {receipt['rules'][:16]}"]
    return unbroken("\n".join(parts)) + "\n"


def unbroken(text: str) -> str:
    """Return a text whose numbers are never torn from their units."""
    return _NUMBER_AND_UNIT.sub(rf"\1{NBSP}\2", text)


def _steps(steps: list[dict[str, Any]]) -> list[str]:
    lines = []
    for number, step in enumerate(steps, 1):
        result = "" if step["result"] is None else f" → {shown(step['result'])}"
        lines.append(
            f"{number}. {step['text']} ({step['article']}): {step['formula']}{result}".rstrip(".") + "."
        )
        lines += [f"   {' · '.join(shown(cell) for cell in line)}" for line in step.get("lines", [])]
    return lines


def value_told(row: dict[str, Any]) -> str:
    """Return a used value of a receipt as Bulgarian text: its name, value, since when, its article and act."""
    value = (
        shown({"amount": row["value"], "currency": row["currency"]})
        if row["currency"]
        else shown(row["value"])
    )
    act = f", {row['act']}" if row["act"] else ""
    entered = f"; въведено от института по {row['source']}" if row["entered"] else ""
    state = "" if row["verified"] else "; непотвърдено"
    return f"{row['title']}: {value} ({row['unit']}), в сила от {shown(row['from'])}, {row['article']}{act}{entered}{state}"


def shown(result: Any) -> str:
    """Return a result of a step as Bulgarian text: `29,69 евро`, `16.03.2026 г.`, a fraction with its near value."""
    match result:
        case None:
            return "–"
        case bool():
            return "да" if result else "не"
        case {"amount": amount, "currency": currency}:
            return amount_told(str(amount), currency)
        case {"years": years, "months": months, "days": days}:
            return f"{years}{NBSP}г. {months}{NBSP}м. {days}{NBSP}д."
        case list():
            return "; ".join(
                " – ".join(map(str, row)) if isinstance(row, list) else str(row) for row in result
            )
        case str():
            return _text(result)
        case _:
            return str(result)


def _text(text: str) -> str:
    if found := _DATE.fullmatch(text):
        return f"{found[3]}.{found[2]}.{found[1]}{NBSP}г."
    if found := _MONTH.fullmatch(text):
        return f"{found[2]}.{found[1]}{NBSP}г."
    if _FRACTION.fullmatch(text):
        exact = Fraction(text)
        near = (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(
            Decimal("0.0001"), ROUND_HALF_UP
        )
        return f"{str(near).replace('.', ',')} (точно {text})"
    if _DECIMAL.fullmatch(text):
        return text.replace(".", ",")
    return text
