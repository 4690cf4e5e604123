"""The server: on this machine alone, for its own pages alone, ready when it says so."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from evrotrust_simulator.server import RunningServer
from tests.simulator.vendor import API_KEY, HTTP, VENDOR_NUMBER, Vendor

ENVIRONMENT = {"SIMULATOR_VENDOR_NUMBER": VENDOR_NUMBER, "SIMULATOR_API_KEY": API_KEY}


def command(folder: Path, *options: str) -> list[str]:
    return [sys.executable, "-m", "evrotrust_simulator", "--data", str(folder), "--port", "0", *options]


def test_the_command_says_where_it_is_and_ends_when_told(tmp_path: Path) -> None:
    with subprocess.Popen(
        command(tmp_path, "--version", "newer", "--package", "aes", "--delay-appear", "0"),
        env=os.environ | ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        assert process.stderr
        name, url = process.stdout.readline().split()
        assert (name, url.rpartition(":")[0]) == ("evrotrust_simulator", "http://127.0.0.1")
        vendor = Vendor(url)
        assert vendor.call("/version/get").json["version"] == "newer"
        assert vendor.look("settings").json["package"] == "aes"
        assert (tmp_path / "anchor.pem").read_text().startswith("-----BEGIN CERTIFICATE-----")
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0
        assert process.stderr.read() == ""


@pytest.mark.parametrize("missing", ENVIRONMENT)
def test_the_command_needs_the_vendors_credentials(tmp_path: Path, missing: str) -> None:
    environment = {name: value for name, value in (os.environ | ENVIRONMENT).items() if name != missing}
    ended = subprocess.run(command(tmp_path), env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == 2
    assert missing in ended.stderr


def test_only_names_of_this_machine_are_answered(server: RunningServer) -> None:
    for host, code in (("localhost", 200), ("127.0.0.1", 200), ("portal.example", 400)):
        answer = HTTP.request("GET", f"{server.url}/simulator/", headers={"Host": host})
        assert answer.status == code


def test_another_site_cannot_press_our_buttons(server: RunningServer) -> None:
    for origin, code in (("http://evil.example", 403), ("null", 403), (server.url, 200)):
        answer = HTTP.request("POST", f"{server.url}/control/reset", headers={"Origin": origin})
        assert answer.status == code


def test_pages_run_no_scripts_but_their_own_and_are_not_kept(server: RunningServer) -> None:
    headers = HTTP.request("GET", f"{server.url}/simulator/").headers
    assert headers["Content-Security-Policy"].startswith(
        "default-src 'none'; style-src 'self'; script-src 'self'"
    )
    assert headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("name", ["../server.py", "..%2fserver.py", "nothing.css"])
def test_only_its_own_static_files_are_served(server: RunningServer, name: str) -> None:
    assert HTTP.request("GET", f"{server.url}/simulator/static/{name}").status == 404


def test_nothing_says_the_name_or_the_colours_of_the_provider() -> None:
    package = Path(sys.modules["evrotrust_simulator"].__file__ or "").parent
    for page in [*package.glob("templates/*"), *package.glob("static/*")]:
        assert "evrotrust" not in page.read_text().lower()
        assert "евротръст" not in page.read_text().lower()
