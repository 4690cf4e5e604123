"""Answers of this room that are no errors of ours."""


class PaymentRefused(Exception):  # noqa: N818 – an answer, no error of ours
    """It cannot be done with this list or payment now; the text says why, to the official."""
