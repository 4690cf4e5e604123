"""The documents of the rules are what the rules say today."""

from pathlib import Path

from nssi.law.documents import SUBJECTS, documents
from nssi.law.readings import ALL
from nssi.law.rule import TREE
from nssi.operate.command import main

HOME = Path(__file__).parents[2] / "docs" / "rules"


def test_the_documents_are_not_stale():
    for name, text in documents().items():
        assert (HOME / name).read_text("utf-8") == text, f"{name} is stale: run `nssi law documents`"
    assert main(["law", "documents", "--to", str(HOME), "--check"]) == 0


def test_the_command_writes_them_and_says_when_they_are_stale(tmp_path, capsys):
    assert main(["law", "documents", "--to", str(tmp_path), "--check"]) == 1
    assert "README.md is stale" in capsys.readouterr().err
    assert main(["law", "documents", "--to", str(tmp_path)]) == 0
    assert {path.name for path in tmp_path.iterdir()} == {"README.md", "parameters.md", "open-questions.md"}
    assert main(["law", "documents", "--to", str(tmp_path), "--check"]) == 0


def test_every_rule_has_its_article_and_its_subject():
    assert len(TREE) > 40
    for rule in TREE:
        assert rule.article and rule.says.endswith(".")
        assert rule.module.removeprefix("nssi.law.").split(".")[0] in SUBJECTS


def test_every_reading_of_ours_is_an_open_question():
    text = documents()["open-questions.md"]
    assert len(ALL) > 30
    assert all(reading.text in text for reading in ALL)
