"""A worker process that kills itself where a function would be called: `python -m tests.pik.dying_worker PLACE RUN_ID`."""

import os
import signal
import sys
from importlib import import_module

import django


def main(place: str, run_id: int) -> None:
    """Perform the run, and die at `place` (a dotted name) as by kill -9."""
    django.setup()
    from nssi.pik.actions.perform_step import perform_step

    module, _, name = place.rpartition(".")
    setattr(import_module(module), name, lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL))
    perform_step(run_id)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
