"""The geometry of the chart of months: two bars a month; the page draws it as SVG, with the same figures in a table."""

from collections.abc import Sequence
from dataclasses import dataclass

from nssi.proceedings.statistics import MonthFigures

WIDTH, HEIGHT = 720, 240
_LEFT, _BOTTOM, _TOP = 40, 24, 16
_BAR_SHARE = 0.35


@dataclass(frozen=True)
class Bar:
    """One bar: its place in the drawing, and what it says."""

    x: float
    y: float
    width: float
    height: float
    kind: str
    count: int


@dataclass(frozen=True)
class Chart:
    """What is drawn: the bars, the months under them (middle of each, number), and the height of the scale."""

    bars: tuple[Bar, ...]
    months: tuple[tuple[float, int], ...]
    highest: int
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def baseline(self) -> int:
        """Where the bars stand."""
        return HEIGHT - _BOTTOM


def chart_of(figures: Sequence[MonthFigures]) -> Chart:
    """Return the chart of these months."""
    highest = max((max(each.received, each.decided) for each in figures), default=0)
    step = (WIDTH - _LEFT) / max(len(figures), 1)
    width = step * _BAR_SHARE
    bars, months = [], []
    for number, each in enumerate(figures):
        x = _LEFT + number * step + step * (0.5 - _BAR_SHARE)
        bars.append(_bar(x, width, "received", each.received, highest))
        bars.append(_bar(x + width, width, "decided", each.decided, highest))
        months.append((round(_LEFT + (number + 0.5) * step, 1), each.month.month))
    return Chart(tuple(bars), tuple(months), highest)


def _bar(x: float, width: float, kind: str, count: int, highest: int) -> Bar:
    room = HEIGHT - _BOTTOM - _TOP
    height = room * count / highest if highest else 0
    return Bar(
        round(x, 1), round(HEIGHT - _BOTTOM - height, 1), round(width, 1), round(height, 1), kind, count
    )
