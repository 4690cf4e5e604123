"""What a check answers with: codes of S1.5, without texts; the page's process puts them into words."""

from typing import Literal, NamedTuple, get_args

Code = Literal[
    "content_mismatch",
    "encrypted",
    "links",
    "active_content",
    "not_black_and_white",
    "not_300_dpi",
    "unreadable",
    "type_not_allowed",
    "empty",
]
CODES: frozenset[str] = frozenset(get_args(Code))
"""What an examination can answer. The other codes of a verdict need no look into the content."""

OWNER_PASSWORD = "owner_password"  # noqa: S105 – a word of the answer
"""The detail of an encrypted PDF that opens without a password and only forbids changes."""


class Found(NamedTuple):
    """One thing found. `detail`: of `content_mismatch` the kind it really is, of `encrypted` OWNER_PASSWORD, of
    `type_not_allowed` the extension. `inside`: the name of the attachment of a letter in which it was found.
    """

    code: Code
    detail: str = ""
    inside: str = ""


class Unreadable(Exception):  # noqa: N818 – an answer, no error of ours
    """The content is damaged, or larger unpacked than anybody may ask of us."""
