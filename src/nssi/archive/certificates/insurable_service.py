"""The certificate of insurable service (УП-13): months by labour category, added up as the law counts them (S2.1)."""

from nssi.archive.certificates.content import Block, Content, Table, about, span
from nssi.archive.certificates.facts import CertificateFacts, InsurerFacts, MonthFact, runs
from nssi.law.calendar import Month
from nssi.law.parameters import Parameters
from nssi.law.payroll_service import PayrollMonth, PayrollServiceFacts, payroll_service

HEADINGS = ("Период", "Категория труд", "Отработено")


def insurable_service(facts: CertificateFacts, parameters: Parameters) -> Content | None:
    """Return what the certificate says; None where the documents hold no day of work."""
    if not any(fact.whole or fact.days for fact in facts.months):
        return None
    receipt = payroll_service(
        PayrollServiceFacts(
            tuple(PayrollMonth(fact.month, fact.category, fact.days, fact.whole) for fact in facts.months)
        ),
        parameters,
    )
    service = receipt.answer
    totals = [
        (f"{category}. категория", str(length))
        for category, length in service.by_category.items()
        if length.whole_months or length.days
    ]
    return Content(
        form="УП-13",
        intro="По приетите документи лицето има следния осигурителен стаж:",
        blocks=tuple(_block(insurer) for insurer in facts.insurers if insurer.months),
        totals=(
            *totals,
            ("Всичко", str(service.total)),
            ("Превърнат в трета категория", str(service.converted_to_third)),
        ),
        notes=receipt.unverified,
    )


def _block(insurer: InsurerFacts) -> Block:
    return Block(
        heading=insurer.name,
        facts=about(insurer, (fact.page for fact in insurer.months)),
        table=Table(HEADINGS, tuple(_rows(insurer.months)), numbers=(1,)),
    )


def _rows(months: tuple[MonthFact, ...]) -> tuple[tuple[str, ...], ...]:
    """Return a row for each run of whole months of one category, and for each month of which some days were worked."""
    found = [
        (first, (span(first, last), str(category), _whole(first, last)))
        for category in (1, 2, 3)
        for first, last in runs({fact.month for fact in months if fact.whole and fact.category == category})
    ]
    found += [
        (fact.month, (fact.month.told, str(fact.category), f"{fact.days}\N{NO-BREAK SPACE}дни"))
        for fact in months
        if fact.days and not fact.whole
    ]
    return tuple(row for _month, row in sorted(found))


def _whole(first: Month, last: Month) -> str:
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return f"{count}\N{NO-BREAK SPACE}цели месеца" if count > 1 else "цял месец"
