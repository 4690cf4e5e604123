"""How dates, times, sizes, numbers and money are written in Bulgarian, and on pages that are shown in English.

Between a number and its unit stands a no-break space, so that they are never torn apart at the end of a line.
"""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language

NBSP = "\u00a0"
MEGABYTE = 1024 * 1024
CURRENCIES = {"EUR": "€", "BGN": "лв."}


def date_text(day: date | datetime) -> str:
    """Return „21.11.2026 г.“; a moment is taken as the clocks in Sofia show it."""
    if isinstance(day, datetime):
        day = timezone.localtime(day).date()
    if _in_english():
        return date_format(day, f"j{NBSP}F Y")
    return f"{day:%d.%m.}{day.year:04}{NBSP}г."


def time_text(moment: datetime) -> str:
    """Return „16:05 ч.“, as the clocks in Sofia show it."""
    return f"{timezone.localtime(moment):%H:%M}" + ("" if _in_english() else f"{NBSP}ч.")


def moment_text(moment: datetime) -> str:
    """Return „21.11.2026 г., 16:05 ч.“, as the clocks in Sofia show it."""
    return f"{date_text(moment)}, {time_text(moment)}"


def ended(text: str) -> str:
    """Return a text with a full stop; one that ends with a day has the one of „г.“ in Bulgarian."""
    return text if text.endswith(".") else f"{text}."


def number_text(value: int | Decimal, places: int = 0) -> str:
    """Return `value` with a decimal comma and thousands apart: „12 345,60“."""
    rounded = Decimal(value).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    text = f"{rounded:,f}".replace("-", "\u2212")
    return text if _in_english() else text.replace(",", NBSP).replace(".", ",")


def size_text(size: int) -> str:
    """Return a size in bytes as „2,5 МБ“, „84 КБ“ or „17 байта“. One МБ is 1 048 576 bytes, as the limits count.

    It is rounded up, so that a file over a limit never looks as large as the limit itself.
    """
    one, more, kilo, mega = ("byte", "bytes", "KB", "MB") if _in_english() else ("байт", "байта", "КБ", "МБ")
    if size < 1024:
        return f"{size}{NBSP}{one if size == 1 else more}"
    kilobytes = -(-size // 1024)
    if kilobytes < 1024:
        return f"{kilobytes}{NBSP}{kilo}"
    tenths = -(-size * 10 // MEGABYTE)
    return f"{number_text(Decimal(tenths) / 10, 1 if tenths % 10 else 0)}{NBSP}{mega}"


def money_text(cents: int, currency: str) -> str:
    """Return an amount in hundredths (cents, stotinki) as „1 234,56 €“ or „933,00 лв.“."""
    return f"{number_text(Decimal(cents) / 100, 2)}{NBSP}{currency_text(currency)}"


def currency_text(currency: str) -> str:
    """Return „€“ or „лв.“."""
    return "BGN" if currency == "BGN" and _in_english() else CURRENCIES[currency]


def _in_english() -> bool:
    return get_language() == "en"
