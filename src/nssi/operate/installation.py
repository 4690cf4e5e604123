"""A whole installation on this machine: database, web, worker, phone simulator and mailbox, started and stopped together.

`make run`, the benchmarks and the browser tests start the product through this one door.
"""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import astuple, dataclass, field
from pathlib import Path
from typing import IO

from nssi.foundation import environment
from nssi.foundation.keys import Keys, newest
from nssi.foundation.postgres import running_postgres

HOST = "127.0.0.1"


@dataclass(frozen=True)
class Ports:
    """Where the servers listen; 0 takes a free port."""

    web: int = 0
    simulator: int = 0
    mail: int = 0
    qes: int = 0
    qes_lists: int = 0
    epayment: int = 0


@dataclass(frozen=True)
class Installation:
    """A running installation: its addresses, and its processes by name."""

    url: str
    simulator_url: str
    qes_url: str
    environment: dict[str, str]
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def manage(self, *arguments: str) -> None:
        """Run a Django command of this installation to its end."""
        subprocess.run(
            [sys.executable, "-m", "nssi.operate.manage", *arguments], env=self.environment, check=True
        )

    def dead_process(self) -> str | None:
        """Return the name of a process that has ended by itself, or None."""
        return next((name for name, process in self.processes.items() if process.poll() is not None), None)


@contextmanager
def running_installation(
    var: Path,
    *,
    ports: Ports = Ports(),
    demo: bool = True,
    durable: bool = True,
    simulator_options: tuple[str, ...] = (),
    settings: str = "nssi.config.settings",
    web_workers: int = 1,
    web_threads: int = 4,
    worker_threads: int = 8,
    log: Path | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> Iterator[Installation]:
    """Start everything in the folder `var`, give it while the block runs, and stop it again.

    `durable=False` is for tests and benchmarks that throw the database away; no `worker_threads` means no worker. `log` takes what the processes write;
    without it they write to our own stderr. `tell` is told what is being started.
    """
    var = var.resolve()
    var.mkdir(parents=True, exist_ok=True)
    web, simulator, mail, qes, qes_lists, epayment = (port or _free_port() for port in astuple(ports))
    url, simulator_url = f"http://{HOST}:{web}", f"http://{HOST}:{simulator}"
    qes_url = f"https://localhost:{qes}" if demo else ""  # another name than the portal's, as it must be
    qes_folder, phones_anchor = var / "qes", str(var / "simulator" / "anchor.pem")
    vendor_number = "DEMOVENDOR000001"
    variables = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": settings,
        "NSSI_VAR": str(var),
        "NSSI_DEMO": "1" if demo else "0",
        "NSSI_PUBLIC_URL": url,
        "NSSI_SIGNING_BASE_URL": f"{simulator_url}/vendor",
        "NSSI_SIGNING_VENDOR_NUMBER": vendor_number,
        "NSSI_SIGNING_TRUST_ANCHORS": phones_anchor if demo else "",
        "NSSI_QES_URL": qes_url,
        # a form is signed with the certificate of a computer or with that of the phone
        "NSSI_QES_TRUST_ANCHORS": os.pathsep.join([str(qes_folder / "anchor.pem"), phones_anchor])
        if demo
        else "",
        "DEMO_QES_LISTS_PORT": str(qes_lists),
        **(_epayment(f"http://{HOST}:{epayment}", var) if demo else {}),
        "NSSI_EMAIL_PORT": str(mail),
        "SIMULATOR_URL": simulator_url,
        "SIMULATOR_VENDOR_NUMBER": vendor_number,
        "SIMULATOR_API_KEY": environment.secret("NSSI_SIGNING_API_KEY", var / "secrets"),
        "PYTHONUNBUFFERED": "1",
    }
    with ExitStack() as stack:
        if not environment.text("DATABASE_URL"):
            tell("PostgreSQL")
            variables["DATABASE_URL"] = stack.enter_context(
                running_postgres(var / "postgres", durable=durable)
            )
        installation = Installation(
            url=url, simulator_url=simulator_url, qes_url=qes_url, environment=variables
        )
        output = stack.enter_context(log.open("ab")) if log else None

        def start(name: str, *arguments: str, **alone: str) -> None:
            tell(name)
            installation.processes[name] = stack.enter_context(
                _running([sys.executable, "-m", *arguments], {**variables, **alone}, output)
            )

        start(
            "phone simulator", "evrotrust_simulator", "--port", str(simulator), "--data", str(var / "simulator"),
            *simulator_options,
        )  # fmt: skip
        start("mailbox", "nssi.demo.mailbox", "--port", str(mail), "--folder", str(var / "mailbox"))
        if demo:
            start(
                "certificate host", "nssi.demo.qes.front", "--port", str(qes), "--lists-port", str(qes_lists),
                "--folder", str(qes_folder), "--portal", url,
                NSSI_QES_PROXY_SECRET=newest(Keys("NSSI_QES_PROXY_SECRET", var / "secrets"))[1],
            )  # fmt: skip
            start("ePayment simulator", "epayment_simulator", "--port", str(epayment))
        tell("tables and static files")
        installation.manage("migrate", "--verbosity", "0")
        installation.manage("collectstatic", "--no-input", "--verbosity", "0")
        _wait_for(simulator_url, installation)
        if demo:
            _wait_for(f"http://{HOST}:{qes_lists}", installation)
            _wait_for(f"http://{HOST}:{epayment}", installation)
            tell("demonstration people")
            installation.manage("load_demonstration")
        if worker_threads:
            start("worker", "nssi.operate.command", "worker", "--concurrency", str(worker_threads))
        start("web", *_server("nssi.config.wsgi:application", web, web_workers, web_threads))
        _wait_for(url, installation)
        yield installation


def _epayment(url: str, var: Path) -> dict[str, str]:
    """Return what the portal and the simulator of the ePayment system know of each other."""
    secret = environment.secret("NSSI_EPAYMENT_SECRET", var / "secrets")
    return {
        "NSSI_EPAYMENT_URL": url,
        "NSSI_EPAYMENT_CLIENT_ID": "DEMOCLIENT",
        "NSSI_EPAYMENT_SECRET": secret,
        "NSSI_EPAYMENT_BANK": "Демонстрационна банка",
        "NSSI_EPAYMENT_BIC": "BNBGBGSD",
        "NSSI_EPAYMENT_IBAN": "BG80BNBG96611020345678",
        "NSSI_BENEFITS_IBAN": "BG80BNBG96611020345678",
        "EPAYMENT_SIMULATOR_CLIENT_ID": "DEMOCLIENT",
        "EPAYMENT_SIMULATOR_SECRET": secret,
    }


@contextmanager
def running_server(
    application: str, variables: dict[str, str], *, workers: int, threads: int
) -> Iterator[str]:
    """Serve another WSGI application, as an installation serves its own, and give its URL (benchmarks)."""
    port = _free_port()
    url = f"http://{HOST}:{port}"
    with _running(
        [sys.executable, "-m", *_server(application, port, workers, threads)], variables, None
    ) as process:
        _wait_for(url, Installation(url, "", "", variables, {application: process}))
        yield url


def _server(application: str, port: int, workers: int, threads: int) -> list[str]:
    return [
        "granian", "--interface", "wsgi", "--host", HOST, "--port", str(port), "--workers", str(workers),
        "--blocking-threads", str(threads), "--no-ws", "--log-level", "warning", application,
    ]  # fmt: skip


@contextmanager
def _running(
    command: list[str], variables: dict[str, str], output: IO[bytes] | None
) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        command, env=variables, stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True
    )
    try:
        yield process
    finally:
        _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End the process and its children: it leads a process group of its own."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _wait_for(url: str, installation: Installation, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if dead := installation.dead_process():
            raise RuntimeError(f"{dead} ended while it was starting")
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(f"nothing answers at {url}")


def taken_port(ports: Iterable[int]) -> int | None:
    """Return the first of `ports` on which somebody listens already, or which stands there twice; None where all are free."""
    with ExitStack() as stack:
        for port in ports:
            listening = stack.enter_context(socket.socket())
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                listening.bind((HOST, port))
                listening.listen()
            except OSError:
                return port
    return None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port
