"""`python -m epayment_simulator`: serves until it is told to stop."""

import argparse
import os
import signal
import sys
import threading

from epayment_simulator.app import Config, serve


def main() -> None:
    parser = argparse.ArgumentParser("epayment_simulator", description="Simulator of the ePayment system.")
    parser.add_argument("--port", type=int, default=8092, help="0 takes a free one")
    parser.add_argument("--hurry", type=float, default=1.0, help="divides the pauses between notices")
    given = parser.parse_args()
    try:
        config = Config(
            os.environ["EPAYMENT_SIMULATOR_CLIENT_ID"],
            os.environ["EPAYMENT_SIMULATOR_SECRET"],
            given.port,
            given.hurry,
        )
    except KeyError as missing:
        parser.error(f"the environment must set {missing}")

    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopping.set())
    with serve(config) as server:
        sys.stdout.write(f"epayment_simulator {server.url}\n")
        sys.stdout.flush()
        stopping.wait()


if __name__ == "__main__":
    main()
