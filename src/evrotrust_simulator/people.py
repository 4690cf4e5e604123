"""The registered people: who they are, their certificate, the code of their app; kept in files."""

from __future__ import annotations

import json
import re
import threading
import uuid
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from pathlib import Path
from typing import Any

from werkzeug.security import check_password_hash, generate_password_hash

from evrotrust_simulator.authority import Authority, Holder, Signatory, write_private

PHONE = re.compile(r"\+[1-9]\d{7,14}")
NUMBER = re.compile(r"\d{10}")
CODE = re.compile(r"\d{6}")
CODE_ATTEMPTS = 5
_HASHING = "scrypt:1024:8:1"  # cheap: six digits are found in a moment anyway, this keeps them out of sight

_LATIN = {
    **dict(zip("абвгдезийклмнопрстуфъь", "abvgdeziyklmnoprstufay", strict=True)),
    **{"ж": "zh", "х": "h", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sht", "ю": "yu", "я": "ya"},
}


class InvalidDetailsError(ValueError):
    """Details that cannot be registered; `field` is the name of the one that is wrong."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


@dataclass(frozen=True)
class Details:
    """What a person shows when registering. Dates are ISO; `number_kind` is `egn` or `lnch`."""

    phone: str
    number: str
    first_name: str
    middle_name: str
    last_name: str
    number_kind: str = "egn"
    email: str = ""
    address: str = "гр. София, ул. „Примерна“ № 1"
    card_number: str = "600000001"
    card_issuer: str = "МВР София"
    card_issued: str = "2021-05-12"
    card_valid_until: str = "2031-05-12"
    place_of_birth: str = "гр. София"
    nationality: str = "Р. България"
    is_identified: bool = True

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if type(value) is not (bool if field.name == "is_identified" else str) or len(str(value)) > 200:
                raise InvalidDetailsError(field.name)
        checks = {
            "phone": PHONE.fullmatch(self.phone),
            "number": NUMBER.fullmatch(self.number),
            "number_kind": self.number_kind in ("egn", "lnch"),
            "first_name": self.first_name.strip(),
            "last_name": self.last_name.strip(),
            "card_number": self.card_number.strip(),
            "card_valid_until": _is_date(self.card_valid_until),
        }
        for name, holds in checks.items():
            if not holds:
                raise InvalidDetailsError(name)

    @property
    def names(self) -> str:
        return " ".join(filter(None, (self.first_name, self.middle_name, self.last_name)))

    @property
    def birth_date(self) -> str:
        """The date inside an ЕГН (its month says the century), or nothing."""
        year, month, day = (int(self.number[start : start + 2]) for start in (0, 2, 4))
        century, month = {0: (1900, month), 1: (1800, month - 20), 2: (2000, month - 40)}.get(
            month // 20, (0, 0)
        )
        try:
            return date(century + year, month, day).isoformat() if self.number_kind == "egn" else ""
        except ValueError:
            return ""

    @property
    def gender(self) -> str:
        """`M` or `F`: the ninth digit of an ЕГН is even for men."""
        return "" if self.number_kind != "egn" else "F" if int(self.number[8]) % 2 else "M"

    @property
    def signatory(self) -> Signatory:
        prefix = "PNOBG-" if self.number_kind == "egn" else "PI:BG-"
        return Signatory(
            f"{prefix}{self.number}", latin(self.first_name), latin(self.last_name), latin(self.names)
        )


@dataclass(frozen=True)
class Person:
    """A registered person. `id` is unguessable, so that it may stand in a cookie."""

    id: str
    details: Details
    code_hash: str
    holder: Holder

    @property
    def phone(self) -> str:
        return self.details.phone


class People:
    """All registered people by what a vendor may ask for them with. Safe to use from many threads."""

    def __init__(self, folder: Path, authority: Authority) -> None:
        self._folder = folder
        self._authority = authority
        self._lock = threading.Lock()
        self._by_phone: dict[str, Person] = {}
        self._failed_codes: dict[str, int] = {}
        folder.mkdir(mode=0o700, exist_ok=True)
        for path in sorted(folder.glob("*.json")):
            person = _from_json(path.read_text())
            if not authority.is_current(person.holder):
                person = replace(person, holder=authority.certify(person.details.signatory))
                write_private(path, _to_json(person))
            self._by_phone[person.phone] = person

    def register(self, details: Details, code: str) -> Person:
        """Registers, or registers anew, the person with this phone; the certificate is kept if nobody changed."""
        if not CODE.fullmatch(code):
            raise InvalidDetailsError("code")
        with self._lock:
            known = self._by_phone.get(details.phone)
        same_signatory = known is not None and known.details.signatory == details.signatory
        person = Person(
            known.id if known else uuid.uuid4().hex,
            details,
            generate_password_hash(code, _HASHING),
            known.holder if known and same_signatory else self._authority.certify(details.signatory),
        )
        with self._lock:
            write_private(self._folder / f"{person.id}.json", _to_json(person))
            self._by_phone[person.phone] = person
            self._failed_codes.pop(person.id, None)
        return person

    def find(self, *, identification_number: str = "", phone: str = "", email: str = "") -> Person | None:
        """The person with the one identifier that is given."""
        if phone:
            return self._by_phone.get(phone)
        for person in self.all():
            if identification_number and person.details.number == identification_number:
                return person
            if email and person.details.email.casefold() == email.casefold():
                return person
        return None

    def get(self, person_id: str) -> Person | None:
        return next((person for person in self.all() if person.id == person_id), None)

    def all(self) -> list[Person]:
        with self._lock:
            return list(self._by_phone.values())

    def is_locked(self, person: Person) -> bool:
        return self._failed_codes.get(person.id, 0) >= CODE_ATTEMPTS

    def check_code(self, person: Person, code: str) -> bool:
        """Whether this is the person's code. After five wrong ones in a row no code is right any more."""
        if self.is_locked(person):
            return False
        is_right = check_password_hash(person.code_hash, code)
        with self._lock:
            self._failed_codes[person.id] = 0 if is_right else self._failed_codes.get(person.id, 0) + 1
        return is_right

    def unlock_all(self) -> None:
        with self._lock:
            self._failed_codes.clear()


def details_from(values: dict[str, Any]) -> Details:
    """Details from JSON or a form. Raises InvalidDetailsError with the first field that is unknown, missing or wrong."""
    known = {field.name: field for field in fields(Details)}
    for name in values.keys() - known.keys():
        raise InvalidDetailsError(name)
    for name in ("phone", "number", "first_name", "middle_name", "last_name"):
        if name not in values:
            raise InvalidDetailsError(name)
    return Details(**values)


def latin(name: str) -> str:
    """A name in the letters of the Transliteration Act."""
    words = []
    for word in name.split():
        lowered = word.lower()
        ending = "ia" if lowered.endswith("ия") else ""
        stem = lowered.removesuffix("ия") if ending else lowered
        words.append(("".join(_LATIN.get(letter, letter) for letter in stem) + ending).title())
    return " ".join(words)


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _to_json(person: Person) -> str:
    return json.dumps(
        {
            "id": person.id,
            "details": asdict(person.details),
            "code_hash": person.code_hash,
            "pem": person.holder.to_pem(),
        },
        ensure_ascii=False,
        indent=1,
    )


def _from_json(text: str) -> Person:
    kept = json.loads(text)
    return Person(kept["id"], Details(**kept["details"]), kept["code_hash"], Holder.from_pem(kept["pem"]))
