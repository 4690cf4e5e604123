"""The certificate of length of employment (УП-13): times of employment by the documents, added up by the calendar (S2.1)."""

from datetime import date, timedelta

from nssi.archive.certificates.content import Block, Content, Table, about
from nssi.archive.certificates.facts import CertificateFacts, EmploymentFact, InsurerFacts
from nssi.law.calendar import months_and_days, told
from nssi.law.length import Length

HEADINGS = ("От", "До", "Длъжност", "Документ")
DAYS_IN_MONTH = 30
COUNTED = "Трудовият стаж е преброен по календара; при събиране 30 дни са месец. Начинът на събиране не е потвърден с акт."


def employment_service(facts: CertificateFacts) -> Content | None:
    """Return what the certificate says; None where the documents hold no time of employment."""
    found = [row for insurer in facts.insurers for row in insurer.employment]
    if not found:
        return None
    return Content(
        form="УП-13",
        intro="По приетите документи лицето има следния трудов стаж:",
        blocks=tuple(_block(insurer) for insurer in facts.insurers if insurer.employment),
        totals=(("Всичко", str(length_of(found))),),
        notes=(COUNTED,),
    )


def length_of(rows: list[EmploymentFact]) -> Length:
    """Return how long the times of employment are together, by the calendar; a day counts once."""
    months = days = 0
    for since, until in _merged(rows):
        whole, rest = months_and_days(since, until + timedelta(days=1))
        months, days = months + whole, days + rest
        months, days = months + days // DAYS_IN_MONTH, days % DAYS_IN_MONTH
    return Length(months // 12, months % 12, days)


def _merged(rows: list[EmploymentFact]) -> list[tuple[date, date]]:
    found: list[tuple[date, date]] = []
    for since, until in sorted((row.since, row.until) for row in rows):
        if found and since <= found[-1][1] + timedelta(days=1):
            found[-1] = (found[-1][0], max(found[-1][1], until))
        else:
            found.append((since, until))
    return found


def _block(insurer: InsurerFacts) -> Block:
    rows = tuple(
        (told(row.since), told(row.until), row.position or "–", row.document) for row in insurer.employment
    )
    return Block(heading=insurer.name, facts=about(insurer), table=Table(HEADINGS, rows))
