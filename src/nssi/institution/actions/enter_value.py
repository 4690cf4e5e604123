"""Enter a value over what the release says (A-03, A-04)."""

from datetime import date

from nssi.foundation import clock
from nssi.institution.models import EnteredValue
from nssi.institution.parameters import forget_parameters


def enter_value(
    name: str, since: date, value: str, currency: str, *, act: str, source: str, verified: bool
) -> EnteredValue:
    """Return the value, which holds from now on for all days from `since`; call it in a transaction.

    Who may enter one, and who has to agree, is asked above.
    """
    forget_parameters()
    return EnteredValue.objects.create(
        name=name,
        since=since,
        value=value,
        currency=currency,
        act=act,
        source=source,
        verified=verified,
        entered_at=clock.now(),
    )
