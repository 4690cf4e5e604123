"""How fast letters are drawn and sealed, beside the same letters with a bare signature; and how fast messages leave."""

import time
from collections.abc import Callable
from typing import Any
from uuid import uuid4

from nssi.operate.benchmarks.messages_leaving import messages_leaving
from nssi.operate.benchmarks.throwaway import throwaway_database

REQUIRED = {"PAdES-B": 0.22, "PAdES-B-T": 0.11}
"""Sealed letters to letters of typst with a bare RSA-2048 signature, in the same run."""

LETTERS, LETTERS_FULL = 200, 2000
AT_ONCE = 20
"""Each way makes so many letters in its turn, so that what else the machine does weighs on all alike."""


def measure(full: bool) -> dict[str, Any]:
    """Make letters in each way and let messages leave; return the measurement (of the form of `nssi bench`).

    Seconds of letters are of the processor's time of this process. Time-stamps are made in it too.
    """
    with throwaway_database("nssi.operate.benchmarks.settings"):
        letters = LETTERS_FULL if full else LETTERS
        per_second = _letters(letters)
        messages = messages_leaving(full)
    bare = per_second.pop("typst and bare RSA-2048")
    ratios = {way: per_second[way] / bare / REQUIRED[way] for way in REQUIRED}
    ways = {
        way: {"figure": f"{per_second[way]:.1f}", "unit": f"letters/s, {per_second[way] / bare:.2f} of bare"}
        for way in REQUIRED
    }
    leaving = {"figure": str(messages["figure"]), "unit": f"{messages['unit']}, ratio {messages['ratio']}"}
    return {
        "figure": f"{per_second['PAdES-B'] / bare:.2f}",
        "unit": "of typst and bare RSA-2048",
        "required": str(REQUIRED["PAdES-B"]),
        "ratio": f"{min(*ratios.values(), float(messages['ratio'])):.2f}",
        "peers": {
            **ways,
            "typst and bare RSA-2048": {"figure": f"{bare:.1f}", "unit": "letters/s"},
            "messages that leave": leaving,
        },
        "volume": f"{letters} letters of a page each way, CPU time; {messages['volume']}; the ratio is the least of the three",
    }


def _letters(count: int) -> dict[str, float]:
    """Return how many letters a second each way makes."""
    from nssi.documents.drawing import drawn
    from nssi.signing.seal.sealing import ready_seal, seal

    sign = ready_seal().key.sign
    letter = _letter()
    ways: dict[str, Callable[[], object]] = {
        "typst and bare RSA-2048": lambda: sign(drawn(letter())),
        "PAdES-B": lambda: seal(drawn(letter()), stamped=False),
        "PAdES-B-T": lambda: seal(drawn(letter()), stamped=True),
    }
    spent = dict.fromkeys(ways, 0.0)
    for make in ways.values():  # fonts, compiler and key are loaded once
        make()
    for _ in range(count // AT_ONCE):
        for way, make in ways.items():
            begun = time.process_time()
            for _ in range(AT_ONCE):
                make()
            spent[way] += time.process_time() - begun
    return {way: count // AT_ONCE * AT_ONCE / seconds for way, seconds in spent.items()}


def _letter() -> Callable[[], Any]:
    """Return what gives a letter of one page with a table of 24 rows, each time another one."""
    from nssi.documents import kinds
    from nssi.documents.kinds import PLAIN_LETTER, DocumentKind, Seal
    from nssi.documents.models import IssuedDocument
    from nssi.foundation import clock
    from nssi.institution.queries import competent_body
    from nssi.records.access_codes import current_key_id

    kind = kinds.register(DocumentKind("operate.letter", "Писмо", "9999", PLAIN_LETTER, Seal.MASS))
    body = competent_body("03")

    def another() -> IssuedDocument:
        id_ = uuid4()
        return IssuedDocument(
            id=id_,
            kind=kind.name,
            title="Писмо",
            outgoing_number="9999-000001-22.11.2026",
            body=body,
            issued_at=clock.now(),
            code_key_id=current_key_id(),
            data={
                "addressee": ["Мария Петрова Иванова", f"гр. Варна, ул. „Дунав“ № {id_.int % 1000}"],
                "facts": [
                    [f"{month}-и месец", f"{id_.int % 100_000 + month},00 €"] for month in range(1, 25)
                ],
                "signed_by": ["Ръководител", "И. Петрова"],
            },
        )

    return another
