"""Where the amounts of a benefit come from: the service that grants it registers its pages when the house starts."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from nssi.payments.models import CashBenefit


@dataclass(frozen=True)
class Source:
    """The pages behind a kind of benefit: `receipt_url` takes the id of a decision, `case_url` that of the subject.

    `account_page`: the address where the person of a benefit gives another account, or nothing where they cannot.
    """

    kind: CashBenefit.Kind
    receipt_url: str
    case_url: str
    account_page: Callable[[CashBenefit], str]


_sources: dict[str, Source] = {}


def register(source: Source) -> None:
    """Add `source`; call this in `AppConfig.ready()`."""
    _sources[source.kind] = source


def receipt_page(benefit: CashBenefit, decision_id: str) -> str:
    """Return the address of the receipt that states an amount, for officials; nothing where no service tells it."""
    source = _sources.get(benefit.kind)
    return reverse(source.receipt_url, args=[benefit.subject_id, decision_id]) if source else ""


def case_page(benefit: CashBenefit) -> str:
    """Return the address of the case of a benefit, for officials; nothing where no service tells it."""
    source = _sources.get(benefit.kind)
    return reverse(source.case_url, args=[benefit.subject_id]) if source else ""


def account_page(benefit: CashBenefit) -> str:
    """Return the address where the person of a benefit gives another account; nothing where they cannot."""
    source = _sources.get(benefit.kind)
    return source.account_page(benefit) if source else ""
