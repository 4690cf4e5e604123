"""Rows of holdings into the archive, a block at a time: what it knows already is compared, the rest is added."""

import re
from collections.abc import Collection, Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db import connection, transaction

from nssi.archive.holdings_file import BETWEEN_NAMES, DepositRow, HoldingsRow, RowRefused
from nssi.archive.models import Deposit, HoldingsImportError, NameWord, TerminatedInsurer

INSURERS, DEPOSITS = TerminatedInsurer._meta.db_table, Deposit._meta.db_table


@dataclass(frozen=True)
class Verdict:
    """What became of a block: how many rows said what was known already, which could not be taken, by their lines, and the
    words of the names of insurers that are new."""

    unchanged: int
    refused: list[tuple[int, RowRefused]]
    words: set[str]


class Incoming(NamedTuple):
    """A row as the database takes it in: the line that COPY reads, and by which new words of letters its insurer is found."""

    line: str
    identity: str
    words: list[str]


def incoming(row: HoldingsRow, remembered: Set[str]) -> Incoming:
    """Return a row as the database takes it in; words that are `remembered` are not new."""
    words = [word for word in row.words - remembered if _OF_LETTERS.fullmatch(word)]
    return Incoming(_line(row), row.identity, words)


@dataclass(frozen=True)
class Block:
    """Rows as the database takes them in: the text that COPY reads, and the new words of insurers by what they are known by."""

    text: bytes
    new_words: list[tuple[str, list[str]]]

    @classmethod
    def of(cls, rows: Sequence[Incoming]) -> "Block":
        """Return these rows as a block."""
        text = "".join(row.line for row in rows).encode()
        return cls(text, [(row.identity, row.words) for row in rows if row.words])


def merge(block: Block, import_id: int, now: datetime) -> Verdict:
    """Add the insurers and deposits that are new, in the caller's transaction.

    An insurer that is known keeps what the archive knows of it; under its ЕИК a row must give a name that it has or had. A
    deposit for months of which one of its kind is known is refused, or says nothing new where all of it is the same.
    """
    with connection.cursor() as cursor:
        cursor.execute(_FOR_MANY_ROWS)
        cursor.execute(_INCOMING)
        with cursor.copy("COPY incoming FROM STDIN") as copy:
            copy.write(block.text)
        cursor.execute(_ADD_INSURERS, {"import": import_id, "now": now})
        added = {identity for (identity,) in cursor.fetchall()}
        cursor.execute(_ADD_DEPOSITS, {"import": import_id, "now": now})
        judged = cursor.fetchall()
        cursor.execute("DROP TABLE incoming")
    refused = [(line, _REFUSALS[code](shown)) for line, code, shown in judged if code in _REFUSALS]
    words = set[str]().union(*(words for identity, words in block.new_words if identity in added))
    return Verdict(len(judged) - len(refused), refused, words)


def remember_words(words: Collection[str]) -> None:
    """Remember words of the names of insurers, so that mistyped ones are compared with them."""
    if words:
        with connection.cursor() as cursor:
            cursor.execute(_ADD_WORDS, [sorted(words)])


def note_errors(import_id: int, refused: Iterable[tuple[int, RowRefused]]) -> None:
    """Write the rows that could not be taken into the protocol."""
    HoldingsImportError.objects.bulk_create(
        HoldingsImportError(
            holdings_import_id=import_id, line=line, field=row.column, code=row.code, value=row.value
        )
        for line, row in refused
    )


def make_searchable() -> None:
    """Bring the indexes of names, and what the planner knows, up to date after many rows."""
    _index_names()
    with connection.cursor() as cursor:
        for table in (INSURERS, DEPOSITS, NameWord._meta.db_table):
            cursor.execute(f"ANALYZE {table}")


def index_names_beside() -> None:
    """Sort the names that wait for it into their index. For a thread of its own: with it goes its connection."""
    try:
        _index_names()
    finally:
        connection.close()


@transaction.atomic
def _index_names() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL maintenance_work_mem = '256MB'")
        for index in ("terminated_insurer_search", "name_word_trigrams"):
            cursor.execute("SELECT gin_clean_pending_list(%s::regclass)", [index])


_OF_LETTERS = re.compile("[^@0-9]{4,}")

_ADD_WORDS = f"INSERT INTO {NameWord._meta.db_table} (word) SELECT unnest(%s::text[]) ON CONFLICT DO NOTHING"

_FOR_MANY_ROWS = """
SET LOCAL gin_pending_list_limit = '1GB';  -- names are sorted into the index many at once
SET LOCAL work_mem = '64MB';
SET LOCAL enable_seqscan = off;  -- a block is looked up row by row: to read all that is held costs more with each block
"""

_REFUSALS = {
    "eik_of_another": lambda shown: RowRefused("eik", "eik_of_another", shown),
    "overlaps": lambda shown: RowRefused("from", "overlaps", shown),
}


_NO_DEPOSIT = ("\0",) * len(DepositRow._fields)


def _line(row: HoldingsRow) -> str:
    """Return a row as COPY reads it; the file has no control characters, so only the backslash is escaped."""
    line, eik, name, former_names, seat, area, identity, name_key, words, held = row
    insurer = (str(line), eik, name, BETWEEN_NAMES.join(former_names), seat, area, identity, name_key)
    deposit = map(str, held) if held else _NO_DEPOSIT
    return "\t".join((*insurer, " ".join(words), *deposit)).replace("\\", "\\\\").replace("\0", "\\N") + "\n"


_INCOMING = """
CREATE TEMPORARY TABLE incoming (
    line integer, eik text, name text, former_names text, seat text, area text, identity text, name_key text, words text,
    kind text, first_month date, last_month date, place text, shelf text, accepted_on date, protocol text
) ON COMMIT DROP
"""

_ADD_INSURERS = f"""
INSERT INTO {INSURERS} (
    name, former_names, eik, seat, area, is_public, identity, name_key, search, holdings_import_id, created_at
)
SELECT DISTINCT ON (identity)
    name, string_to_array(former_names, '{BETWEEN_NAMES}'), eik, seat, area, true, identity, name_key,
    array_to_tsvector(string_to_array(words, ' ')), %(import)s, %(now)s
FROM incoming ORDER BY identity, line
ON CONFLICT (identity) DO NOTHING
RETURNING identity
"""  # noqa: S608 – all names are our own

_ADD_DEPOSITS = f"""
WITH placed AS (
    SELECT line, incoming.eik, kind, first_month, last_month, place, shelf, accepted_on, protocol,
        insurer.id AS insurer_id, insurer.created_at < %(now)s AS known,
        incoming.name_key = insurer.name_key OR incoming.name = ANY (insurer.former_names) AS same_insurer
    FROM incoming CROSS JOIN LATERAL (
        SELECT * FROM {INSURERS} WHERE identity = incoming.identity OFFSET 0  -- else all that is held may be read each time
    ) insurer
), beside AS (
    SELECT *,
        first_month <= max(last_month) OVER (
            PARTITION BY insurer_id, kind ORDER BY first_month, line ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS meets_another,
        row_number() OVER (
            PARTITION BY insurer_id, kind, first_month, last_month, place, shelf, accepted_on, protocol ORDER BY line
        ) > 1 AS repeated
    FROM placed WHERE same_insurer AND kind IS NOT NULL
), held AS (
    SELECT beside.line, bool_or(
        (deposit.first_month, deposit.last_month, deposit.place_id, deposit.shelf, deposit.accepted_on, deposit.protocol)
        = (beside.first_month, beside.last_month, beside.place, beside.shelf, beside.accepted_on, beside.protocol)
    ) AS same
    FROM beside JOIN {DEPOSITS} deposit ON deposit.insurer_id = beside.insurer_id AND deposit.kind = beside.kind
        AND daterange(deposit.first_month, deposit.last_month, '[]') && daterange(beside.first_month, beside.last_month, '[]')
    WHERE beside.known
    GROUP BY beside.line
), judged AS (
    SELECT beside.*, CASE
        WHEN held.same OR repeated THEN 'unchanged' WHEN held.line IS NOT NULL OR meets_another THEN 'overlaps' END AS verdict
    FROM beside LEFT JOIN held USING (line)
), added AS (
    INSERT INTO {DEPOSITS} (
        insurer_id, kind, first_month, last_month, place_id, shelf, accepted_on, protocol, holdings_import_id
    )
    SELECT insurer_id, kind, first_month, last_month, place, shelf, accepted_on, protocol, %(import)s
    FROM judged WHERE verdict IS NULL
)
SELECT line, verdict, to_char(first_month, 'YYYY-MM') FROM judged WHERE verdict IS NOT NULL
UNION ALL SELECT line, 'eik_of_another', eik FROM placed WHERE NOT same_insurer
UNION ALL SELECT line, 'unchanged', '' FROM placed WHERE same_insurer AND known AND kind IS NULL
"""  # noqa: S608 – all names are our own
