"""`nssi bench` as its contract says: the names, the form of an answer, the exit code."""

import json

import pytest

from nssi.operate.bench_command import BENCHMARKS
from nssi.operate.command import main

NAMES = (
    "submission login rijndael pik pages assessment recalculation declarations attachments queue documents"
    " payments yearly clocks archive audit"
)


def test_every_benchmark_of_the_contract_is_there():
    assert set(BENCHMARKS) == set(NAMES.split())


@pytest.mark.full
def test_an_answer_has_the_form_of_the_contract(capsys):
    code = main(["bench", "rijndael", "--json"])
    answer = json.loads(capsys.readouterr().out)
    keys = ["name", "figure", "unit", "required", "ratio", "peers", "volume", "machine"]
    assert (list(answer), answer["name"]) == (keys, "rijndael")
    assert code == (0 if float(answer["ratio"]) >= 1 else 1)


def test_an_unknown_name_is_bad_input(capsys):
    with pytest.raises(SystemExit) as end:
        main(["bench", "speed"])
    said = capsys.readouterr()
    assert (end.value.code, said.out, said.err.count("\n")) == (2, "", 1)
