"""Rich text (.rtf): fields, objects, templates. It knows no encryption."""

import re
from collections.abc import Iterator

from nssi.attachments.checks.fields import in_field
from nssi.attachments.checks.found import Found, Unreadable

_LONGEST_FIELD = 4096
_OBJECT = re.compile(rb"\\(?:objdata|objemb|objocx|objlink|objautlink|objupdate|objclass)\b")
_TEMPLATE = re.compile(rb"\\\*\\template\s*\{?\s*(?i:https?:|ftp:|//|\\\\\\\\)")
_FIELD = re.compile(rb"\\fldinst\b")
_CONTROL = re.compile(r"\\\*|\\[a-z]+-?\d* ?|[{}\r\n]")
_UNICODE = re.compile(r"\\u(\d{1,5}) ?(?:\\'[0-9a-f]{2}|\?)?")


def check(content: bytes) -> Iterator[Found]:
    """Yield what is found in an .rtf. Raises Unreadable where its groups are not closed."""
    if not _is_whole(content):
        raise Unreadable
    if _OBJECT.search(content) or _TEMPLATE.search(content):
        yield Found("active_content")
    for field in _FIELD.finditer(content):
        yield from in_field(_code(content[field.end() : field.end() + _LONGEST_FIELD]))


def _is_whole(content: bytes) -> bool:
    if b"\\bin" in content:  # raw bytes follow it, and may be braces
        return content.rstrip(b"\0\r\n\t ").endswith(b"}")
    bare = content.replace(b"\\\\", b"").replace(b"\\{", b"").replace(b"\\}", b"")
    return bare.count(b"{") == bare.count(b"}")


def _code(text: bytes) -> str:
    """Return the code of the field that begins here: its letters, without the marks of how they look."""
    code = text.split(b"\\fldrslt", 1)[0].decode("latin-1")
    code = _UNICODE.sub(lambda sign: chr(int(sign[1]) % 0x10000), code.replace("\\\\", "\0"))
    return _CONTROL.sub("", code).replace("\0", "\\")
