"""The simulated provider as a whole: what vendors and people do with it, and what then happens by itself."""

from __future__ import annotations

import threading
import time
from functools import partial

from evrotrust_simulator.accounts import Accounts
from evrotrust_simulator.authority import kept_authority
from evrotrust_simulator.background import Background
from evrotrust_simulator.callbacks import PAUSES, call_back, was_received
from evrotrust_simulator.config import Config
from evrotrust_simulator.damage import Draft, inner_zip_as_planned, signed_as_planned
from evrotrust_simulator.packages import Sealing, pack
from evrotrust_simulator.people import People, Person
from evrotrust_simulator.plans import Plans
from evrotrust_simulator.transactions import ConflictError, Sent, Status, Transaction, Transactions

SIGNING_THREADS = 2
ENDING_THREADS = 2
CALLING_THREADS = 8


class Simulator:
    """State and behaviour behind the three doors: protocol, phone and controls."""

    def __init__(self, config: Config, address: str) -> None:
        """`address`: where the server answers, as certificates name it."""
        self.config = config
        self.settings = config.settings
        self.authority = kept_authority(config.data, address)
        self.people = People(config.data / "people", self.authority)
        self.transactions = Transactions()
        self.plans = Plans()
        self.accounts = Accounts()
        self._closing = threading.Event()
        self._signing = Background("signing", SIGNING_THREADS)
        self._ending = Background("ending", ENDING_THREADS)
        self._calling = Background("calling", CALLING_THREADS)

    def stop_hanging(self) -> None:
        """Lets those go who wait for a simulated time-out."""
        self._closing.set()

    def close(self) -> None:
        self.stop_hanging()
        self._signing.close()
        self._ending.close()
        self._calling.close()

    def reset(self) -> None:
        """As just started: nothing sent, nothing planned, first settings; the people stay."""
        self.transactions.clear()
        self.plans.clear()
        self.people.unlock_all()
        self.settings = self.config.settings

    def hang(self) -> None:
        """Keeps the caller waiting as a provider that does not answer would."""
        self._closing.wait(self.settings.hang_seconds)

    def send(self, person: Person, sent: Sent, *, is_undeliverable: bool = False) -> Transaction:
        """Accepts a document for a person; it appears on the phone after the delay, and expires by itself."""
        delay = self.settings.delay_appear
        transaction = self.transactions.add(person, sent, delay)
        transaction.is_callback_lost = self.plans.take("callback", person.phone) == "lost"
        if is_undeliverable:
            self._ending.run(partial(self._end, transaction, Status.UNDELIVERABLE), after=delay)
        self._ending.run(
            partial(self._end, transaction, Status.EXPIRED), after=max(sent.expires_at - time.time(), 0)
        )
        return transaction

    def sign(self, transaction: Transaction) -> None:
        """The person has confirmed with the code. Raises ConflictError unless the transaction waits."""
        self.transactions.start_signing(transaction)
        self._signing.run(partial(self._make_result, transaction, time.time() + self.settings.delay_sign))

    def reject(self, transaction: Transaction, reason: str) -> None:
        """The person refuses. Raises ConflictError unless the transaction waits."""
        if not transaction.has_appeared:
            raise ConflictError
        self.transactions.end(transaction, Status.REJECTED, reason)
        self._tell(transaction)

    def expire(self, transaction: Transaction) -> None:
        """As if its time had passed. Raises ConflictError unless the transaction waits."""
        self.transactions.end(transaction, Status.EXPIRED)
        self._tell(transaction)

    def withdraw(self, transaction: Transaction) -> None:
        """The vendor takes it back. Raises ConflictError unless the transaction waits."""
        self.transactions.end(transaction, Status.WITHDRAWN)

    def download(self, transaction: Transaction) -> bytes | None:
        """The package as it can be had now: nothing before it is ready, or something flawed where planned."""
        package = transaction.package
        if package is None or not transaction.is_over:
            return None
        flaw, transaction.package_flaw = transaction.package_flaw, ""
        if flaw == "late_package":
            return None
        return package[: len(package) // 2] if flaw == "truncated_once" else package

    def _end(self, transaction: Transaction, status: Status) -> None:
        try:
            self.transactions.end(transaction, status)
        except ConflictError:
            return
        self._tell(transaction)

    def _make_result(self, transaction: Transaction, ready_at: float) -> None:
        """Signs and packs at once, so that nothing is left to do when the signing time is over."""
        phone = transaction.person.phone
        outcome = self.plans.take("signing", phone)
        signed: bytes | None = None
        package: bytes | None = None
        status = Status.FACE_CHECK_FAILED if outcome == "face_check_failed" else Status.FAILED
        try:
            if not outcome:
                signed, package = self._signed_and_packed(transaction, self.plans.take("result", phone))
                status = Status.SIGNED
        finally:
            self._ending.run(
                partial(self._finish, transaction, status, signed, package),
                after=max(ready_at - time.time(), 0),
            )

    def _signed_and_packed(self, transaction: Transaction, damage: str) -> tuple[bytes, bytes]:
        sent = transaction.sent
        draft = Draft(sent.content, sent.file_name, f"Signature{transaction.id}", sent.xml)
        signed = signed_as_planned(draft, transaction.person, self.authority, damage)
        inner = inner_zip_as_planned(draft, signed, damage)
        sealing = Sealing(self.settings.package, sent.public_key)
        package = pack(transaction.id, sent.file_name, inner, sealing)
        if damage == "truncated_package":
            package = package[: len(package) // 2]
        elif damage in ("truncated_once", "late_package"):
            transaction.package_flaw = damage
        return signed, package

    def _finish(
        self, transaction: Transaction, status: Status, signed: bytes | None, package: bytes | None
    ) -> None:
        self.transactions.finish_signing(transaction, status, signed, package)
        self._tell(transaction)

    def _tell(self, transaction: Transaction, attempt: int = 0) -> None:
        if transaction.sent.callback_url and not transaction.is_callback_lost:
            pause = PAUSES[attempt - 1] if attempt else 0.0
            self._calling.run(partial(self._call_back, transaction, attempt), after=pause)

    def _call_back(self, transaction: Transaction, attempt: int) -> None:
        status = transaction.status if self.settings.is_newer else transaction.status.as_published()
        outcome = call_back(
            transaction.sent.callback_url,
            {
                "transactionID": transaction.id,
                "status": int(status),
                "rejectReason": transaction.reject_reason,
            },
        )
        transaction.callbacks.append(outcome)
        if not was_received(outcome) and attempt < len(PAUSES):
            self._tell(transaction, attempt + 1)
