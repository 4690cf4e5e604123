"""Speaking with the mail server: one connection for many messages, and what its answers mean.

A message goes over in two steps, because the moment between them is when the outbox has to be marked: `offer` names the
address, and until `hand_over` has sent the last line of the text the server must not deliver it (RFC 5321, 4.1.1.4).
"""

import smtplib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.utils import parseaddr

from django.conf import settings
from django.core.mail.backends.smtp import EmailBackend

_CLOSING = 421
_LOGIN_NEEDED = 530
"""The 5xx answer to an address that says something of us, and nothing of the address."""


class Unreachable(Exception):  # noqa: N818 – it names what happened
    """The server does not answer, or does not let us in. No message was tried."""


class Broken(Exception):  # noqa: N818 – it names what happened
    """The connection ended before the message was handed over: it was surely not taken."""


class Refused(Exception):  # noqa: N818 – it names what happened
    """The server said no, with an answer such as 550; `for_good`: the same again would be refused again."""

    def __init__(self, answer: int, *, for_good: bool) -> None:
        super().__init__(str(answer))
        self.for_good = for_good


class Unanswered(Exception):  # noqa: N818 – it names what happened
    """The message was handed over and no answer came: nobody can tell whether it was taken."""


class Connection:
    """An open connection; `taken` is how many messages the server took over it."""

    def __init__(self, server: smtplib.SMTP) -> None:
        server.ehlo_or_helo_if_needed()
        self._server = server
        self._sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
        self.taken = 0

    def offer(self, address: str) -> None:
        """Name the sender and the address, which is in ASCII. Raises Refused, Broken."""
        try:
            of_sender, _ = self._server.docmd("MAIL", f"FROM:<{self._sender}>")
            of_address = self._server.docmd("RCPT", f"TO:<{address}>")[0] if _is_yes(of_sender) else 0
        except OSError as error:
            raise Broken(type(error).__name__) from error
        if not _is_yes(
            of_sender
        ):  # of us, not of this message: worth another try when somebody has mended it
            raise self._no(of_sender, for_good=False)
        if not _is_yes(of_address):
            raise self._no(of_address, for_good=of_address >= 500 and of_address != _LOGIN_NEEDED)

    def hand_over(self, content: bytes) -> None:
        """Give the text of the message that was offered. Raises Refused, Broken, Unanswered."""
        # servers search for viruses before they answer, and who gives up too early makes a double (RFC 1047)
        self._wait_for_answers(3 * settings.EMAIL_TIMEOUT)
        try:
            answer, _ = self._server.data(content)
        except smtplib.SMTPDataError as error:
            answer = error.smtp_code
        except OSError as error:
            raise Unanswered(type(error).__name__) from error
        if not _is_yes(answer):
            raise self._no(answer, for_good=answer >= 500)
        self._wait_for_answers(settings.EMAIL_TIMEOUT)
        self.taken += 1

    def withdraw(self) -> None:
        """Take back what was offered."""
        with suppress(OSError):  # the next offer will find out
            self._server.rset()

    def _no(self, answer: int, *, for_good: bool) -> Exception:
        if answer in {_CLOSING, -1}:
            return Broken(str(answer))
        self.withdraw()
        return Refused(answer, for_good=for_good)

    def _wait_for_answers(self, seconds: float) -> None:
        if self._server.sock:
            self._server.sock.settimeout(seconds)


@contextmanager
def connected() -> Iterator[Connection]:
    """Give a connection to the mail server of the settings while the block runs. Raises Unreachable."""
    backend = EmailBackend()
    try:
        backend.open()
        connection = Connection(backend.connection)  # type: ignore[arg-type] # open, or an error
    except OSError as error:
        with suppress(OSError):
            backend.close()
        raise Unreachable(type(error).__name__) from error
    try:
        yield connection
    finally:
        with suppress(OSError):
            backend.close()


def _is_yes(answer: int) -> bool:
    return 200 <= answer < 300
