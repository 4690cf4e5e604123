"""Each file of the corpus is judged as its line says (S1.5), through the process that opens strangers' files."""

import pytest

from nssi.attachments.kinds import KINDS
from nssi.attachments.verdict import check_file, kept_in_words
from tests.attachments.corpus import CORPUS

MARKS = {"links": "mark", "not_scanned": "mark", "not_black_and_white": "warn", "not_300_dpi": "warn"}


@pytest.mark.parametrize(
    ("name", "make", "codes"),
    [(name, make, codes) for name, _what, make, codes in CORPUS],
    ids=[f"{name.rpartition('.')[2]}: {what}" for name, what, _make, _codes in CORPUS],
)
def test_the_verdict_on_a_file_is_that_of_its_line(name, make, codes):
    verdict = check_file(name, make())
    assert sorted({finding.code for finding in verdict.findings}) == sorted(codes.split())
    assert all(finding.severity == MARKS.get(finding.code, "refuse") for finding in verdict.findings)
    assert verdict.accepted is all(code in MARKS for code in codes.split())
    if verdict.accepted:
        said_again = [kept_in_words({"code": each.code, "about": each.about}) for each in verdict.findings]
        assert said_again == [finding.text for finding in verdict.findings]


def test_the_corpus_holds_every_kind_in_every_state():
    assert len(CORPUS) >= 120
    found = {
        (name.rpartition(".")[2].lower(), code)
        for name, _, _, codes in CORPUS
        for code in codes.split() or ["good"]
    }
    for kind in KINDS:
        assert {(kind, "good"), (kind, "empty"), (kind, "content_mismatch")} <= found
        assert kind == "jpeg" or (kind, "unreadable") in found
    documents = set(KINDS) - {"jpg", "jpeg", "png", "tif"}
    assert {(kind, code) for kind in documents for code in ("links", "active_content")} <= found
    assert {(kind, "encrypted") for kind in documents - {"rtf"}} <= found
    assert {
        (kind, code)
        for kind in ("jpg", "png", "tif", "pdf")
        for code in ("not_black_and_white", "not_300_dpi")
    } <= found
