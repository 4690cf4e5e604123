"""`nssi run`, `web`, `worker`, `migrate`, `doctor`: starting an installation and looking at its health."""

import argparse
import os
import signal
import subprocess
import sys
import time
from dataclasses import astuple
from pathlib import Path
from typing import Any

from nssi.foundation import environment

Groups = Any  # argparse keeps the type of its subparsers private


def add_installation_commands(groups: Groups) -> None:
    """Add the commands to the parser of `nssi`."""
    run = groups.add_parser("run", help="start a demonstration: everything on this machine")
    run.add_argument("--port", type=int, default=8000, help="of the portal (8000)")
    run.add_argument("--simulator-port", type=int, default=8091, help="of the phone simulator (8091)")
    run.add_argument("--mail-port", type=int, default=8025, help="of the mailbox (8025)")
    run.add_argument(
        "--qes-port",
        type=int,
        default=8443,
        help="of the host that asks for certificates (8443); the next one too",
    )
    run.add_argument("--epayment-port", type=int, default=8092, help="of the ePayment simulator (8092)")
    run.set_defaults(run=_run)

    web = groups.add_parser("web", help="start the web server of an installation")
    web.add_argument("--host", default="127.0.0.1")
    web.add_argument("--port", type=int, default=8000)
    web.add_argument("--workers", type=int, default=2)
    web.add_argument("--threads", type=int, default=4)
    web.set_defaults(run=_web)

    worker = groups.add_parser("worker", help="start a worker for the queue")
    worker.add_argument("--concurrency", type=int, default=8)
    worker.set_defaults(run=_worker)

    migrate = groups.add_parser("migrate", help="bring tables and static files up to this release")
    migrate.set_defaults(run=_migrate)

    doctor = groups.add_parser("doctor", help="say whether database, queue and settings are healthy")
    doctor.add_argument("--json", action="store_true")
    doctor.set_defaults(run=_doctor)


def _run(options: argparse.Namespace) -> int:
    from nssi.operate.installation import Ports, running_installation, taken_port

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    var = Path(environment.text("NSSI_VAR", "var"))
    ports = Ports(
        web=options.port,
        simulator=options.simulator_port,
        mail=options.mail_port,
        qes=options.qes_port,
        qes_lists=options.qes_port + 1,  # it stands in the certificates, which outlive this run
        epayment=options.epayment_port,
    )
    if taken := taken_port(astuple(ports)):
        print(
            f"nssi run: port {taken} is taken; `nssi run --help` says how to choose others", file=sys.stderr
        )
        return 2
    try:
        with running_installation(
            var, ports=ports, tell=lambda what: print(f"  {what} …", flush=True)
        ) as running:
            print(_greeting(running.url, running.simulator_url, running.environment), flush=True)
            while not (dead := running.dead_process()):
                time.sleep(1)
            print(f"{dead} has ended; stopping the rest", file=sys.stderr)
            return 1
    except (RuntimeError, TimeoutError, subprocess.CalledProcessError) as error:
        print(f"nssi run: {error}", file=sys.stderr)
        return 1


def _greeting(url: str, simulator_url: str, variables: dict[str, str]) -> str:
    people = subprocess.run(
        [sys.executable, "-m", "nssi.operate.manage", "load_demonstration", "--show"],
        env=variables, check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    return f"""
  Portal            {url}/
  Phone             {simulator_url}/simulator/
  Mailbox, clock    {url}/demo/

{people}
  Ctrl+C stops everything."""


def _web(options: argparse.Namespace) -> int:
    os.execv(
        sys.executable,
        [
            sys.executable, "-m", "granian", "--interface", "wsgi", "--host", options.host, "--port", str(options.port),
            "--workers", str(options.workers), "--blocking-threads", str(options.threads), "--no-ws", "nssi.config.wsgi:application",
        ],
    )  # fmt: skip


def _worker(options: argparse.Namespace) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nssi.config.settings")
    import django

    django.setup()
    from nssi.foundation.queue import run_worker

    run_worker(concurrency=options.concurrency, delete_jobs="successful")
    return 0


def _migrate(_: argparse.Namespace) -> int:
    return _manage("migrate") or _manage("collectstatic", "--no-input")


def _manage(*arguments: str) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nssi.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["nssi", *arguments])
    return 0


def _doctor(options: argparse.Namespace) -> int:
    from nssi.operate.doctor import examine

    return examine(as_json=options.json)
