"""What happens by itself: work in a few threads, now or after a while."""

import asyncio
import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

log = logging.getLogger(__name__)


class Background:
    """A bounded pool of threads with a timer in front of it. Nothing runs after `close()`."""

    def __init__(self, name: str, threads: int) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix=name)
        self._loop = asyncio.new_event_loop()
        self._timer = threading.Thread(target=self._loop.run_forever, name=f"{name}-timer", daemon=True)
        self._timer.start()

    def run(self, work: Callable[[], None], after: float = 0.0) -> None:
        """Does `work` in a thread of the pool, `after` that many seconds; a failure is logged, not raised."""
        if after > 0:
            self._loop.call_soon_threadsafe(self._loop.call_later, after, self._submit, work)
        else:
            self._submit(work)

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._timer.join()
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._loop.close()

    def _submit(self, work: Callable[[], None]) -> None:
        self._pool.submit(_logged, work)


def _logged(work: Callable[[], None]) -> None:
    try:
        work()
    except Exception:
        log.exception("background work failed")
