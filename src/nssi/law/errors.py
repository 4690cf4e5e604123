"""What a rule may refuse to answer, and why."""

from datetime import date


class LawError(Exception):
    """A question that the rules cannot answer; the text says why in one line."""

    @property
    def told(self) -> str:
        """Why, for whoever does not know how parameters are called inside."""
        return str(self)


class BadFacts(LawError):  # noqa: N818 - it names what is wrong
    """Facts that contradict each other, the calendar, or their own format."""


class MissingValue(LawError):  # noqa: N818 - it names what is wrong
    """A parameter has no value on the day that is asked about.

    `name` is the parameter's name in the schedules, `title` its Bulgarian name, `day` the day.
    """

    def __init__(self, name: str, title: str, day: date) -> None:
        super().__init__(f"Липсва стойност: {title} ({name}) за {day.isoformat()}")
        self.name, self.title, self.day = name, title, day

    @property
    def told(self) -> str:
        """The Bulgarian name of the parameter and the day."""
        return f"Липсва стойност: {self.title} за {self.day:%d.%m.%Y}\N{NO-BREAK SPACE}г."


class MissingValues(LawError):  # noqa: N818 - it names what is wrong
    """Several parameters have no value; all of them are named."""

    def __init__(self, missing: tuple[MissingValue, ...]) -> None:
        super().__init__("; ".join(map(str, missing)))
        self.missing = missing

    @property
    def told(self) -> str:
        """What is missing, by Bulgarian names and days."""
        return " ".join(one.told for one in self.missing)
