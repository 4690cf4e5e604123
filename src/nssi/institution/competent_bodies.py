"""The bodies beside the local offices that take applications: the table that a migration loads.

No published list of the regional archive centres was found. In 2015 there were six archive units; the one of Враца is
known from a report on their meeting there. The others are entered when the institution confirms them.
"""

from typing import NamedTuple

DIRECTORATE = "directorate"
"""The code of the directorate "European Regulations and International Treaties", which pays pensions abroad (S3.3)."""


class Row(NamedTuple):
    """One body. `source` says where it is known from; `verified`: an act or a page of the institution names it."""

    code: str
    kind: str
    name: str
    source: str
    verified: bool


COMPETENT_BODIES = (
    Row(
        "archive-vratsa",
        "archive_centre",
        "Регионален архивен център – Враца",
        "cross.bg, 07.10.2015: среща на архивните звена на НОИ във Враца",
        verified=False,
    ),
    Row(
        DIRECTORATE,
        "directorate",
        "Дирекция „Европейски регламенти и международни договори“",
        "Описание на услугата за преизчисляване на пенсия, НОИ",
        verified=True,
    ),
)
