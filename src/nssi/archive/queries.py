"""What the house asks the archive."""

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.utils import translation

from nssi.archive.certificates.facts import CertificateFacts, EmploymentFact, InsurerFacts, MonthFact
from nssi.archive.models import Deposit, PayrollExtract, TerminatedInsurer
from nssi.foundation import clock
from nssi.institution.models import CompetentBody
from nssi.institution.queries import archive_centres, local_offices, there_on
from nssi.law.calendar import Month, told
from nssi.people.models import Person

NEWEST = 20


def areas() -> frozenset[str]:
    """Return the areas in which an insurer may have its seat: the regions of the local offices."""
    return frozenset(office.region for office in local_offices())


def places() -> list[CompetentBody]:
    """Return where documents may be kept today: every local office, and the regional archive centres (S2.4)."""
    today = clock.today()
    offices = CompetentBody.objects.filter(there_on(today), kind=CompetentBody.Kind.LOCAL_OFFICE).order_by(
        "label"
    )
    return [*offices, *archive_centres(today)]


def newest_insurers() -> list[TerminatedInsurer]:
    """Return the insurers that were added last."""
    return list(TerminatedInsurer.objects.defer("search").order_by("-pk")[:NEWEST])


def extracts_of(person: Person | None) -> list[PayrollExtract]:
    """Return what was read of a person, insurer by insurer, the oldest first."""
    if person is None:
        return []
    found = PayrollExtract.objects.filter(person=person).select_related(
        "insurer", "entered_by", "confirmed_by"
    )
    return list(found.defer("insurer__search").order_by("entered_at"))


def confirmed_facts(person: Person | None, asked: tuple[tuple[int, int], ...]) -> CertificateFacts:
    """Return what confirmed extracts hold of a person, for the years that were asked for."""
    confirmed = [extract for extract in extracts_of(person) if extract.confirmed_at is not None]
    prefetch_related_objects(confirmed, "rows", "employment", "insurer__deposits__place")
    return CertificateFacts(tuple(map(_facts_of, confirmed)), asked)


def _facts_of(extract: PayrollExtract) -> InsurerFacts:
    return InsurerFacts(
        name=extract.insurer.name,
        eik=extract.insurer.eik,
        seat=extract.insurer.seat,
        names=extract.names,
        deposits=tuple(map(_told, extract.insurer.deposits.all())),
        months=tuple(
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
            for row in extract.rows.all()
        ),
        employment=tuple(
            EmploymentFact(row.since, row.until, row.position, row.document)
            for row in extract.employment.all()
        ),
    )


def _told(deposit: Deposit) -> str:
    """Return a deposit as documents name it, in Bulgarian."""
    first, last = deposit.months
    with translation.override(settings.LANGUAGE_CODE):
        kind = deposit.get_kind_display()
    day = told(deposit.accepted_on)
    return f"{kind} {first.told} – {last.told}, {deposit.place.label}, протокол № {deposit.protocol} от {day}"
