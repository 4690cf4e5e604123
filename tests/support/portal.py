"""A portal on the database of the test: its clock can be moved, its officials are at their desks.

A test module that wants the fixtures imports them, with `mailbox`, `port` and `own_attachments`.
"""

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from django.test import Client
from playwright.sync_api import Page

from nssi.access.models import Official
from nssi.terms.actions.sweep_terms import sweep_terms
from tests.support.guests import serving_portal
from tests.support.journeys import Visit
from tests.support.officials import log_in_as
from tests.support.post import Mailbox
from tests.support.work import run_jobs


@pytest.fixture
def portal(transactional_db, own_attachments, mailbox) -> Iterator[str]:
    """The address of a portal that runs while the test does."""
    with serving_portal() as url:
        yield url


@pytest.fixture
def days_pass(travel) -> Callable[[int], None]:
    """Move the clock: `days_pass(6)`; the ends of terms that came have happened."""

    def pass_(days: int) -> None:
        travel(days=days)
        sweep_terms()

    return pass_


def work_is_done() -> None:
    """Run all jobs that wait, in a thread of their own: the browser's driver has a loop in this one."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(run_jobs).result()


def link_in(mailbox: Mailbox, part: str = "/d/") -> str:
    """Return the path of the newest link with this part in it that a letter brought."""
    texts = (letter.get_body(["plain"]).get_content() for letter in reversed(mailbox.received))
    link = next(found[0] for text in texts if (found := re.search(rf"\S+{part}\S+", text)))
    return urlsplit(link).path


def subjects(mailbox: Mailbox) -> list[str]:
    """Return the subjects of the letters that came."""
    return [str(letter["Subject"]) for letter in mailbox.received]


def takes(visit: Visit, button: str) -> bytes:
    """Press the button of a download, and take the file to its end."""
    with visit.page.expect_download() as download:
        visit.press(button)
    return download.value.path().read_bytes()


def desk_of(official: Official, portal: str, page: Page) -> Visit:
    """Return the official at their desk: a browser in which they are logged in, each of whose pages is examined."""
    desk = Visit(SimpleNamespace(url=portal), page, scripts=True, examined=True)
    sits_down(desk, official)
    return desk


def sits_down(desk: Visit, official: Official) -> None:
    """Log the official in (again: days later a session has ended)."""
    session = log_in_as(Client(), official).cookies["sessionid"].value
    cookie = {"name": "sessionid", "value": session, "url": desk.installation.url}
    desk.page.context.add_cookies([cookie])
