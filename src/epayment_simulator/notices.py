"""Telling a service that a request has changed: a signed form to its address, again and again until it says `success`."""

import json
import logging
import sched
import threading
import time
from collections.abc import Iterator

import urllib3

from epayment_simulator.requests import PaymentRequest
from epayment_simulator.signing import signed

MINUTE, HOUR, DAY = 60, 3600, 86_400
LADDER = (*[45] * 5, *[15 * MINUTE] * 4, *[HOUR] * 5, *[3 * HOUR] * 6, *[6 * HOUR] * 4, *[DAY] * 27)
"""Seconds before each further try: five within the first minutes, then further and further apart, up to thirty days."""

TIMEOUT = urllib3.Timeout(connect=3, read=10)

log = logging.getLogger(__name__)


class Notices:
    """Sends notices in a thread of its own. `hurry` divides the pauses, for whoever cannot wait for days."""

    def __init__(self, client_id: str, secret: str, hurry: float = 1.0) -> None:
        self._client_id, self._secret, self._hurry = client_id, secret, hurry
        self._pool = urllib3.PoolManager(retries=False, timeout=TIMEOUT)
        self._plan = sched.scheduler(time.monotonic)
        self._news = threading.Event()
        self._stopped = False
        self._thread = threading.Thread(target=self._run, name="notices", daemon=True)
        self._thread.start()

    def tell(self, request: PaymentRequest) -> None:
        """Tell of a request as it stands now, to the address that it names."""
        url = request.asked.get("administrativeServiceNotificationURL")
        if url:
            self._later(0, str(url), request, iter(LADDER))

    def close(self) -> None:
        self._stopped = True
        self._news.set()
        self._thread.join()

    def _later(self, pause: float, url: str, request: PaymentRequest, rest: Iterator[int]) -> None:
        self._plan.enter(pause / self._hurry, 1, self._try, (url, request, rest))
        self._news.set()

    def _try(self, url: str, request: PaymentRequest, rest: Iterator[int]) -> None:
        if self._was_received(url, request):
            return
        pause = next(rest, None)
        if pause is not None:
            self._later(pause, url, request, rest)

    def _was_received(self, url: str, request: PaymentRequest) -> bool:
        fields = signed(self._client_id, self._secret, request.notice)
        try:
            answer = self._pool.request("POST", url, fields=fields, encode_multipart=False, redirect=False)
            return answer.status == 200 and json.loads(answer.data).get("success") is True
        except (urllib3.exceptions.HTTPError, ValueError):
            return False

    def _run(self) -> None:
        while not self._stopped:
            wait = self._plan.run(blocking=False)
            self._news.wait(wait if wait is not None else 3600)
            self._news.clear()
