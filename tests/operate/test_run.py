"""`nssi run` on a machine where a port is taken: one line says so, and nothing is started."""

import socket
from collections.abc import Iterator

import pytest

from nssi.operate.command import main
from nssi.operate.installation import HOST, taken_port


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as listening:
        listening.bind((HOST, 0))
        listening.listen()
        yield listening.getsockname()[1]


def test_a_taken_port_is_said_in_one_line(taken: int, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("NSSI_VAR", str(tmp_path / "var"))
    assert main(["run", "--port", str(taken)]) == 2
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert f"port {taken} is taken" in said.err
    assert not (tmp_path / "var").exists()


def test_two_servers_do_not_share_a_port(taken: int):
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        free = probe.getsockname()[1]
    assert taken_port([free, taken]) == taken
    assert taken_port([free, free]) == free
    assert taken_port([free]) is None
