"""Holdings for tests: files of them, and insurers with deposits."""

from datetime import date
from pathlib import Path
from typing import Any

from nssi.access.models import Official
from nssi.archive.actions.add_deposit import add_deposit
from nssi.archive.actions.add_insurer import add_insurer
from nssi.archive.holdings import DepositData, InsurerData
from nssi.archive.holdings_file import COLUMNS
from nssi.archive.models import TerminatedInsurer
from nssi.institution.queries import competent_body

ROW = {
    "eik": "103000007",
    "name": "Химко АД",
    "former_names": "Стопански химически комбинат|ДСО Химимпорт",
    "seat": "гр. Варна",
    "area": "Варна",
    "kind": "payrolls",
    "from": "1967-03",
    "to": "1999-12",
    "place": "03",
    "shelf": "А-12",
    "accepted_on": "2006-05-17",
    "protocol": "14",
}


def row(**changes: str) -> dict[str, str]:
    """Return a good row of a file with some columns changed."""
    assert set(changes) <= set(ROW) | {"from_"}
    changes = {name.rstrip("_"): value for name, value in changes.items()}
    return {**ROW, **changes}


def holdings_file(path: Path, *rows: dict[str, str]) -> Path:
    """Write a file of holdings and return its path."""
    lines = [";".join(COLUMNS), *(";".join(each[column] for column in COLUMNS) for each in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def officer(username: str = "arhiv") -> Official:
    """Return an archive officer, without a password that works."""
    return Official.objects.create(
        username=username,
        full_name="Ирина Петрова",
        role=Official.Role.ARCHIVE_OFFICER,
        competent_body=competent_body("03"),
        password="!",
    )


def insurer(
    name: str,
    *former: str,
    eik: str = "",
    seat: str = "Варна",
    area: str = "Варна",
    is_public: bool = True,
    by: Official | None = None,
) -> TerminatedInsurer:
    """Add an insurer to the archive."""
    data = InsurerData(name, list(former), eik, seat, area, is_public)
    return add_insurer(data, by or Official.objects.first() or officer())


def deposit(of: TerminatedInsurer, first: date, last: date, by: Official | None = None, **more: Any) -> None:
    """Add a deposit of an insurer."""
    data = {
        "kind": "payrolls",
        "place_id": "03",
        "shelf": "А-12",
        "accepted_on": date(2006, 5, 17),
        "protocol": "14",
    }
    add_deposit(
        of.pk,
        DepositData(first_month=first, last_month=last, **{**data, **more}),
        by or Official.objects.get(),
    )
