"""`nssi attachments check` answers as the portal would, without a database, settings or secrets (S1.5)."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.attachments.samples import LARGEST_PDF, SAMPLES, image, mail, office

LINKED = office("word", related=(("hyperlink", "https://example.bg/", "External"),))
EICAR = b"{\\rtf1 {X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*}"


@pytest.fixture
def check(tmp_path):
    def run(files: dict[str, bytes], *options: str):
        for name, content in files.items():
            (tmp_path / name).write_bytes(content)
        program = Path(sys.executable).with_name("nssi")
        return subprocess.run(
            [program, "attachments", "check", *files, *options],
            cwd=tmp_path,
            env={},
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def test_each_file_has_its_verdict_and_all_have_their_total(check):
    files = {"акт.pdf": SAMPLES["pdf"], "молба.docx": LINKED, "снимка.png": image("PNG", "RGB", 72)}
    done = check(files, "--json")
    answer = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (0, "")
    assert answer["total"] == {"bytes": sum(map(len, files.values())), "accepted": True}
    pdf, docx, png = answer["files"]
    assert pdf == {
        "file": "акт.pdf",
        "kind": "pdf",
        "bytes": len(files["акт.pdf"]),
        "accepted": True,
        "findings": [],
    }
    assert [(one["code"], one["severity"]) for one in docx["findings"]] == [("links", "mark")]
    assert {(one["code"], one["severity"]) for one in png["findings"]} == {
        ("not_black_and_white", "warn"),
        ("not_300_dpi", "warn"),
    }
    assert all(
        one["text"].startswith(("Файлът „", "Изображението в „"))
        for one in docx["findings"] + png["findings"]
    )


@pytest.mark.parametrize(
    ("name", "content", "codes"),
    [
        ("a.pdf", b"", ["empty"]),
        ("a.zip", b"PK", ["type_not_allowed"]),
        ("a.pdf", LARGEST_PDF + b"x", ["too_large"]),
        ("a.pdf", SAMPLES["png"], ["content_mismatch"]),
        ("a.eml", mail("a", "text/plain", ("б.exe", b"MZ")), ["type_not_allowed"]),
        ("a.eml", mail("a", "text/plain", ("б.rtf", EICAR)), ["infected"]),
    ],
    ids=["empty", "zip", "large", "mismatch", "program in a letter", "virus in a letter"],
)
def test_a_refused_file_is_told_by_the_exit_code(check, name, content, codes):
    done = check({name: content}, "--json")
    (file,) = json.loads(done.stdout)["files"]
    assert done.returncode == 1
    assert (file["accepted"], [one["code"] for one in file["findings"]]) == (False, codes)
    assert file["bytes"] == len(content)


def test_files_that_are_too_large_together_are_refused_together(check):
    files = {f"{number}.pdf": LARGEST_PDF for number in range(3)}
    done = check(files, "--json")
    answer = json.loads(done.stdout)
    assert done.returncode == 1
    assert all(file["accepted"] for file in answer["files"])
    assert answer["total"] == {"bytes": 3 * len(LARGEST_PDF), "accepted": False}
    assert "Всички файлове заедно със заявлението са 7,5" in check(files).stdout


def test_without_json_each_file_has_a_line_to_read(check):
    done = check({"акт.pdf": SAMPLES["pdf"], "акт.zip": b"PK"})
    first, second, third = done.stdout.splitlines()
    assert (first, second) == ("акт.pdf: приет", "акт.zip: отказан")
    assert third.startswith("  refuse type_not_allowed: Файл .zip не се приема.")


def test_a_file_that_is_not_there_is_bad_input(check, tmp_path):
    done = check({"акт.pdf": SAMPLES["pdf"]}, "няма.pdf")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "nssi attachments check: няма.pdf: No such file or directory\n"
