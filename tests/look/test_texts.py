"""The texts of all rooms: marked for translation, typed as Bulgarian is typed."""

import re
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "nssi"
TEMPLATES = sorted(SOURCE.rglob("templates/**/*.html"))

_MARKED = re.compile(
    r"\{%\s*blocktranslate.*?%\}.*?\{%\s*endblocktranslate\s*%\}|\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL
)
_MIXED = re.compile(r"[A-Za-z][А-Яа-яЀ-ӿ]|[А-Яа-яЀ-ӿ][A-Za-z]")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_word_mixes_latin_and_cyrillic_letters(path: Path):
    text = re.sub(r"\{\{.*?\}\}|&\w+;", " ", path.read_text(), flags=re.DOTALL)
    assert _MIXED.findall(text) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_every_bulgarian_text_is_marked_for_translation(path: Path):
    unmarked = re.findall(r"[А-Яа-я][^<\n]*", _MARKED.sub("", path.read_text()))
    assert unmarked == []


@pytest.mark.parametrize(
    "path", sorted(SOURCE.rglob("*.py")), ids=lambda path: f"{path.parent.name}/{path.name}"
)
def test_no_text_in_code_mixes_latin_and_cyrillic_letters(path: Path):
    plain = re.sub(r"\\x[0-9a-f]{2}|\\u[0-9a-f]{4}|\\[nrtbwdsS]", " ", path.read_text())
    assert (
        _MIXED.findall(re.sub(r"\[[^\]\n]*\]", " ", plain)) == []
    )  # without the classes of regular expressions
