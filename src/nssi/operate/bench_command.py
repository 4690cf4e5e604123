"""`nssi bench`: every benchmark by its name; a ratio of 1 or more passes."""

import argparse
import importlib
import json
import os
import platform
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

from nssi.operate.benchmarks.document import with_figures

Measurement = dict[str, Any]
"""name, figure, unit, required, ratio (measured ÷ required, for times the inverse), peers, volume."""

BENCHMARKS = {
    "submission": "nssi.operate.benchmarks.submission",
    "login": "nssi.operate.benchmarks.login",
    "rijndael": "nssi.operate.benchmarks.rijndael",
    "pik": "nssi.operate.benchmarks.pik",
    "pages": "nssi.operate.benchmarks.pages",
    "assessment": "nssi.operate.benchmarks.assessment",
    "recalculation": "nssi.operate.benchmarks.recalculation",
    "declarations": "nssi.operate.benchmarks.declarations",
    "attachments": "nssi.operate.benchmarks.attachments",
    "documents": "nssi.operate.benchmarks.documents",
    "archive": "nssi.operate.benchmarks.archive",
    "queue": "nssi.operate.benchmarks.queue",
    "yearly": "nssi.operate.benchmarks.yearly",
    "clocks": "nssi.operate.benchmarks.clocks",
    "payments": "nssi.operate.benchmarks.payments",
    "audit": "nssi.operate.benchmarks.audit",
}


def add_bench_command(groups: Any) -> None:
    """Add `bench` to the parser of `nssi`."""
    bench = groups.add_parser("bench", help="measure this machine against what the system promises")
    bench.add_argument("name", choices=[*BENCHMARKS, "all"])
    bench.add_argument("--full", action="store_true", help="the large volume")
    bench.add_argument("--json", action="store_true")
    bench.add_argument(
        "--document", type=Path, help="write the figures into the table of this file (docs/performance.md)"
    )
    bench.set_defaults(run=_bench)


def _bench(options: argparse.Namespace) -> int:
    measurements = []
    for name in BENCHMARKS if options.name == "all" else [options.name]:
        print(f"{name} …", file=sys.stderr, flush=True)
        measurement = (
            _measured(name, options.full) if options.name == name else _measured_apart(name, options.full)
        )
        measurements.append(measurement)
        if not options.json:
            print(_line(measurement), flush=True)
    if options.json:
        answer = measurements if options.name == "all" else measurements[0]
        print(json.dumps(answer, ensure_ascii=False, indent=2))
    if options.document:
        options.document.write_text(with_figures(options.document.read_text(), measurements, machine()))
    return 0 if all(float(measurement["ratio"]) >= 1 for measurement in measurements) else 1


def _measured(name: str, full: bool) -> Measurement:
    measure: Callable[[bool], Measurement] = importlib.import_module(BENCHMARKS[name]).measure
    return cast(Measurement, _in_words({"name": name, **measure(full), "machine": machine()}))


def _measured_apart(name: str, full: bool) -> Measurement:
    """Measure in a process of its own: what one benchmark leaves behind must not weigh on the next."""
    command = [
        sys.executable,
        "-m",
        "nssi.operate.command",
        "bench",
        name,
        "--json",
        *(["--full"] if full else []),
    ]
    answer = subprocess.run(command, stdout=subprocess.PIPE, check=False)
    return cast(Measurement, json.loads(answer.stdout))


def _in_words(value: Any) -> Any:
    """Write fractions as texts, as all answers of the command do; counts stay numbers."""
    if isinstance(value, dict):
        return {key: _in_words(part) for key, part in value.items()}
    return str(value) if isinstance(value, float) else value


def machine() -> str:
    """Say what machine this is: its processor, cores and Python."""
    model = next(
        (line.split(":", 1)[1].strip() for line in _read("/proc/cpuinfo") if line.startswith("model name")),
        platform.machine(),
    )
    return f"{os.cpu_count()} × {model}, Python {platform.python_version()}"


def _read(path: str) -> list[str]:
    file = Path(path)
    return file.read_text().splitlines() if file.exists() else []


def _line(measurement: Measurement) -> str:
    verdict = "passes" if float(measurement["ratio"]) >= 1 else "FAILS"
    peers = "; ".join(
        f"{name}: {peer['figure']} {peer['unit']}" for name, peer in measurement["peers"].items()
    )
    return (
        f"{measurement['name']}: {measurement['figure']} {measurement['unit']}"
        f" (required {measurement['required']}, ratio {measurement['ratio']}: {verdict})"
        f" – {measurement['volume']}" + (f" – {peers}" if peers else "")
    )
