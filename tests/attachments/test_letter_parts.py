"""A letter is cut into the parts that the standard parser finds, each with the same content; a cut one is refused."""

from email.message import EmailMessage
from email.parser import BytesParser

import pytest

from nssi.attachments.checks.found import Unreadable
from nssi.attachments.checks.letter_parts import letter, parts


def _written(encoding: str) -> bytes:
    """Return a letter of a text in two forms, with a file of all bytes and a letter of its own."""
    message = EmailMessage()
    message["From"], message["Subject"] = "a@example.bg", "Документи"
    message.set_content("Прилагам документ.\n\n--не е граница", cte=encoding)
    message.add_alternative("<p>Прилагам</p>", subtype="html", cte=encoding)
    message.add_attachment(
        bytes(range(256)) * 9, maintype="application", subtype="pdf", filename="Акт №1.pdf"
    )
    return message.as_bytes()


_LETTERS = {
    "base64": _written("base64"),
    "quoted-printable": _written("quoted-printable"),
    "raw": _written("8bit"),
    "lines of Windows": _written("base64").replace(b"\n", b"\r\n"),
    "lines of an old Mac": _written("base64").replace(b"\n", b"\r"),
    "a broken base64": _written("base64").replace(b"Content-Type: text/plain", b"X: y", 1).replace(b"==", b"="),
    "from a mailbox of Unix": b"From a@example.bg Mon\n" + _written("8bit"),
    "a head without an empty line after it": b"From: a\nTo: b\nText http://example.bg/\n\nText",
    "text before and after": b'Content-Type: multipart/mixed; boundary=x\n\nbefore\n--x\n\nA\n--x \n\nB\r\n\r\n--x--\nafter\n--x\n',
    "a boundary that begins like another": b'Content-Type: multipart/mixed; boundary=x\n\n--x\n\n--xy\nA --x\n--x--',
}  # fmt: skip


@pytest.mark.parametrize("content", _LETTERS.values(), ids=_LETTERS)
def test_its_parts_are_those_of_the_standard_parser(content):
    ours = [(part.head.get_content_type(), part.content()) for part in parts(letter(content))]
    theirs = [
        (part.get_content_type(), part.get_payload(decode=True))
        for part in BytesParser().parsebytes(content).walk()
    ]
    assert [one for one in ours if "multipart" not in one[0]] == [one for one in theirs if one[1] is not None]


def test_what_lies_in_a_digest_is_a_letter():
    digest = b'Content-Type: multipart/digest; boundary="a b"\n\n--a b\n\nFrom: x\n\nText\n--a b--\n'
    _whole, inner = parts(letter(digest))
    assert (inner.head.get_content_type(), inner.content()) == ("message/rfc822", b"From: x\n\nText")


@pytest.mark.parametrize(
    "cut",
    [
        b"Content-Type: multipart/mixed\n\nText",
        b"Content-Type: multipart/mixed; boundary=x\n\nText",
        b"Content-Type: multipart/mixed; boundary=x\n\n--x\n\nText",
        b"Content-Type: multipart/mixed; boundary=x\n\n--x--\n",
        b"Content-Type: multipart/mixed; boundary=x\n\n--xy\n\nText\n--xy--\n",
    ],
)
def test_a_cut_one_is_not_read(cut):
    with pytest.raises(Unreadable):
        list(parts(letter(cut)))
