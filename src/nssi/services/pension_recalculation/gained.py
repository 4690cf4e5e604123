"""The service that a pensioner gained since the grant, as the register of insured persons shows it (Art. 5(4) item 1 КСО)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from nssi.insurance.facts import facts_of
from nssi.insurance.queries import Declared
from nssi.law.insurable_service import Period, Service, ServiceFacts, insurable_service
from nssi.law.parameters import Parameters
from nssi.law.receipt import Receipt


def gained_service(
    declared: Iterable[Declared], after: date, until: date, parameters: Parameters
) -> Receipt[Service]:
    """Return the service that the declarations show from the day after `after` to `until`, both counted.

    Service after the grant is not converted (Art. 104): `total` is what counts.
    """
    periods = (_between(period, after, until) for period in facts_of(declared, parameters).periods)
    return insurable_service(ServiceFacts(tuple(filter(None, periods))), parameters)


def _between(period: Period, after: date, until: date) -> Period | None:
    """Return the part of a period after one day and until another; its days are at most the days it then has."""
    since, to = max(period.from_, date.fromordinal(after.toordinal() + 1)), min(period.to, until)
    if since > to:
        return None
    days = None if period.days is None else min(period.days, (to - since).days + 1)
    return replace(period, from_=since, to=to, days=days)
