"""Enter an account into which sums are paid back (A-02)."""

from datetime import date

from nssi.foundation import clock
from nssi.institution.models import CompetentBody, RepaymentAccount


def enter_account(
    body: CompetentBody | None, since: date, *, iban: str, holder: str, source: str
) -> RepaymentAccount:
    """Return the account, which holds from `since` on for the body, or for all that have none; call it in a transaction.

    Who may enter one, and who has to agree, is asked above.
    """
    return RepaymentAccount.objects.create(
        body=body, since=since, iban=iban, holder=holder, source=source, entered_at=clock.now()
    )
