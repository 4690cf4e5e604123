"""`nssi bench archive`: holdings of 300 000 ended insurers imported, then searched as people type."""

import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from nssi.operate.benchmarks.throwaway import throwaway_database

INSURERS = 300_000
FORMER_NAMES = 4  # of each
REQUIRED_MS = 50  # of server time, p95 of a search
REQUIRED_ROWS = 20_000  # a second

_SYLLABLES = [
    "ба",
    "ве",
    "го",
    "де",
    "ел",
    "за",
    "ил",
    "ка",
    "ле",
    "ма",
    "не",
    "по",
    "ра",
    "си",
    "ту",
    "фа",
    "хи",
    "це",
    "ши",
]
_ENDINGS = [
    "ком",
    "пром",
    "тех",
    "маш",
    "строй",
    "метал",
    "текс",
    "импекс",
    "агро",
    "лес",
    "хим",
    "транс",
    "вест",
]
_COMMON = [
    "комбинат",
    "завод",
    "стопанство",
    "предприятие",
    "обединение",
    "фабрика",
    "кооперация",
    "комплекс",
]
_FORMS = ["ЕООД", "ООД", "АД", "ЕАД", "ТКЗС", "ЕТ"]
_PLACES = (("Варна", "03"), ("Русе", "17"), ("Пловдив", "15"), ("Враца", "06"), ("Ямбол", "28"))


def measure(full: bool) -> dict[str, Any]:
    """Import the holdings, search them, and return the measurement; the volume is that of the nation in any case."""
    with throwaway_database(), tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "holdings.csv"
        names = _write(path, INSURERS)
        rows_a_second = _import(path)
        milliseconds = _search(names)
    return {
        "figure": round(milliseconds, 1),
        "unit": "ms",
        "required": f"{REQUIRED_MS} ms, {REQUIRED_ROWS} rows/s",
        "ratio": round(min(REQUIRED_MS / milliseconds, rows_a_second / REQUIRED_ROWS), 2),
        "peers": {"import": {"figure": round(rows_a_second), "unit": "rows/s"}},
        "volume": f"{INSURERS} insurers with {INSURERS * FORMER_NAMES} former names",
    }


def _write(path: Path, count: int) -> list[str]:
    """Write holdings of made-up insurers; return some of their names."""
    dice = random.Random(8)  # noqa: S311 – names that nobody bears
    stems = [_stem(dice) for _ in range(60_000)]
    names = []
    with path.open("w", encoding="utf-8") as file:
        file.write("eik;name;former_names;seat;area;kind;from;to;place;shelf;accepted_on;protocol\n")
        for serial in range(count):
            all_names = [_name(dice, stems) for _ in range(1 + FORMER_NAMES)]
            seat, office = dice.choice(_PLACES)
            since = dice.randint(1950, 1990)
            file.write(
                f"{_eik(serial)};{all_names[0]};{'|'.join(all_names[1:])};{seat};{seat};payrolls;{since}-01;"
                f"{since + dice.randint(1, 15)}-12;{office};A-{serial % 997};2008-05-{1 + serial % 28:02};{serial % 5000}\n"
            )
            if serial % 1000 == 0:
                names.append(all_names[dice.randrange(5)])
    return names


def _stem(dice: random.Random) -> str:
    return "".join(dice.choice(_SYLLABLES) for _ in range(dice.randint(2, 4))) + dice.choice(_ENDINGS)


def _name(dice: random.Random, stems: list[str]) -> str:
    stem = dice.choice(stems).capitalize()
    match dice.randrange(3):
        case 0:
            return f"{dice.choice(_FORMS)} {stem}"
        case 1:
            return f"{dice.choice(_COMMON).capitalize()} „{stem}“ {dice.choice(_FORMS)}"
        case _:
            return f"{stem}-{dice.randint(1, 99)} {dice.choice(_FORMS)}"


def _eik(serial: int) -> str:
    digits = [int(digit) for digit in f"{10_000_000 + serial}"]
    for weights in (range(1, 9), range(3, 11)):
        rest = sum(weight * digit for weight, digit in zip(weights, digits, strict=True)) % 11
        if rest != 10:
            return f"{10_000_000 + serial}{rest}"
    return f"{10_000_000 + serial}0"


def _import(path: Path) -> float:
    from nssi.archive.actions.import_holdings import import_holdings

    began = time.perf_counter()
    done = import_holdings(path)
    spent = time.perf_counter() - began
    if done.rejected:
        raise RuntimeError(f"{done.rejected} rows were refused")
    return done.accepted / spent


def _search(names: list[str]) -> float:
    """Ask the page as people type: whole names, beginnings, mistyped ones, with a place, and words that thousands share.

    Return the p95 of its server time in milliseconds.
    """
    from django.conf import settings
    from django.test import Client
    from django.urls import reverse

    from nssi.archive.actions import search_insurers

    settings.ALLOWED_HOSTS = ["testserver"]
    settings.WHITENOISE_AUTOREFRESH = True
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    search_insurers.BY_ADDRESS = replace(search_insurers.BY_ADDRESS, tries=1_000_000)
    client, path, spent = Client(), reverse("terminated_insurer_search"), []
    for asked in _typed(names):
        began = time.perf_counter()
        response = client.get(path, asked)
        spent.append((time.perf_counter() - began) * 1000)
        if response.status_code != 200:
            raise RuntimeError(f"{asked} answered {response.status_code}")
    return statistics.quantiles(spent, n=20)[-1]


def _typed(names: list[str]) -> Iterator[dict[str, str]]:
    for serial, name in enumerate(names):
        yield {"ime": name}
        yield {"ime": name.lower()[:-4]}
        yield {"ime": name[:6] + name[7] + name[6] + name[8:]}
        yield {"ime": name, "myasto": _PLACES[serial % len(_PLACES)][0]}
        yield {"ime": _COMMON[serial % len(_COMMON)]}
