"""The certificate of insurable income (УП-15): by month and year, in the currency of the payrolls, and converted (S2.1)."""

from itertools import groupby

from nssi.archive.certificates.content import Block, Content, Table, about, amount, by_currency, euro
from nssi.archive.certificates.facts import CertificateFacts, InsurerFacts, MonthFact
from nssi.archive.currencies import OLD_FOR_ONE, PayrollCurrency
from nssi.law.calendar import Month

HEADINGS = ("Година", "Месеци", "Доход за месец", "Доход за годината", "В евро")
CONVERTED = (
    f"Доходите са във валутата на ведомостите. В евро са показани за сведение: {OLD_FOR_ONE} стари лева са 1 лев"
    " (от 05.07.1999 г.), 1,95583 лева са 1 евро; закръглен е само сборът."
)


def insurable_income(facts: CertificateFacts) -> Content | None:
    """Return what the certificate says; None where the documents hold no income."""
    paid = [fact for fact in facts.months if fact.insurable_income]
    if not paid:
        return None
    parts = [(fact.insurable_income, fact.currency) for fact in paid]
    return Content(
        form="УП-15",
        intro="По приетите документи лицето има следния осигурителен доход:",
        blocks=tuple(
            _block(insurer)
            for insurer in facts.insurers
            if any(fact.insurable_income for fact in insurer.months)
        ),
        totals=(("Всичко", by_currency(parts)), ("Всичко в евро", euro(parts))),
        notes=(CONVERTED,),
    )


def _block(insurer: InsurerFacts) -> Block:
    paid = monthly(insurer.months)
    return Block(
        heading=insurer.name,
        facts=about(insurer, (fact.page for fact in insurer.months if fact.insurable_income)),
        table=Table(HEADINGS, tuple(row for year in _years(paid) for row in _rows(year)), numbers=(2, 3, 4)),
    )


Paid = tuple[Month, int, PayrollCurrency]


def monthly(months: tuple[MonthFact, ...]) -> list[Paid]:
    """Return the insurable income of each month, whatever the labour category."""
    return [
        (month, sum(fact.insurable_income for fact in rows), rows[0].currency)
        for month, group in groupby(months, key=lambda fact: fact.month)
        for rows in [list(group)]
        if any(fact.insurable_income for fact in rows)
    ]


def _years(paid: list[Paid]) -> list[list[Paid]]:
    return [list(group) for _year, group in groupby(paid, key=lambda each: each[0].year)]


def _rows(year: list[Paid]) -> list[tuple[str, ...]]:
    """Return the rows of one year: months in a row with the same income stand together; the first bears the sums."""
    parts = [(income, currency) for _month, income, currency in year]
    sums = (str(year[0][0].year), by_currency(parts), euro(parts))
    rows: list[tuple[str, ...]] = []
    for first, last, income, currency in _same(year):
        head = sums if not rows else ("", "", "")
        rows.append((head[0], _months(first, last), amount(income, currency), head[1], head[2]))
    return rows


def _months(first: Month, last: Month) -> str:
    return f"{first.month:02}" if first == last else f"{first.month:02}–{last.month:02}"


def _same(year: list[Paid]) -> list[tuple[Month, Month, int, PayrollCurrency]]:
    found: list[tuple[Month, Month, int, PayrollCurrency]] = []
    for month, income, currency in year:
        if found and found[-1][1].plus(1) == month and found[-1][2:] == (income, currency):
            found[-1] = (found[-1][0], month, income, currency)
        else:
            found.append((month, month, income, currency))
    return found
