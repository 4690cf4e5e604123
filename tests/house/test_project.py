"""The project speaks of itself alone: no machine, no registry, no unfinished work, nothing long and unexplained."""

import ast
import json
import re
import subprocess

import pytest

from tests.house.rooms import ROOT

TRACKED = [
    ROOT / line
    for line in subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
]
CODE = [path for path in TRACKED if path.suffix == ".py" and path.exists() and "migrations" not in path.parts]
TEXT = [
    path
    for path in TRACKED
    if path.exists()
    and path.suffix in {".py", ".md", ".toml", ".txt", ".json", ".html", ".scss", ".js", ".typ", ""}
]


def test_no_path_of_one_machine_stands_in_the_project():
    machine = re.compile(r"/work/|/root/|/home/\w+/|/tmp/\w")
    assert [path.name for path in TEXT if path != _this_file() and machine.search(path.read_text())] == []


def test_locked_requirements_are_hashed_and_name_no_registry():
    for name in ("dev", "run", "uv", "node"):
        text = (ROOT / "requirements" / f"{name}.txt").read_text()
        assert "http" not in text.replace("httpcore", "").replace("httpx", "").replace("aiohttp", "").replace(
            "httptools", ""
        )
        assert "index-url" not in text
        for requirement in re.findall(r"^[a-z].*$", text, re.MULTILINE):
            assert requirement.endswith("\\"), f"{requirement} has no hash"


def test_the_npm_lock_file_names_no_download_address():
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    assert all("resolved" not in package for package in packages.values())
    assert all("integrity" in package for name, package in packages.items() if name)


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_says_what_lives_in_it_and_is_short_enough_to_read(path):
    text = path.read_text()
    if not text.strip():
        return
    assert ast.get_docstring(ast.parse(text)), "the first line says what lives here"
    assert len(text.splitlines()) <= 500
    unfinished = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|X" + r"XX|HA" + r"CK)\b|NotImplemented" + "Error")
    assert not unfinished.search(text)


def test_what_is_shown_in_a_browser_lies_where_make_test_looks_for_it():
    places = re.search(r"IN_A_BROWSER := (.*)", (ROOT / "Makefile").read_text())[1].split()
    marked = re.compile(
        r"^pytestmark = .*\bmark\.browser\b|^    pytest\.mark\.browser\b|^@pytest\.mark\.browser\b",
        re.MULTILINE,
    )
    found = [str(path.relative_to(ROOT)) for path in CODE if marked.search(path.read_text())]
    assert len(found) > 20
    assert [path for path in found if not path.startswith(tuple(f"{place}/" for place in places))] == []


def _this_file():
    return ROOT / "tests" / "house" / "test_project.py"


def test_every_setting_of_the_environment_is_described_for_operators():
    used = set(
        re.findall(r"\b(?:NSSI_[A-Z_]+|DATABASE_URL)\b", (ROOT / "src/nssi/config/settings.py").read_text())
    )
    described = (ROOT / "docs" / "operating.md").read_text()
    assert {name for name in used if f"`{name}`" not in described} == set()


def test_the_readme_begins_with_the_two_commands():
    first = (ROOT / "README.md").read_text().split("```")[1].splitlines()
    assert [line.split("#")[0].strip() for line in first if line] == ["make run", "make test"]
    assert "\nmake test\n" in (ROOT / ".ci/run").read_text()


def test_the_targets_that_are_promised_are_there_and_told_by_help():
    told = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    names = {line.split()[0] for line in told.splitlines()}
    assert {"setup", "run", "test", "test-all", "bench", "lint", "pictures", "help"} <= names


@pytest.mark.parametrize("screen", ["k-05", "k-04", "k-06", "c-21", "c-23", "p-05b"])
def test_the_pictures_of_the_docs_are_there_and_small(screen):
    for width in (360, 1280):
        assert (ROOT / "docs" / "pictures" / f"{screen}-{width}.png").stat().st_size < 200_000
