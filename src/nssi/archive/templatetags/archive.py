"""What templates of the archive use: `{{ row.month|month }}`, `{{ row.gross|in_its_currency:row }}`, `{% archive_sections as … %}`."""

from datetime import date

from django import template

from nssi.archive.certificates.content import amount
from nssi.archive.models import PayrollRow
from nssi.archive.sections import Section, sections
from nssi.law.calendar import Month

register = template.Library()


@register.filter
def month(day: date) -> str:
    """Return the month of a day as „03.1975 г.“."""
    return Month.of(day).told


@register.filter
def in_its_currency(hundredths: int, row: PayrollRow) -> str:
    """Return an amount of a row with the currency of its month."""
    return amount(hundredths, row.currency)


@register.simple_tag
def archive_sections() -> tuple[Section, ...]:
    """Return the parts of the officials' pages about the archive."""
    return sections()
