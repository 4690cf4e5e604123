"""`python -m evrotrust_simulator`: serves until it is told to stop."""

import argparse
import os
import signal
import sys
import threading
from pathlib import Path

from evrotrust_simulator.config import Config, Package, Settings, Version
from evrotrust_simulator.server import serve


def main() -> None:
    settings = Settings()
    parser = argparse.ArgumentParser("evrotrust_simulator", description="Simulator of the signing provider.")
    parser.add_argument("--port", type=int, default=8091, help="0 takes a free one")
    parser.add_argument("--data", type=Path, required=True, help="folder for the test CA and the people")
    parser.add_argument("--delay-appear", type=float, default=settings.delay_appear, metavar="SECONDS")
    parser.add_argument("--delay-sign", type=float, default=settings.delay_sign, metavar="SECONDS")
    parser.add_argument("--package", choices=[each.value for each in Package], default=settings.package.value)
    parser.add_argument("--version", choices=[each.value for each in Version], default=settings.version.value)
    given = parser.parse_args()
    try:
        vendor_number, api_key = os.environ["SIMULATOR_VENDOR_NUMBER"], os.environ["SIMULATOR_API_KEY"]
        chosen = settings.changed(
            {name: getattr(given, name) for name in ("delay_appear", "delay_sign", "package", "version")}
        )
    except KeyError as missing:
        parser.error(f"the environment must set {missing}")
    except ValueError as wrong:
        parser.error(str(wrong))

    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopping.set())
    with serve(Config(given.data, vendor_number, api_key, given.port, chosen)) as server:
        sys.stdout.write(f"evrotrust_simulator {server.url}\n")
        sys.stdout.flush()
        stopping.wait()


if __name__ == "__main__":
    main()
