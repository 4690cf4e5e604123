"""Letters of the corpus (.eml)."""

from functools import partial

from tests.attachments.corpus.lines import WEB, Row, given
from tests.attachments.corpus.packed_office import behind_a_password
from tests.attachments.corpus.pdf import URI, pdf_link, pdf_names, pdf_with
from tests.attachments.samples import (
    SAMPLES,
    image,
    mail,
)


def nested(depth: int) -> bytes:
    letter = mail()
    for _ in range(depth):
        letter = mail("Text", "text/plain", ("писмо.eml", letter))
    return letter


_SEALED = b"From: a@b.bg\nTo: a@b.bg\nContent-Type: application/pkcs7-mime; smime-type=enveloped-data\n\nAAAA"
_CUT = b'From: a@b.bg\nTo: a@b.bg\nContent-Type: multipart/mixed; boundary="x"\n\n--x\n\nText\n'

LETTERS: list[Row] = [
    ("писмо.eml", "a text, addresses in its head", given(SAMPLES["eml"]), ""),
    ("писмо.eml", "an address in its text", lambda: mail(f"виж {WEB}"), "links"),
    ("писмо.eml", "a mailbox in its text", lambda: mail("пишете на a@b.bg"), ""),
    ("писмо.eml", "a page with a link", lambda: mail(f'<a href="{WEB}">a</a>', "text/html"), "links"),
    ("писмо.eml", "a page with a picture from elsewhere", lambda: mail(f"<img src={WEB}>", "text/html"), "links"),
    ("писмо.eml", "a page without links", lambda: mail('<html xmlns="http://www.w3.org/1999/xhtml">a</html>', "text/html"), ""),
    ("писмо.eml", "a page with a script", lambda: mail("<script>1</script>", "text/html"), "active_content"),
    ("писмо.eml", "sealed (S/MIME)", given(_SEALED), "encrypted"),
    ("писмо.eml", "sealed (PGP)", lambda: mail("-----BEGIN PGP MESSAGE-----\n"), "encrypted"),
    ("писмо.eml", "a good PDF", lambda: mail("a", "text/plain", ("акт.pdf", SAMPLES["pdf"])), ""),
    ("писмо.eml", "a PDF with a script", lambda: mail("a", "text/plain", ("акт.pdf", pdf_with(pdf_names))), "active_content"),
    ("писмо.eml", "a .docx with a password", lambda: mail("a", "text/plain", ("акт.docx", behind_a_password("docx"))), "encrypted"),
    ("писмо.eml", "a grey picture", lambda: mail("a", "text/plain", ("акт.png", image("PNG", "L"))), "not_black_and_white"),
    ("писмо.eml", "an empty file", lambda: mail("a", "text/plain", ("акт.pdf", b"")), "empty"),
    ("писмо.eml", "a program", lambda: mail("a", "text/plain", ("акт.exe", b"MZ")), "type_not_allowed"),
    ("писмо.eml", "a PDF that is none", lambda: mail("a", "text/plain", ("акт.pdf", b"MZ")), "content_mismatch"),
    ("писмо.eml", "a good and a bad one", lambda: mail("a", "text/plain", ("а.pdf", SAMPLES["pdf"]), ("б.pdf", pdf_with(partial(pdf_link, action=URI))), ("в.exe", b"MZ")), "links type_not_allowed"),
    ("писмо.eml", "a letter in it", lambda: nested(1), ""),
    ("писмо.eml", "a letter with a link in it", lambda: mail("a", "text/plain", ("писмо.eml", mail(WEB))), "links"),
    ("писмо.eml", "letters in letters", lambda: nested(8), "unreadable"),
    ("писмо.eml", "a thousand parts", lambda: mail("a", "text/plain", *[("а.rtf", SAMPLES["rtf"])] * 300), "unreadable"),
    ("писмо.eml", "cut in half", given(_CUT), "unreadable"),
    ("писмо.eml", "a list of addresses", given(b"http://example.bg/\r\n"), "content_mismatch"),
    ("писмо.eml", "a PDF", given(SAMPLES["pdf"]), "content_mismatch"),
]  # fmt: skip
