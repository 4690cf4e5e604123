"""`nssi bench queue`: the queue page of the largest local office among a million proceedings, and taking the next.

The figure is the server time of the page (p95) over its first page, its filters and pages deep in it. Beside it: how many
proceedings 20 officials at once take a second, each another one.
"""

import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from nssi.operate.benchmarks.throwaway import throwaway_database

REQUIRED = 40  # milliseconds of server time, p95
MOST_QUERIES = 5
REQUIRED_TAKES = 200  # a second
AT_ONCE = 20


def measure(full: bool) -> dict[str, Any]:
    """Fill the database, open the queue, take from it, and return the measurement."""
    with throwaway_database("nssi.operate.benchmarks.settings"):
        return _measured(1_000_000, 60 if full else 20, 200 if full else 50)


def _measured(count: int, times: int, takes: int) -> dict[str, Any]:
    from nssi.operate.benchmarks.many_proceedings import fill

    fill(count)
    spent, queries = _pages(times)
    p95 = statistics.quantiles(spent, n=20)[-1]
    rate, double = _takes(takes)
    ratio = min(REQUIRED / p95, MOST_QUERIES / queries, rate / REQUIRED_TAKES)
    return {
        "figure": round(p95, 1),
        "unit": "ms",
        "required": f"{REQUIRED} ms, {MOST_QUERIES} queries, {REQUIRED_TAKES} taken a second, none double",
        "ratio": 0 if double else round(ratio, 2),
        "peers": {
            "median": {"figure": round(statistics.median(spent), 1), "unit": "ms"},
            "queries of a page": {"figure": queries, "unit": "queries"},
            "taken by 20 officials at once": {"figure": round(rate), "unit": "a second"},
            "taken twice": {"figure": double, "unit": "proceedings"},
        },
        "volume": f"{count} proceedings; {len(spent)} pages; {takes * AT_ONCE} taken",
    }


def _pages(times: int) -> tuple[list[float], int]:
    """Return the milliseconds of each page, and the most queries that one took."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    settings.ALLOWED_HOSTS = ["testserver"]
    settings.WHITENOISE_AUTOREFRESH = True
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    browser = Client()
    _log_in(browser)
    spent: list[float] = []
    most = 0
    for path in _paths():
        with CaptureQueriesContext(connection) as queries:
            status = browser.get(path).status_code
        if status != 200:
            raise RuntimeError(f"{path} answered {status}")
        most = max(most, len(queries))
        for _ in range(times):
            began = time.perf_counter()
            browser.get(path)
            spent.append((time.perf_counter() - began) * 1000)
    return spent, most


def _paths() -> list[str]:
    """The first page, each filter, and pages deep in the queue."""
    from nssi.proceedings.models import Proceeding
    from nssi.proceedings.queue import Place, Shown

    here = "/sluzhiteli/opashka/"
    queue = Proceeding.objects.filter(body="21", role="clerk", closed_at=None).order_by("due_on", "id")
    deep = [queue[at] for at in (1_000, 10_000, 20_000)]
    return [
        here,
        *(f"{here}?pokazhi={shown}" for shown in Shown),
        f"{here}?usluga=tri-poleta&sastoyanie=examined",
        *(f"{here}?sled={Place(each.due_on, each.pk)}" for each in deep),
    ]


def _log_in(browser: Any) -> None:
    from django.http import HttpRequest

    from nssi.access.models import Official
    from nssi.access.sessions import begin_official_session

    request = HttpRequest()
    request.session = browser.session
    begin_official_session(request, Official.objects.get(username="bench"))
    request.session.save()
    browser.cookies["sessionid"] = str(request.session.session_key)


def _takes(each: int) -> tuple[float, int]:
    """Let 20 officials take `each` proceedings at once; return how many a second, and how many were taken twice."""
    from django.db import connection

    from nssi.access.models import Official
    from nssi.proceedings.actions.take_proceeding import take_next

    officials = [
        Official.objects.create(
            username=f"bench{serial}", password="!", full_name="И. И.", role="clerk", competent_body_id="21"
        )
        for serial in range(AT_ONCE)
    ]

    def take(official: Official) -> list[Any]:
        try:
            return [take_next(official) for _ in range(each)]
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as threads:
        began = time.perf_counter()
        taken = [found for many in threads.map(take, officials) for found in many]
        seconds = time.perf_counter() - began
    return len(taken) / seconds, len(taken) - len(set(taken))
