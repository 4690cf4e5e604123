"""A person with a phone, as a test acts: what is asked of the phone simulator over its controls."""

import itertools
import os
import re
import subprocess
import time
from dataclasses import dataclass
from typing import Any

import urllib3

from nssi.people.identifiers import Kind, is_valid

PIK = re.compile(r"\b[2-9A-Z]{10}\b")
_serial = itertools.count(os.getpid() % 1000 * 100)


@dataclass(frozen=True)
class Phone:
    """A phone with the app, and the person who holds it."""

    simulator_url: str
    phone: str
    number: str
    code: str = "123456"

    @classmethod
    def register_new(cls, simulator_url: str, **details: Any) -> "Phone":
        """Register somebody new; `details` are fields of the simulator's registration."""
        serial = next(_serial)
        owner = cls(simulator_url, f"+359887{serial % 1_000_000:06}", personal_number(serial))
        values = {"first_name": "Мария", "middle_name": "Петрова", "last_name": "Иванова", **details}
        owner.tell("people", number=owner.number, code=owner.code, **values)
        return owner

    def tell(self, control: str, **values: Any) -> dict[str, Any]:
        """Use one of the developer's controls for this phone."""
        response = urllib3.request(
            "POST",
            f"{self.simulator_url}/control/{control}",
            json={"phone": self.phone, **values},
            timeout=20,
        )
        assert response.status in {200, 404, 409}, response.data
        return {**response.json(), "status": response.status}

    def will(self, **events: str) -> None:
        """Plan what happens next, such as `will(sending="lost_answer")`."""
        assert self.tell("next", **events)["status"] == 200

    def requests(self) -> list[dict[str, Any]]:
        """What was sent to this phone, oldest first."""
        answer = urllib3.request(
            "GET", f"{self.simulator_url}/control/requests", fields={"phone": self.phone}, timeout=20
        )
        found: list[dict[str, Any]] = answer.json()["requests"]
        return found

    def sign(self) -> None:
        """Wait until a document has appeared, sign it, and wait until it is signed."""
        signed = self._when_there("sign")["transactionID"]
        self._until(
            lambda: any(each["transactionID"] == signed and each["isOver"] for each in self.requests())
        )

    def reject(self) -> None:
        """Wait until a document has appeared, and reject it."""
        self._when_there("reject")

    def pik(self) -> str:
        """Read the PIK where a person does: in the last document signed on the phone."""
        text = subprocess.run(
            ["pdftotext", "-", "-"], input=self.last_document(), capture_output=True, check=True
        ).stdout
        found = [
            code
            for code in PIK.findall(text.decode())
            if re.search(r"\d", code) and re.search(r"[A-Z]", code)
        ]
        assert len(found) == 1, "the certificate shows one PIK"
        return found[0]

    def last_document(self) -> bytes:
        """Return the last document that was signed on the phone."""
        return urllib3.request(
            "GET",
            f"{self.simulator_url}/control/file",
            fields={"transactionID": self.requests()[-1]["transactionID"]},
            timeout=20,
        ).data

    def settle(self) -> None:
        """Reject what still waits, so that it troubles nobody else."""
        while self.tell("reject")["status"] == 200:
            pass

    def _when_there(self, control: str) -> dict[str, Any]:
        answers: list[dict[str, Any]] = []

        def tried() -> bool:
            answers.append(self.tell(control))
            return bool(answers[-1]["status"] == 200)

        self._until(tried)
        return answers[-1]

    @staticmethod
    def _until(happens: Any, seconds: float = 30) -> None:
        deadline = time.monotonic() + seconds
        while not happens():
            assert time.monotonic() < deadline, "the phone never came so far"
            time.sleep(0.1)


def personal_number(serial: int) -> str:
    """Return a valid ЕГН, another one for each `serial` up to 100 000."""
    born, place = divmod(serial % 100_000, 900)
    stem = f"{60 + born % 40:02}{1 + born // 40 % 12:02}{1 + serial % 28:02}{place + 100:03}"
    return next(number for digit in range(10) if is_valid(Kind.EGN, number := f"{stem}{digit}"))
