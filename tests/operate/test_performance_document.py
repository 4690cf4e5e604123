"""docs/performance.md after a benchmark ran: its row is new, whatever else stands there stays (issue 9)."""

import pytest

from nssi.operate.benchmarks.document import with_figures
from tests.house.rooms import ROOT

TEXT = (ROOT / "docs" / "performance.md").read_text()
LOGIN = {
    "name": "login", "figure": "99.9", "unit": "logins/s", "required": "62.0", "ratio": "1.61", "volume": "a few",
    "peers": {"argon2id alone": {"figure": "70.0", "unit": "verifications/s"}},
}  # fmt: skip
ROW = "| `login` | 99.9 logins/s | 62.0 | 1.61 | a few | argon2id alone: 70.0 verifications/s |"


def changed(before: str, after: str) -> list[tuple[str, str]]:
    pairs = zip(before.splitlines(), after.splitlines(), strict=True)
    return [(old, new) for old, new in pairs if old != new]


def test_one_benchmark_changes_its_own_row_and_the_line_of_machines_alone():
    (machines, row) = changed(TEXT, with_figures(TEXT, [LOGIN], "8 × Example, Python 3.14"))
    assert machines[1].startswith("Machine: ") and machines[1].endswith("; `login`: 8 × Example, Python 3.14")
    assert row[0].startswith("| `login` | ") and row[1] == ROW


def test_a_benchmark_on_the_machine_of_the_others_changes_no_more_than_its_row():
    text = "Machine: A\n\n| benchmark | figure |\n|---|---|\n| `login` | old |\n| `pik` | 1 |\n\nprose\n"
    assert with_figures(text, [LOGIN], "A") == text.replace("| `login` | old |", ROW)


def test_a_benchmark_without_a_row_gets_one_behind_the_others():
    text = "Machine: A\n\n| benchmark | figure |\n|---|---|\n| `pik` | 1 |\n\nprose\n"
    assert with_figures(text, [LOGIN], "A") == text.replace("| `pik` | 1 |", f"| `pik` | 1 |\n{ROW}")


def test_each_machine_is_told_with_its_benchmarks():
    text = "Machine: A; `login` and `pik`: B\n\n| benchmark |\n|---|\n| `pik` | 1 |\n| `login` | 1 |\n| `queue` | 1 |\n"
    assert with_figures(text, [LOGIN], "C").startswith("Machine: A; `login`: C; `pik`: B\n") or with_figures(
        text, [LOGIN], "C"
    ).startswith("Machine: A; `pik`: B; `login`: C\n")
    assert with_figures(text, [LOGIN], "A").startswith("Machine: A; `pik`: B\n")


def test_a_document_that_is_none_is_left_alone():
    with pytest.raises(ValueError, match="no table"):
        with_figures("something else", [LOGIN], "A")
