"""Logs hold no personal number, phone, code or address."""

import io
import json
import logging
import time

import pytest
import structlog
from django.conf import settings

from nssi.foundation.redaction import redact, without_trace_of_refusals


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("login of 8032056031 failed", "login of [number] failed"),
        ("phone +359 888 123 456 is unknown", "phone [phone] is unknown"),
        ("phone 0888123456", "phone [phone]"),
        ("phone 00359888123456", "phone [phone]"),
        ("to ivanova@example.bg", "to [email]"),
        ("signed by PNOBG-8032056031", "signed by PNOBG-[number]"),
        ("PIK A7KM3PX9QT", "PIK [code]"),
        ("code 4H7KM2PX", "code [code]"),
        ("Not Found: /d/Zx3_kLm-9Qw2rTy7UiOp1AsDfGhJkLzX/", "Not Found: /d/[token]/"),
        ("json {'number': '8032056031'}", "json {'number': '[number]'}"),
    ],
)
def test_what_is_personal_is_replaced_by_its_kind(written: str, kept: str):
    assert redact(written) == kept


@pytest.mark.parametrize(
    "harmless",
    [
        "2026-11-22T16:05:00.123456Z GET /pik/stapki/ 200",
        "application 3f2b1a44-1c1e-4d5b-9f4a-6a1b2c3d4e5f filed",
        "УРИ 1001-000123-22.11.2026",
        "job applications.file done in 12.5 ms",
        "sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    ],
)
def test_what_an_operator_needs_stays(harmless: str):
    assert redact(harmless) == harmless


def test_a_handler_that_fails_does_not_write_the_record_past_the_redaction(capsys):
    closed = io.StringIO()
    handler = logging.StreamHandler(closed)
    closed.close()
    logger = logging.getLogger("example.closed")
    logger.addHandler(handler)
    logger.error("number 8032056031")
    logger.removeHandler(handler)
    assert "8032056031" not in capsys.readouterr().err


def test_what_was_typed_begins_no_line_of_its_own(capsys):  # ASVS 16.4.1
    logging.getLogger("example").addHandler(handler := logging.StreamHandler())
    formatter = settings.LOGGING["formatters"]["lines"]
    handler.setFormatter(
        formatter["()"](processors=formatter["processors"], foreign_pre_chain=formatter["foreign_pre_chain"])
    )
    for typed in ('a\n{"event": "forged"}', "a\r\nb", "a\0b", "\x1b[2J"):
        logging.getLogger("example").error("Not Found: %s", typed)
    logging.getLogger("example").removeHandler(handler)
    lines = capsys.readouterr().err.rstrip("\n").split("\n")
    told = [json.loads(line)["event"] for line in lines]
    assert len(told) == 4 and all(each.startswith("Not Found: ") for each in told)
    assert not any(character < " " for line in lines for character in line)


def test_the_log_that_settings_configure_is_redacted_tracebacks_included(capsys):
    handler = logging.StreamHandler()
    formatter = settings.LOGGING["formatters"]["lines"]
    handler.setFormatter(
        formatter["()"](processors=formatter["processors"], foreign_pre_chain=formatter["foreign_pre_chain"])
    )
    logger = logging.getLogger("example")
    logger.addHandler(handler)
    try:
        raise ValueError("number 8032056031")
    except ValueError:
        structlog.stdlib.get_logger("example").exception("failed", phone="+359888123456")
    logger.removeHandler(handler)
    line = capsys.readouterr().err
    assert "failed" in line and "ValueError" in line
    assert "8032056031" not in line and "888123456" not in line


def test_a_refused_request_leaves_a_line_and_no_traceback():
    passed = []
    handler = logging.Handler()
    handler.emit = passed.append
    handler.addFilter(without_trace_of_refusals)
    logger = logging.getLogger("django.request")
    logger.addHandler(handler)
    try:
        raise PermissionError
    except PermissionError:
        logger.warning("Forbidden: %s", "/sluzhiteli/", exc_info=True)
        logger.error("Internal Server Error: %s", "/", exc_info=True)
    logger.removeHandler(handler)
    assert [(record.getMessage(), bool(record.exc_info)) for record in passed] == [
        ("Forbidden: /sluzhiteli/", False),
        ("Internal Server Error: /", True),
    ]
    assert settings.LOGGING["handlers"]["stderr"]["filters"] == ["refusals"]
    assert settings.LOGGING["filters"]["refusals"]["()"]() is without_trace_of_refusals


def test_a_traceback_is_redacted_in_less_than_a_millisecond():
    text = "".join(
        f'  File "/srv/nssi/pages.py", line {line}, in page_of_something\n    return answer(request)\n'
        for line in range(60)
    )
    begun = time.process_time()
    for _time in range(20):
        assert redact(text) == text
    assert (time.process_time() - begun) / 20 < 0.001
