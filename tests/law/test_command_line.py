"""`nssi law …` answers to the letter of its contract: JSON out, exit codes, one clear line for bad input."""

import io
import json
import os
import subprocess
import sys

import pytest

from nssi.operate.command import main
from tests.law.tables import unemployment
from tests.law.test_pension_recalculation import facts as pension

EXAMPLE = {
    "terminated_on": "2026-03-16",
    "ground": "other",
    "registered_with_employment_agency_on": "2026-03-18",
    "applied_on": "2026-03-20",
    "late_for_good_reason": False,
    "months": unemployment("2026-03-16")["months"],
    "special_periods": [
        {
            "kind": "child_raising_leave",
            "from": "2024-03-01",
            "to": "2024-08-31",
            "income": None,
            "currency": None,
        }
    ],
    "insured_after_2001": {"years": 9, "months": 2, "days": 0},
    "previous_right_on": None,
    "part_time_below_minimum_wage_from": None,
    "events": [],
}


@pytest.fixture
def ask(tmp_path, capsys):
    def run(question, facts, *more):
        path = tmp_path / "facts.json"
        path.write_text(facts if isinstance(facts, str) else json.dumps(facts), "utf-8")
        code = main(["law", question, str(path), *more])
        said = capsys.readouterr()
        return code, json.loads(said.out) if code != 2 else said.out, said.err

    return run


def test_a_term(capsys):
    assert main(["law", "term", "--start", "2026-11-22", "--length", "7", "--unit", "days"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer.keys() == {"due", "reason", "receipt", "unverified"}
    assert answer["due"] == "2026-11-30"


def test_a_term_in_hours(capsys):
    assert main(["law", "term", "--start", "2026-11-22T23:30+02:00", "--length", "2", "--unit", "hours"]) == 0
    assert json.loads(capsys.readouterr().out)["due"] == "2026-11-23T01:30:00+02:00"


def test_the_unemployment_benefit(ask):
    code, answer, _ = ask("unemployment-benefit", EXAMPLE)
    assert code == 0
    assert answer.keys() == {
        "entitled",
        "reasons",
        "from",
        "to",
        "months",
        "daily",
        "payments",
        "remaining",
        "receipt",
        "unverified",
    }
    assert (answer["entitled"], answer["from"], answer["to"], answer["months"]) == (
        True,
        "2026-03-16",
        "2026-11-15",
        8,
    )
    assert answer["daily"][0].keys() == {"from", "amount", "currency"}
    assert answer["payments"][0].keys() == {"month", "working_days", "amount", "currency"}
    assert answer["payments"][0]["month"] == "2026-03"
    assert answer["payments"][0]["working_days"] == 12
    assert all(reason.keys() == {"article", "text"} for reason in answer["reasons"])
    assert answer["remaining"] is None
    assert {"facts", "parameters", "steps", "articles", "rules"} <= answer["receipt"].keys()
    assert any("без да се закръгляват" in line for line in answer["unverified"]), "our readings are marked"


def test_what_is_null_false_or_empty_may_be_left_out(ask):
    short = {key: value for key, value in EXAMPLE.items() if value not in (None, False, [])}
    short["special_periods"] = [{"kind": "child_raising_leave", "from": "2024-03-01", "to": "2024-08-31"}]
    full, left_out = ask("unemployment-benefit", EXAMPLE)[1], ask("unemployment-benefit", short)[1]
    assert full == left_out


def test_who_is_not_entitled_gets_reasons_nulls_and_empty_lists(ask):
    code, answer, _ = ask("unemployment-benefit", {**EXAMPLE, "registered_with_employment_agency_on": None})
    assert code == 0
    assert answer["entitled"] is False
    assert answer["reasons"][0]["article"] == "чл. 54а, ал. 1, т. 1 КСО"
    assert [answer[key] for key in ("from", "to", "months", "daily", "payments", "remaining")] == [
        None,
        None,
        None,
        [],
        [],
        None,
    ]


def test_a_pension_recalculation(ask):
    code, answer, _ = ask("pension-recalculation", pension(applied_on="2026-09-10"))
    assert code == 0
    assert answer.keys() == {
        "before",
        "length_only",
        "length_and_income",
        "chosen",
        "after",
        "actual_before",
        "actual_after",
        "effective_from",
        "indexations",
        "receipt",
        "unverified",
    }
    assert answer["before"] == {"amount": "532.66", "currency": "EUR"}
    assert answer["length_and_income"] is None
    assert answer["chosen"] == "length_only"
    assert answer["indexations"][0]["on"] == "2025-07-01"
    assert answer["indexations"][0]["percent"] == "8.6"


def test_insurable_service(ask):
    period = {
        "from": "2014-01-01",
        "to": "2023-12-31",
        "category": 1,
        "statutory_daily_hours": 8,
        "contributions": "paid",
        "insured_for_unemployment": True,
        "kind": "work",
    }
    code, answer, _ = ask("insurable-service", {"periods": [period]})
    assert code == 0
    assert answer.keys() == {
        "by_category",
        "total",
        "converted_to_third",
        "insured_for_unemployment_after_2001",
        "receipt",
        "unverified",
    }
    assert answer["by_category"]["1"] == {"years": 10, "months": 0, "days": 0}
    assert answer["converted_to_third"] == {"years": 16, "months": 8, "days": 0}


def test_insurable_income(ask):
    relation = {
        "insurer": "175074752",
        "pay": "1800.00",
        "state": "received",
        "currency": "BGN",
        "working_time_share": "1",
    }
    code, answer, _ = ask(
        "insurable-income", {"month": "2024-05", "insured_type": "06", "relations": [relation]}
    )
    assert code == 0
    assert answer.keys() == {
        "insurable_income",
        "by_relation",
        "floor",
        "ceiling",
        "contributions",
        "receipt",
        "unverified",
    }
    assert answer["insurable_income"] == {"amount": "1800.00", "currency": "BGN"}
    assert answer["contributions"][0].keys() == {"fund", "percent", "amount", "currency", "borne_by"}


@pytest.mark.parametrize(
    ("question", "facts", "names"),
    [
        ("unemployment-benefit", "{", "facts.json"),
        ("unemployment-benefit", "[]", "object"),
        ("unemployment-benefit", "NaN", "NaN"),
        ("unemployment-benefit", '{"ground": "other", "ground": "own_will"}', "ground stands twice"),
        (
            "insurable-income",
            {
                "month": "2024-05",
                "insured_type": "06",
                "relations": [{"insurer": "\ud800", "pay": "1.00", "state": "received", "currency": "BGN"}],
            },
            "insurer",
        ),
        ("unemployment-benefit", "[" * 100_000, "facts.json"),
        ("unemployment-benefit", {**EXAMPLE, "colour": "red"}, "colour"),
        ("unemployment-benefit", {**EXAMPLE, "applied_on": "16.03.2026"}, "applied_on"),
        ("unemployment-benefit", {**EXAMPLE, "terminated_on": None}, "terminated_on"),
        ("unemployment-benefit", unemployment("2027-02-01"), "unemployment_daily_minimum"),
        ("pension-recalculation", pension(service_after={"years": 3}), "service_after"),
        ("pension-recalculation", pension(granted_on="2018-01-15"), "pension_indexation"),
        (
            "insurable-income",
            {
                "month": "2027-01",
                "insured_type": "06",
                "relations": [{"insurer": "1", "pay": "1.00", "state": "received", "currency": "EUR"}],
            },
            "minimum_wage",
        ),
    ],
)
def test_bad_input_is_one_clear_line_and_nothing_else(ask, question, facts, names):
    code, out, err = ask(question, facts)
    assert code == 2
    assert out == ""
    assert err.count("\n") == 1
    assert names in err


def test_a_file_that_is_not_there_is_bad_input(capsys):
    assert main(["law", "insurable-service", "nowhere.json"]) == 2
    assert "nowhere.json" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [["term"], ["term", "--start", "2026-01-01", "--length", "x", "--unit", "days"], ["fortune"], []],
)
def test_bad_arguments_are_bad_input(arguments, capsys):
    with pytest.raises(SystemExit) as ended:
        main(["law", *arguments])
    assert ended.value.code == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1


def test_facts_may_come_from_the_input(monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps(EXAMPLE)))
    assert main(["law", "unemployment-benefit", "-"]) == 0
    assert json.loads(capsys.readouterr().out)["entitled"]


def test_an_answer_is_computed_again_and_explained(ask, tmp_path, capsys):
    _, answer, _ = ask("unemployment-benefit", EXAMPLE)
    assert ask("recompute", answer)[0] == 0
    path = tmp_path / "answer.json"
    path.write_text(json.dumps(answer), "utf-8")
    assert main(["law", "explain", str(path)]) == 0
    assert capsys.readouterr().out.startswith("Как е изчислено")
    answer["receipt"]["answer"]["months"] = 12
    code, found, _ = ask("recompute", answer)
    assert (code, found["same"], found["differences"]) == (1, False, ["answer"])
    assert ask("recompute", {"rule": "term"})[0] == 2
    del answer["receipt"]["parameters"][0]["until"]
    assert ask("recompute", answer)[0] == 2
    assert ask("explain", {**answer["receipt"], "steps": [{}]})[0] == 2


def test_what_is_missing_for_a_year(capsys):
    assert main(["law", "missing", "--year", "2027"]) == 0
    missing = {row["name"] for row in json.loads(capsys.readouterr().out)["missing"]}
    assert {
        "minimum_wage",
        "maximum_insurable_income",
        "unemployment_daily_minimum",
        "pension_minimum",
    } <= missing
    assert main(["law", "missing", "--year", "2026"]) == 0
    known = {row["name"] for row in json.loads(capsys.readouterr().out)["missing"]}
    assert "minimum_wage" not in known


def test_the_command_starts_without_django_and_without_the_holidays_library():
    program = (
        "import sys; from nssi.operate.command import main;"
        "main(['law', 'term', '--start', '2026-11-22', '--length', '7', '--unit', 'days']);"
        "sys.exit(bool({'django', 'holidays', 'numpy', 'psycopg'} & sys.modules.keys()))"
    )
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, check=False).returncode == 0


def test_what_holds_in_an_installation_is_not_answered_where_its_database_is_not_there():
    """No answer is better than one from other values than asked for."""
    program = [sys.executable, "-m", "nssi.operate.command", "law", "missing", "--year", "2027", "--in-force"]
    nowhere = {**os.environ, "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nothing?connect_timeout=2"}
    asked = subprocess.run(program, capture_output=True, text=True, check=False, env=nowhere)
    assert (asked.returncode, asked.stdout) == (2, "")
    assert asked.stderr.startswith(
        "nssi law missing: --in-force: the values of this installation cannot be read"
    )
    assert asked.stderr.count("\n") == 1
