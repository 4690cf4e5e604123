"""The certificate under Art. 5(2) ЗУТОССР (УП-17), for a court: what is held of the insurer, and what in it is of the person (S2.1)."""

from nssi.archive.certificates.content import Block, Content, Table, about, span
from nssi.archive.certificates.facts import CertificateFacts, InsurerFacts, runs
from nssi.law.calendar import told

HEADINGS = ("Данни за лицето", "Период")


def court_establishment(facts: CertificateFacts) -> Content | None:
    """Return what the certificate says; None where the documents hold nothing of the person."""
    known = [insurer for insurer in facts.insurers if insurer.months or insurer.employment]
    if not known:
        return None
    return Content(
        form="УП-17",
        intro="За установяване на трудов и осигурителен стаж по съдебен ред: в приетите документи има следните данни за лицето:",
        blocks=tuple(_block(insurer) for insurer in known),
        totals=(),
    )


def _block(insurer: InsurerFacts) -> Block:
    rows = [("по ведомости за заплати", span(*run)) for run in runs({fact.month for fact in insurer.months})]
    rows += [
        ("по трудовоправни документи", f"{told(row.since)} – {told(row.until)}") for row in insurer.employment
    ]
    return Block(
        heading=insurer.name,
        facts=about(insurer, (fact.page for fact in insurer.months)),
        table=Table(HEADINGS, tuple(rows)),
    )
