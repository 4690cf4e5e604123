"""What the archive service says of days and prices: the thirty days, and the fee of a duplicate (S2.7)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from nssi.law.money import Currency
from nssi.law.parameters import Parameters, Value, shipped
from nssi.services.archive_certificate.follow_up import after_filing, issued_until
from nssi.services.archive_certificate.kinds import DUPLICATE_FEE, CertificateKind, duplicate_fee

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 24)


def with_fee(*, verified: bool) -> Parameters:
    """Return the parameters with a fee that the institution entered."""
    entered = Value(
        name=DUPLICATE_FEE,
        since=date(2026, 11, 1),
        value=Decimal("5.11"),
        currency=Currency.EUR,
        act="Тарифа",
        source="НОИ",
        verified=verified,
        checked_on=DAY,
    )
    return shipped().laid_over([entered])


def test_thirty_days_end_on_the_first_working_day_after_them():
    """Art. 60 ГПК, for every day of a year: the day of filing is not counted, a day off does not end a term."""
    calendar = shipped().calendar
    for number in range(365):
        filed_on = date(2026, 1, 1) + timedelta(days=number)
        thirtieth, last = filed_on + timedelta(days=30), issued_until(filed_on)
        assert last >= thirtieth and calendar.is_working(last)
        between = [thirtieth + timedelta(days=later) for later in range((last - thirtieth).days)]
        assert not any(map(calendar.is_working, between))


@pytest.mark.parametrize(
    ("filed_on", "until"),
    [
        (date(2026, 11, 21), date(2026, 12, 21)),
        (date(2026, 11, 24), date(2026, 12, 29)),
        (date(2026, 11, 26), date(2026, 12, 29)),
        (date(2026, 12, 2), date(2027, 1, 4)),
    ],
    ids=str,
)
def test_thirty_days_end_on_a_working_day(filed_on: date, until: date):
    """S2.7 with Art. 60 ГПК: 24–28 December 2026 and 1 January are days off."""
    assert issued_until(filed_on) == until


def test_while_the_tariff_is_not_entered_no_price_is_named():
    assert "още не е въведена" in duplicate_fee(DAY, shipped())


def test_an_entered_price_is_named_as_what_it_is():
    assert "По непотвърдени данни цената е 5,11\u00a0€" in duplicate_fee(DAY, with_fee(verified=False))
    assert duplicate_fee(DAY, with_fee(verified=True)).startswith("Дубликатът струва 5,11\u00a0€")
    assert "още не е въведена" in duplicate_fee(date(2026, 10, 31), with_fee(verified=True))


@pytest.mark.parametrize(
    ("kinds", "promised"),
    [
        ([CertificateKind.TAX_OFFICIAL_NOTE], "Служебната бележка се издава безплатно"),
        ([CertificateKind.EMPLOYMENT_SERVICE], "Удостоверението се издава безплатно"),
        (
            [CertificateKind.TAX_OFFICIAL_NOTE, CertificateKind.INSURABLE_INCOME],
            "Документите се издават безплатно",
        ),
    ],
    ids=["note", "certificate", "both"],
)
def test_what_is_promised_is_called_by_its_name_and_has_its_day(kinds, promised):
    """J2 x9; the answers come as they are filed, as plain texts."""
    answers = {"certificate": {"wanted": "document", "kinds": [kind.value for kind in kinds]}}
    sentences = [str(sentence) for sentence in after_filing(answers, DAY)]
    assert sentences[-1].startswith(promised)
    assert sentences[-1].endswith("до 29.12.2026\u00a0г.")
