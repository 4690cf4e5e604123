"""The tariff as it holds: what is known of it, with the prices that the institution entered laid over it."""

from decimal import Decimal

from nssi.foundation import clock
from nssi.law.money import Currency
from nssi.law.parameters import Parameters, Value, shipped
from nssi.payments.models import TariffPrice

ENTERED = "въведено от института"


def tariff() -> Parameters:
    """Return the parameters with the entered prices over them."""
    return shipped().laid_over(map(_value, TariffPrice.objects.all()))


def fee_names() -> dict[str, str]:
    """Return the titles of the fees of the tariff, by the names of their parameters."""
    schedules = shipped().schedules
    return {name: schedule.title for name, schedule in schedules.items() if name.startswith("fee_")}


def _value(price: TariffPrice) -> Value:
    return Value(
        name=price.name,
        since=price.since,
        value=Decimal(price.cents) / 100,
        currency=Currency.EUR,
        act=price.act,
        source=ENTERED,
        verified=price.verified,
        checked_on=clock.local(price.entered_at).date(),
    )
