"""What stands in a certificate, as its template draws it: blocks of facts and tables, totals, what is missing, notes."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from nssi.archive.certificates.facts import InsurerFacts
from nssi.archive.currencies import PayrollCurrency, in_euro
from nssi.law.calendar import Month
from nssi.look.typography import NBSP

Pair = tuple[str, str]


@dataclass(frozen=True)
class Table:
    """A table: a heading over each column, rows of texts, and which columns (from 0) are numbers."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True)
class Block:
    """What the documents of one insurer say."""

    heading: str
    facts: tuple[Pair, ...]
    table: Table


@dataclass(frozen=True)
class Content:
    """A certificate without its person, number and day. `form`: the official form, where it is known."""

    form: str
    intro: str
    blocks: tuple[Block, ...]
    totals: tuple[Pair, ...]
    notes: tuple[str, ...] = ()

    def as_data(self) -> dict[str, Any]:
        """Return it as plain JSON."""
        return asdict(self)


def about(insurer: InsurerFacts, pages: Iterable[str] = ()) -> tuple[Pair, ...]:
    """Return the facts about an insurer that stand over what its documents say."""
    found = [
        ("ЕИК или БУЛСТАТ", insurer.eik or "няма"),
        ("Седалище", insurer.seat),
        ("Приети документи", "; ".join(insurer.deposits)),
        ("Имена в документите", insurer.names),
    ]
    if listed := ", ".join(dict.fromkeys(pages)):
        found.append(("Страници", listed))
    return tuple(found)


def span(first: Month, last: Month) -> str:
    """Return a run of months in words."""
    return first.told if first == last else f"{first.told} – {last.told}"


def amount(hundredths: int, currency: PayrollCurrency) -> str:
    """Return an amount as „1 234,50 стари лв.“."""
    whole, rest = divmod(hundredths, 100)
    return f"{whole:,}".replace(",", NBSP) + f",{rest:02}{NBSP}{currency.sign}"


def euro(parts: Iterable[tuple[int, PayrollCurrency]]) -> str:
    """Return the sum of amounts in euro, in words."""
    return amount(in_euro(parts), PayrollCurrency.EURO)


def by_currency(parts: Sequence[tuple[int, PayrollCurrency]]) -> str:
    """Return the sums of amounts in each currency, as they were kept."""
    sums = {
        currency: sum(part for part, of in parts if of is currency)
        for currency in PayrollCurrency
        if any(of is currency for _part, of in parts)
    }
    return "; ".join(amount(each, currency) for currency, each in sums.items())
