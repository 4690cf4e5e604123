"""What a message looks like on its way: its headers, and its text in two forms."""

from base64 import encodebytes
from email.header import Header
from email.utils import format_datetime, formataddr, parseaddr

from django.conf import settings
from django.core.validators import validate_email
from django.utils.encoding import punycode

from nssi.foundation import clock
from nssi.messages.models import OutgoingMessage

_FORMS = (("plain", "text"), ("html", "html"))


def address_of(message: OutgoingMessage) -> str:
    """Return the address as mail servers read it. Raises ValidationError for what is none."""
    validate_email(message.to)
    name, _, domain = message.to.rpartition("@")
    return f"{name}@{punycode(domain)}"


def letter(message: OutgoingMessage) -> bytes:
    """Return the message in MIME (RFC 2045): all of it in ASCII and in short lines, which every server takes as it is.

    Written here and not by the library for e-mail, which takes ten times as long for a letter that has always the same form.
    The Message-ID is made from the id: a second copy is known as one, and a bounce as that of this message.
    Raises ValidationError, ValueError for an address or a subject that can be no header.
    """
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)
    domain = sender[1].rpartition("@")[2]
    if "\n" in message.subject or "\r" in message.subject:
        raise ValueError("a subject of more than one line")
    boundary = f"={message.pk.hex}"
    head = {
        "Message-ID": f"<{message.pk}@{domain}>",
        "Date": format_datetime(clock.now()),
        "From": formataddr(sender),
        "To": address_of(message),
        "Subject": Header(message.subject, "utf-8", header_name="Subject").encode(linesep="\r\n"),
        "Auto-Submitted": "auto-generated",
        "MIME-Version": "1.0",
        "Content-Type": f'multipart/alternative; boundary="{boundary}"',
    }
    lines = [f"{name}: {value}" for name, value in head.items()]
    for form, field in _FORMS:
        text = encodebytes(getattr(message, field).encode()).decode().replace("\n", "\r\n")
        kind = f"Content-Type: text/{form}; charset=utf-8\r\nContent-Transfer-Encoding: base64"
        lines += ["", f"--{boundary}", kind, "", text]
    return "\r\n".join([*lines, f"--{boundary}--", ""]).encode("ascii")
