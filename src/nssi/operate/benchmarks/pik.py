"""`nssi bench pik`: many procedures at the same time, from the phone number to the active PIK, through the simulator.

The figure is the CPU time of web and worker for one procedure, less what argon2 and pyHanko take of it.
"""

import re
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import urllib3

from nssi.operate.benchmarks.browser import Browser
from nssi.operate.benchmarks.processes import cpu_seconds
from nssi.operate.benchmarks.throwaway import use_settings_of
from nssi.operate.installation import Installation, running_installation

REQUIRED = 120  # milliseconds of CPU a procedure
PROCEDURES = 200
PROCEDURES_FULL = 1000
LOOK = 1.0  # seconds between two looks at the phone
PATIENCE = 240  # seconds, after which a procedure counts as lost

_POLLING = re.compile(r'hx-get="(?P<address>[^"]+)" hx-trigger="every (?P<seconds>\d+)s"')
_simulator = urllib3.PoolManager(maxsize=PROCEDURES)  # its controls: the hand on the phone


def measure(full: bool) -> dict[str, Any]:
    """Run the procedures and return the measurement."""
    count = PROCEDURES_FULL if full else PROCEDURES
    with (
        tempfile.TemporaryDirectory() as folder,
        running_installation(
            Path(folder) / "var",
            durable=False,
            simulator_options=("--delay-appear", "0", "--delay-sign", "0"),
            log=Path(folder) / "log",
        ) as installation,
    ):
        people = [_register(installation, serial) for serial in range(count)]
        watched = {name: installation.processes[name].pid for name in ("web", "worker")}
        before, began = _cpu_seconds(watched), time.monotonic()
        with ThreadPoolExecutor(count) as pool:
            ended = list(pool.map(partial(_procedure, installation), range(count), people))
        seconds = time.monotonic() - began
        after = _cpu_seconds(watched)
        used = {name: (after[name] - before[name]) / count * 1000 for name in watched}
        argon2, pyhanko = _library_milliseconds(installation, people[0])
    figure = sum(used.values()) - argon2 - pyhanko
    lost = ended.count(False)
    return {
        "figure": round(figure, 1),
        "unit": "ms CPU a procedure",
        "required": REQUIRED,
        "ratio": 0 if lost else round(REQUIRED / figure, 2),
        "peers": {
            "lost": {"figure": lost, "unit": "procedures"},
            "web": {"figure": round(used["web"], 1), "unit": "ms CPU a procedure"},
            "worker, with argon2 and pyHanko": {
                "figure": round(used["worker"], 1),
                "unit": "ms CPU a procedure",
            },
            "argon2": {"figure": round(argon2, 1), "unit": "ms CPU a procedure"},
            "pyHanko": {"figure": round(pyhanko, 1), "unit": "ms CPU a procedure"},
            "all ended after": {"figure": round(seconds, 1), "unit": "s"},
        },
        "volume": f"{count} procedures at the same time",
    }


def _cpu_seconds(pids: dict[str, int]) -> dict[str, float]:
    return {name: cpu_seconds([pid]) for name, pid in pids.items()}


def _register(installation: Installation, serial: int) -> str:
    from nssi.people.identifiers import Kind, is_valid

    stem = f"{60 + serial % 40:02}{1 + serial // 40 % 12:02}15{serial // 480 + 100:03}"
    number = next(stem + str(digit) for digit in range(10) if is_valid(Kind.EGN, stem + str(digit)))
    phone = f"+359889{serial:06}"
    _control(
        installation, "people", phone=phone, number=number, code="123456",
        first_name="Иван", middle_name="Петров", last_name="Иванов",
    )  # fmt: skip
    return phone


def _procedure(installation: Installation, serial: int, phone: str) -> bool:
    """Run one procedure to its end; return whether its PIK became active before the patience ran out."""
    browser = Browser(installation.url, address=f"127.1.{serial // 250}.{serial % 250 + 1}")
    deadline = time.monotonic() + PATIENCE
    _wait(browser, browser.submit("/pik/", browser.get("/pik/"), phone=phone), deadline)
    for step in (2, 3, 4):
        _wait(browser, browser.submit(f"/pik/stapki/{step}/", browser.get("/pik/stapki/")), deadline)
        if step < 4 and not _sign(installation, phone, documents=step - 1, deadline=deadline):
            return False
    page = browser.get("/pik/gotovo/")
    return page.status == 200 and "Вашият ПИК е активен" in page.data.decode()


def _wait(browser: Browser, page: urllib3.BaseHTTPResponse, deadline: float) -> None:
    """Ask after the step at work when and where `page` says, until there is nothing to ask after."""
    polling = _POLLING.search(page.data.decode())
    while polling and time.monotonic() < deadline:
        time.sleep(int(polling["seconds"]))
        page = browser.get(polling["address"], **{"HX-Request": "true"})
        if page.status != 204:
            polling = _POLLING.search(page.data.decode())


def _sign(installation: Installation, phone: str, *, documents: int, deadline: float) -> bool:
    """Sign on the phone; return whether so many documents are signed there in time."""
    while _control(installation, "sign", phone=phone) != 200:
        if time.monotonic() > deadline:
            return False
        time.sleep(LOOK)
    while sum(each["isOver"] for each in _requests(installation, phone)) < documents:
        if time.monotonic() > deadline:
            return False
        time.sleep(LOOK)
    return True


def _library_milliseconds(installation: Installation, phone: str) -> tuple[float, float]:
    """Measure what one procedure spends in argon2 (one hash) and in pyHanko (two signatures verified)."""
    use_settings_of(installation)
    from nssi.access.hashing import hash_pik
    from nssi.foundation import clock
    from nssi.signing.anchors import trust_anchors
    from nssi.signing.verification import Expected, verify_signature

    anchors, now = trust_anchors(), clock.now()
    expected = Expected(now - timedelta(hours=1), now)
    pyhanko = 0.0
    for each in _requests(installation, phone):
        document = _simulator.request(
            "GET",
            f"{installation.simulator_url}/control/file",
            fields={"transactionID": each["transactionID"]},
        ).data
        pyhanko += _milliseconds(partial(verify_signature, document, anchors, expected))
    return _milliseconds(partial(hash_pik, "A2C4E6H8K9")), pyhanko


def _milliseconds(work: Callable[[], object], times: int = 10) -> float:
    work()
    began = time.process_time()
    for _ in range(times):
        work()
    return (time.process_time() - began) / times * 1000


def _requests(installation: Installation, phone: str) -> list[dict[str, Any]]:
    answer = _simulator.request(
        "GET", f"{installation.simulator_url}/control/requests", fields={"phone": phone}
    )
    found: list[dict[str, Any]] = answer.json()["requests"]
    return found


def _control(installation: Installation, name: str, **values: str) -> int:
    response = _simulator.request(
        "POST", f"{installation.simulator_url}/control/{name}", json=values, timeout=60
    )
    return response.status
