"""Clean logs: personal numbers, phones, codes and addresses never reach them."""

import logging
import re

import structlog

_PERSONAL = re.compile(
    r"""
    (?P<email>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)
  | (?P<phone>(?:\+|\b00)359[\s\-()]*\d(?:[\s\-()]*\d){7,9} | \b0[89]\d(?:[\s-]*\d){7}\b)
  | (?P<number>(?<![\w.])\d{10}(?![\w.-]))
  | (?P<code>(?<![\w-])(?=[0-9A-Z]*\d)(?=[0-9A-Z]*[A-Z])(?:[0-9A-Z]{10}|[0-9A-Z]{8})(?![\w-]))
    """,
    re.VERBOSE,
)


def redact(text: str) -> str:
    """Return `text` with every e-mail address, phone, ЕГН/ЛНЧ, PIK and access code replaced by its kind."""
    return _PERSONAL.sub(lambda match: f"[{match.lastgroup}]", text)


class RedactingFormatter(structlog.stdlib.ProcessorFormatter):
    """The last door before the log: whatever was formatted, tracebacks included, passes through `redact`."""

    def format(self, record: logging.LogRecord) -> str:
        return redact(super().format(record))
