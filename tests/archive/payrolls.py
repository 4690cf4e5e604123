"""Payrolls for tests, written as officials type them, and the facts that certificates are computed from."""

from datetime import date

from nssi.archive.certificates.facts import CertificateFacts, EmploymentFact, InsurerFacts, MonthFact
from nssi.archive.payroll_lines import read_lines
from nssi.law.calendar import Month


def months(text: str) -> tuple[MonthFact, ...]:
    """Return the months of a payroll; `03.1975..06.1975; …` stands for a line a month."""
    lines = spread(text)
    return tuple(
        MonthFact(
            Month.of(row.month),
            row.category,
            row.days,
            row.whole,
            row.gross,
            row.insurable_income,
            row.contributions,
            row.tax,
            row.page,
        )
        for row in read_lines("\n".join(lines))
    )


def spread(text: str) -> list[str]:
    """Return the lines of a payroll, one a month."""
    return [line for typed in text.strip().splitlines() for line in _spread(typed.strip())]


def _spread(line: str) -> list[str]:
    span, _, rest = line.partition(";")
    first, _, last = span.partition("..")
    start = Month(int(first[3:]), int(first[:2]))
    end = Month(int(last[3:]), int(last[:2])) if last else start
    count = (end.year - start.year) * 12 + end.month - start.month + 1
    run = [start.plus(n) for n in range(count)]
    return [f"{month.month:02}.{month.year};{rest}" for month in run]


def payroll(
    text: str = "", name: str = "Химко АД", employment: tuple[EmploymentFact, ...] = ()
) -> InsurerFacts:
    """Return what the documents of an insurer say."""
    return InsurerFacts(
        name,
        "103000007",
        "Враца",
        "Мария Петрова Иванова",
        ("ведомости за заплати",),
        months(text),
        employment,
    )


def facts(*insurers: InsurerFacts, asked: tuple[tuple[int, int], ...] = ()) -> CertificateFacts:
    """Return the facts of a certificate."""
    return CertificateFacts(insurers, asked)


def employed(since: date, until: date, position: str = "шлосер") -> EmploymentFact:
    """Return a time of employment."""
    return EmploymentFact(since, until, position, "трудов договор № 5")
