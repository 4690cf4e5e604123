"""Enter a price of the tariff (A-06)."""

from datetime import date

from django.db import transaction

from nssi.access.models import Official
from nssi.audit import SYSTEM, Actor, record
from nssi.foundation import clock
from nssi.payments.models import TariffPrice


@transaction.atomic
def enter_price(
    name: str, since: date, cents: int, act: str, *, verified: bool, official: Official | None
) -> TariffPrice:
    """Return the price that holds from `since` on (euro cents); official: who entered it, None for the demonstration."""
    price = TariffPrice.objects.create(
        name=name,
        since=since,
        cents=cents,
        act=act,
        verified=verified,
        entered_by=official,
        entered_at=clock.now(),
    )
    record(
        "payments.price_entered",
        actor=Actor.official(official.pk) if official else SYSTEM,
        subject_kind="tariff_price",
        subject_id=str(price.pk),
        details={"name": name, "cents": cents},
    )
    return price
