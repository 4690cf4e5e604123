"""`nssi doctor`: 0 where all is well, 1 with what is broken and where."""

import json

import pytest

from nssi.operate.command import main
from nssi.operate.doctor import EXAMINATIONS

pytestmark = pytest.mark.django_db


def examined(capsys) -> tuple[int, dict]:
    code = main(["doctor", "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_a_healthy_installation(capsys):
    code, answer = examined(capsys)
    assert answer == {"healthy": True, "findings": {name: [] for name in EXAMINATIONS}}
    assert code == 0


def test_what_is_broken_is_said_with_where(capsys, settings):
    settings.CLAMD = "127.0.0.1:9"
    code, answer = examined(capsys)
    assert (code, answer["healthy"]) == (1, False)
    assert [name for name, broken in answer["findings"].items() if broken] == ["scanner"]
    assert main(["doctor"]) == 1
    said = capsys.readouterr()
    assert said.err.startswith("scanner: clamd does not answer") and "queue: healthy" in said.out
