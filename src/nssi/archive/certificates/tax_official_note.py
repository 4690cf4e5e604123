"""The official note under Art. 45(1) ЗДДФЛ: pay, contributions and tax kept back, by year (S2.1). It is no certificate."""

from nssi.archive.certificates.content import Block, Content, Table, about, by_currency
from nssi.archive.certificates.facts import CertificateFacts, InsurerFacts, MonthFact

HEADINGS = ("Година", "Начислено", "Удържани осигурителни вноски", "Удържан данък")


def tax_official_note(facts: CertificateFacts) -> Content | None:
    """Return what the note says; None where the documents hold no pay."""
    if not any(fact.gross for fact in facts.months):
        return None
    return Content(
        form="",
        intro="По приетите документи за доходите на лицето от трудови правоотношения:",
        blocks=tuple(
            _block(insurer) for insurer in facts.insurers if any(fact.gross for fact in insurer.months)
        ),
        totals=(
            ("Начислено", _sum(facts.months, "gross")),
            ("Удържани осигурителни вноски", _sum(facts.months, "contributions")),
            ("Удържан данък", _sum(facts.months, "tax")),
        ),
    )


def _block(insurer: InsurerFacts) -> Block:
    years = sorted({fact.month.year for fact in insurer.months if fact.gross})
    rows = tuple(
        (str(year), *(_sum(of_year, name) for name in ("gross", "contributions", "tax")))
        for year in years
        for of_year in [[fact for fact in insurer.months if fact.month.year == year]]
    )
    return Block(
        heading=insurer.name,
        facts=about(insurer, (fact.page for fact in insurer.months if fact.gross)),
        table=Table(HEADINGS, rows, numbers=(1, 2, 3)),
    )


def _sum(months: "list[MonthFact] | tuple[MonthFact, ...]", name: str) -> str:
    return by_currency([(getattr(fact, name), fact.currency) for fact in months if fact.gross])
