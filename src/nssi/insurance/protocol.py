"""The protocol of a submission: each row that was not accepted, with its reason, as it is shown and downloaded."""

import csv
from collections.abc import Iterator
from typing import TextIO

from nssi.insurance.form_1.defects import told
from nssi.insurance.models import Submission
from nssi.look.spreadsheets import harmless

HEADER = ("line", "code", "field", "value", "text")


def protocol(submission: Submission) -> Iterator[tuple[int, str, int, str, str]]:
    """Yield line, code, field (0 for the row as a whole), masked value and text of each error, by lines."""
    if submission.refusal:
        yield submission.refused_line or 0, submission.refusal, 0, "", told(submission.refusal)
    errors = submission.errors.order_by("submission_id", "line", "field", "code")
    for line, code, field, value in errors.values_list("line", "code", "field", "value").iterator(10_000):
        yield line, code, field, value, told(code)


def write_protocol(submission: Submission, file: TextIO) -> None:
    """Write the protocol as CSV, which may be opened in a spreadsheet: no value is taken for a formula."""
    writer = csv.writer(file)
    writer.writerow(HEADER)
    for line, code, field, value, text in protocol(submission):
        writer.writerow((line, code, field, harmless(value), text))
