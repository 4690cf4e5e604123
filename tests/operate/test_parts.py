"""The list of parts names every locked package; the question for vulnerabilities says when nobody answered (ASVS 15.1.2, 15.2.1)."""

import json
import re
import socket

import pytest

from nssi.operate.parts import advisories
from nssi.operate.parts.advisories import Advisory, NotReached, read_npm_audit, read_pip_audit
from nssi.operate.parts.list import list_of_parts
from tests.house.rooms import ROOT


@pytest.fixture(scope="module")
def parts():
    return list_of_parts(ROOT)


def locked() -> dict[str, str]:
    """Return every locked package by its name with its version, Python's and npm's."""
    found = {}
    for file in (ROOT / "requirements").glob("*.txt"):
        found |= dict(
            re.findall(r"^([a-z0-9._-]+)(?:\[[a-z0-9,_-]+\])?==([^ \\]+)", file.read_text(), re.MULTILINE)
        )
    for path, package in json.loads((ROOT / "package-lock.json").read_text())["packages"].items():
        if path:
            found[path.rpartition("node_modules/")[2]] = package["version"]
    return found


def named(parts) -> dict[str, str]:
    return {
        "/".join(filter(None, (part.get("group"), part["name"]))): part["version"]
        for part in parts["components"]
    }


def test_the_list_of_parts_names_every_locked_package_and_no_other(parts):
    assert named(parts) == locked()
    assert len(locked()) > 150


def test_the_list_says_what_the_running_system_needs(parts):
    scopes = {part["name"]: part.get("scope") for part in parts["components"]}
    assert (scopes["django"], scopes["pytest"]) == ("required", "excluded")


def test_the_list_is_what_its_schema_asks(parts):
    # here, as it takes two seconds of every process that only passes by this module
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(json.dumps(parts)) is None
    broken = {**parts, "components": [{**parts["components"][0], "type": "part"}]}
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(json.dumps(broken)) is not None


def test_every_part_names_its_licence_and_what_runs_binds_nobody_to_open_their_own(parts):
    licences = {
        part["name"]: " ".join(
            each.get("expression") or each["license"].get("id") or each["license"]["name"]
            for each in part["licenses"]
        )
        for part in parts["components"]
    }
    assert all(licences.values())
    running = {part["name"] for part in parts["components"] if part.get("scope") == "required"}
    assert [name for name in running if re.search(r"(?<!L)GPL|Affero", licences[name])] == []


def test_the_list_says_which_part_needs_which(parts):
    needs = {line["ref"]: line["dependsOn"] for line in parts["dependencies"]}
    named = {part["bom-ref"] for part in parts["components"]}
    assert needs.keys() == named | {"nssi"}
    assert {ref for others in needs.values() for ref in others} <= named
    purl = {part["name"]: part["purl"] for part in parts["components"]}
    assert {
        purl["django"],
        "sass@"
        + json.loads((ROOT / "package-lock.json").read_text())["packages"]["node_modules/sass"]["version"],
    } <= set(needs["nssi"])
    assert purl["asgiref"] in needs[purl["django"]]


def test_the_same_files_give_the_same_list(parts):
    assert list_of_parts(ROOT) == parts
    assert not {"serialNumber", "timestamp"} & ({*parts} | {*parts["metadata"]})
    assert str(ROOT) not in json.dumps(parts)


def test_where_no_service_answers_that_is_said_and_nothing_is_called_clean(monkeypatch, capsys):
    with socket.socket() as closed:  # bound, and nobody listens
        closed.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{closed.getsockname()[1]}"
        for variable in ("HTTPS_PROXY", "https_proxy", "npm_config_registry", "npm_config_https_proxy"):
            monkeypatch.setenv(variable, address)
        monkeypatch.setenv("npm_config_fetch_retries", "0")
        monkeypatch.setenv("NODE_ENV", "production")  # as the Makefile has it: nothing is left out for that
        monkeypatch.delenv("NO_PROXY", raising=False)
        monkeypatch.delenv("no_proxy", raising=False)
        assert advisories.main(ROOT) == advisories.NOT_ASKED
    said = capsys.readouterr()
    assert said.err.count("NOT ASKED, the advisory service cannot be reached") == 2
    assert "0 known" not in said.out


def test_what_is_known_is_read():
    python = {"dependencies": [
        {"name": "a", "version": "1.0", "vulns": [{"id": "PYSEC-1", "fix_versions": ["1.1", "2.0"]}]},
        {"name": "b", "version": "1.0", "vulns": []}, {"name": "c", "skip_reason": "not found"},
    ]}  # fmt: skip
    assert read_pip_audit(json.dumps(python), "") == [Advisory("a 1.0", "PYSEC-1", "1.1, 2.0")]
    npm = {
        "vulnerabilities": {
            "a": {"via": [{"url": "https://example/GHSA-1"}, "b"], "fixAvailable": True},
            "b": {"via": ["a"]},
        }
    }
    assert read_npm_audit(json.dumps(npm), "") == [
        Advisory("a", "https://example/GHSA-1", "yes"), Advisory("b", "through another part", ""),
    ]  # fmt: skip
    assert read_npm_audit('{"vulnerabilities": {}}', "") == []


def test_a_service_that_does_not_know_the_packages_has_not_been_asked():
    answer = {
        "dependencies": [
            {"name": "a", "version": "1", "vulns": []},
            {"name": "b", "skip_reason": "not found"},
        ]
    }
    with pytest.raises(NotReached, match="1 of 2 packages"):
        read_pip_audit(json.dumps(answer), "No known vulnerabilities found")


@pytest.mark.parametrize(
    "answer",
    ["", "no JSON", "[]", '{"error": {"summary": "404 Not Found"}}', '{"message": "request failed"}'],
)
def test_an_answer_that_is_none_is_no_all_clear(answer: str):
    for read in (read_pip_audit, read_npm_audit):
        with pytest.raises(NotReached):
            read(answer, "")


@pytest.mark.parametrize(("known", "silent", "code"), [(0, 0, 0), (1, 0, 1), (0, 1, 3), (1, 1, 1)])
def test_the_exit_code_says_what_is_known(known: int, silent: int, code: int, monkeypatch):
    def refuse(_root):
        raise NotReached("no way")

    monkeypatch.setattr(advisories, "of_python", lambda _root: [Advisory("a", "b", "")] * known)
    monkeypatch.setattr(advisories, "of_npm", refuse if silent else lambda _root: [])
    assert advisories.main(ROOT) == code
