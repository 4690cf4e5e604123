"""The geometry of a chart of months: some bars a month; a page draws it as SVG, with the same figures in a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 720, 240
_LEFT, _BOTTOM, _TOP = 40, 24, 16
_BARS_SHARE = 0.7
"""How much of the room of a month its bars take."""


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


def chart_of(months: Sequence[int], counts: Mapping[str, Sequence[int]]) -> Chart:
    """Return the chart of these months (their numbers): of each kind a bar a month, side by side."""
    highest = max((count for row in counts.values() for count in row), default=0)
    step = (WIDTH - _LEFT) / max(len(months), 1)
    width = step * _BARS_SHARE / max(len(counts), 1)
    bars = [
        _bar(_LEFT + at * step + step * (1 - _BARS_SHARE) / 2 + beside * width, width, kind, row[at], highest)
        for at in range(len(months))
        for beside, (kind, row) in enumerate(counts.items())
    ]
    middles = tuple((round(_LEFT + (at + 0.5) * step, 1), month) for at, month in enumerate(months))
    return Chart(tuple(bars), middles, highest)


def _bar(x: float, width: float, kind: str, count: int, highest: int) -> Bar:
    room = HEIGHT - _BOTTOM - _TOP
    height = room * count / highest if highest else 0
    return Bar(
        round(x, 1), round(HEIGHT - _BOTTOM - height, 1), round(width, 1), round(height, 1), kind, count
    )
