"""`nssi declarations`: what the operator types, and what is answered (docs/operating.md)."""

import csv
import gzip
import json
import shutil
from pathlib import Path

import pytest

from nssi.insurance.models import InsuranceDataRecord, Submission
from nssi.operate.command import main
from tests.insurance.declarations import a_file

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _folder_of_their_own(settings, tmp_path: Path) -> None:
    settings.DECLARATIONS = tmp_path / "declarations"


def answered(capsys: pytest.CaptureFixture[str], *arguments: object) -> list[dict]:
    main(["declarations", "import", *map(str, arguments), "--json"])
    return json.loads(capsys.readouterr().out)["submissions"]


def test_import_answers_with_counts_and_a_protocol(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = tmp_path / "EMPL2021.TXT"
    path.write_bytes(a_file({}, {20: 20}))
    (answer,) = answered(capsys, path)
    assert answer == {
        "file": str(path),
        "sha256": Submission.objects.get().sha256,
        "state": "merged",
        "rows": 2,
        "accepted": 1,
        "unchanged": 0,
        "rejected": 1,
        "protocol": answer["protocol"],
    }
    with Path(answer["protocol"]).open(newline="", encoding="utf-8") as protocol:
        (row,) = csv.DictReader(protocol)
    assert (row["line"], row["code"], row["field"], row["value"]) == ("2", "days_total", "19", "2100")
    assert answered(capsys, path) == [answer]
    assert InsuranceDataRecord.objects.count() == 1


def test_a_folder_is_imported_file_by_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    folder = tmp_path / "inbox"
    (folder / "2026-03").mkdir(parents=True)
    (folder / "2026-03" / "EMPL2021.TXT").write_bytes(a_file({}))
    (folder / "late.txt.gz").write_bytes(gzip.compress(a_file({8: 17})))
    (folder / "README.md").write_text("no declaration")
    assert [(answer["state"], answer["accepted"]) for answer in answered(capsys, folder)] == [
        ("merged", 1)
    ] * 2


def test_a_refused_file_is_told_and_exits_with_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = tmp_path / "EMPL2021.TXT"
    path.write_bytes(a_file({})[:-1])
    assert main(["declarations", "import", str(path)]) == 1
    assert "refused, 1 rows, 0 accepted" in capsys.readouterr().out
    ((answer),) = answered(capsys, path)
    assert (answer["state"], answer["refusal"]) == ("refused", "truncated")
    assert "truncated" in Path(answer["protocol"]).read_text("utf-8")


def test_a_file_that_is_not_there_is_bad_input(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["declarations", "import", str(tmp_path / "nothing")]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1


@pytest.mark.parametrize(
    "wrong",
    [
        ["--people", "0"],
        ["--people", "ten"],
        ["--months", "-1"],
        ["--errors", "2"],
        ["--errors", "nan"],
        ["--until", "2026-13"],
        ["--until", "yesterday"],
    ],
)
def test_what_cannot_be_generated_is_bad_input(
    wrong: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    good = {"--people": "5", "--months": "1", "--seed": "1", "--out": str(tmp_path / "out")}
    arguments = [part for pair in (good | dict([wrong])).items() for part in pair]
    with pytest.raises(SystemExit) as ended:
        main(["declarations", "generate", *arguments])
    assert ended.value.code == 2
    assert capsys.readouterr().out == ""


def test_months_of_which_the_law_has_no_parameters_are_not_generated(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    options = [
        "--people",
        "5",
        "--months",
        "1",
        "--seed",
        "1",
        "--out",
        str(tmp_path / "out"),
        "--until",
        "1999-01",
    ]
    assert main(["declarations", "generate", *options]) == 2
    assert capsys.readouterr().err.startswith("nssi declarations generate: ")


def test_what_is_generated_is_imported_and_found_wrong_where_it_was_broken(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    out = tmp_path / "nation"
    options = ["--people", "800", "--months", "2", "--seed", "3", "--errors", "0.05", "--out", str(out)]
    assert main(["declarations", "generate", *options, "--until", "2026-09"]) == 0
    capsys.readouterr()
    with (out / "expected.csv").open(newline="", encoding="utf-8") as file:
        expected = {(str(out / row["file"]), row["line"], row["code"]) for row in csv.DictReader(file)}
    found = set()
    for answer in answered(capsys, out):
        with Path(answer["protocol"]).open(newline="", encoding="utf-8") as file:
            found |= {(answer["file"], row["line"], row["code"]) for row in csv.DictReader(file)}
    assert found == expected
    assert len(expected) > 50
    shutil.rmtree(out)
