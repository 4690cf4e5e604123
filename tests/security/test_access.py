"""Everybody opens everything: each route with what one person owns, each visitor (ASVS 8.2.1, 8.2.2, 8.3.1).

The addresses are generated from the routes themselves, so that no page can be forgotten. What a route shows of the owner
is held against the table below; whoever may not see it changes nothing there either.
"""

import logging
import re
from collections import defaultdict
from collections.abc import Iterator

import pytest
from django.db import connection
from django.http import HttpResponseBase
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern

from tests.documents.specimen import know_specimens
from tests.house.test_routes import ROUTES
from tests.security.household import HERS, INSURER, Household, furnish

pytestmark = pytest.mark.django_db

OFFICE = {"archive_officer", "clerk", "director"}
"""Who works on her proceeding, or may see to its post: officials of the body that it is addressed to."""

SHOWS_HER = {
    "appeal": OFFICE,
    "archive_extract": OFFICE,
    "archive_extract_begin": {"archive_officer"},
    "archive_extract_scan": {"archive_officer"},
    "archive_extracts": OFFICE,
    "archive_fee": OFFICE,
    "document_delivery": OFFICE,
    "intake": {"archive_officer"},
    "pik_counter": {"clerk"},
    "pik_counter_issue": {"clerk"},
    "official_journal": {"administrator"},
    "proceeding": OFFICE,
    "proceeding_act": OFFICE,
    "proceeding_correspondence": OFFICE,
    "proceeding_document_add": OFFICE,
    "proceeding_documents": OFFICE,
    "proceeding_file": OFFICE,
    "proceeding_history": OFFICE,
    "proceeding_number": OFFICE,
    "proceeding_terms": OFFICE,
}
"""Who, beside herself, sees something of the owner, by route. Nobody else does, on no route."""

DOES = {
    "absence_end": {"archive_officer", "administrator"},
    "pik_counter_discard": {"clerk"},
    "pik_counter_hand_over": {"clerk"},
    "pik_counter_print": {"clerk"},
    "proceeding_give_back": {"archive_officer"},
    "proceeding_take": {"archive_officer"},
    "proceeding_unpark": {"archive_officer"},
}
"""Who, beside herself, does something where nothing is shown."""

OBJECTS = [
    pattern
    for _route, pattern in ROUTES
    if "token" in pattern.pattern.converters
    or any(kind.__class__.__name__ in {"UUIDConverter", "IntConverter", "StringConverter"} for kind in pattern.pattern.converters.values())
]  # fmt: skip
"""The routes that name a thing."""

REGISTERS = {
    "insurer_id",
    "deposit_id",
    "import_id",
    "submission_id",
    "message_id",
    "official_id",
    "outreach_office_id",
    "procedure_id",
    "proposal_id",
}
"""What things of registers are called in routes."""

WRITTEN_FOR_EVERYBODY = {
    "access_visitorsession",
    "access_throttlecounter",
    "audit_auditentry",
    "access_securitykey",  # looked for among one's own
    "signing_signingrequest",  # looked for by a token, and found by whoever has it
}
HOMES = {"anybody": "/", "owner": "/moite/", "stranger": "/moite/", INSURER: "/osiguriteli/"}
_WRITES = re.compile(r'(?:INSERT INTO|(?<!FOR )(?<!DO )UPDATE|DELETE FROM) "?(\w+_\w+)')


@pytest.fixture
def household(monkeypatch, settings, tmp_path) -> Iterator[Household]:
    settings.ATTACHMENTS = tmp_path / "attachments"
    know_specimens(monkeypatch)
    logging.disable()  # a thousand refusals
    yield furnish()
    logging.disable(logging.NOTSET)


def test_of_one_person_everybody_sees_what_they_may_and_nothing_breaks(household):
    shown, broken, opened, kept = defaultdict(set), [], [], []
    for pattern in (pattern for _, pattern in ROUTES):
        for visitor, browser in household.browsers.items():
            response = browser.get(household.path_of(pattern))
            told = (pattern.name, visitor, response.status_code)
            if shows_her(pattern, response) and visitor != "owner":
                shown[pattern.name].add(visitor)
            if response.status_code >= 500:
                broken.append(told)
            if not is_for(pattern, household.roles.get(visitor), response):
                opened.append(told)
            if visitor != "anybody" and "no-store" not in response["Cache-Control"]:
                kept.append(told)
    assert broken == []
    assert opened == [], "a page for officials opens to the roles that it names alone (ASVS 8.2.1)"
    assert kept == [], "nothing of whoever is logged in stays behind in a browser (ASVS 14.3.1, 14.3.2)"
    assert dict(shown) == SHOWS_HER


def shows_her(pattern: URLPattern, response: HttpResponseBase) -> bool:
    """Return whether the answer holds something of hers; a file of a thing of hers does, whatever it holds."""
    text = content(response)
    is_file = "attachment" in response.get("Content-Disposition", "")
    return bool(HERS.search(text)) or (is_file and pattern in OBJECTS and not of_a_register(pattern))


def of_a_register(pattern: URLPattern) -> bool:
    """Return whether a route leads to what is nobody's own, and any official of its roles works with it."""
    return (
        bool(REGISTERS & set(pattern.pattern.converters))
        and "proceeding_id" not in pattern.pattern.converters
    )


def is_for(pattern: URLPattern, role: str | None, response: HttpResponseBase) -> bool:
    """Return whether the answer is what the guard of the route says to this role; None: no official."""
    view = pattern.callback
    if view.access_rule not in {"official", "insurer_or_official"} or role == INSURER:
        return view.access_rule != "official" or role != INSURER or response.status_code == 302
    if role is None and view.access_rule == "insurer_or_official":
        return response.status_code == 302 and response["Location"].startswith("/osiguriteli/vhod/")
    if role is None:
        return response.status_code == 302 and response["Location"].startswith("/sluzhiteli/vhod/")
    return not view.access_roles or role in view.access_roles or response.status_code == 403


def test_what_is_another_persons_is_changed_by_nobody(household):
    changed = []
    for pattern in OBJECTS:
        if of_a_register(pattern):
            may = {name for name, role in household.roles.items() if role in pattern.callback.access_roles}
        else:
            may = {"owner", *SHOWS_HER.get(str(pattern.name), DOES.get(str(pattern.name), ()))}
        for visitor, browser in household.browsers.items():
            if visitor in may:
                continue
            with CaptureQueriesContext(connection) as queries:
                response = browser.post(household.path_of(pattern))
            written = {table for query in queries for table in _WRITES.findall(query["sql"])}
            shows = shows_her(pattern, response) and visitor not in OFFICE
            if response.status_code >= 500 or written - WRITTEN_FOR_EVERYBODY or shows:
                changed.append((pattern.name, visitor, response.status_code, written))
    assert changed == []


def test_whoever_follows_the_links_they_are_shown_comes_to_no_closed_door(household):
    closed = []
    for visitor, browser in household.browsers.items():
        home = HOMES.get(household.roles.get(visitor, visitor), "/sluzhiteli/")
        for path, found_on, status in walked(browser, home):
            if status >= 400:
                closed.append((visitor, path, found_on, status))
    assert closed == []


def walked(browser, start: str, most: int = 150) -> Iterator[tuple[str, str, int]]:
    """Follow links from a page on, and yield each address with where it was found and how it answered."""
    found, waiting = {start: ""}, [start]
    while waiting:
        path = waiting.pop(0)
        response = browser.get(path)
        text = content(response)
        yield path, found[path], response.status_code
        if start != "/" and text.startswith("<!DOCTYPE html>"):
            assert 'izhod/"' in text, f"{path} has no way out (ASVS 7.4.4)"
        for link in re.findall(r'<a [^>]*href="(/[^"#]*)', text):
            link = link.replace("&amp;", "&")
            if link not in found and len(found) < most:
                found[link] = path
                waiting.append(link)


def content(response: HttpResponseBase) -> str:
    """Return what was answered, read whole."""
    whole = b"".join(response.streaming_content) if response.streaming else response.content
    if file := getattr(response, "file_to_stream", None):
        file.close()
    return whole.decode(errors="replace")
