"""A portal inside the test, and browsers in which somebody is logged in. A test module that wants the fixtures imports them."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.db import connection
from django.test import Client
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, Page, expect

from tests.support.browser import opened_page, violations
from tests.support.visitors import log_in

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = (
    "1"  # the browser's driver keeps an event loop running in this thread
)


@contextmanager
def serving_portal() -> Iterator[str]:
    """Serve the portal in a thread of this process while the block runs, with the styles and scripts as they lie in the source.

    A connection ends with its request: kept for a browser's next one, it would keep the database from being dropped.
    """
    server = LiveServerThread("localhost", StaticFilesHandler)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    assert server.error is None
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(connection.settings_dict, "CONN_MAX_AGE", 0)
        try:
            yield f"http://localhost:{server.port}"
        finally:
            server.terminate()
            server.join()


@pytest.fixture
def portal_url(transactional_db) -> Iterator[str]:
    """The address of a portal that runs while the test does."""
    with serving_portal() as url:
        yield url


@dataclass(frozen=True)
class Guest:
    """A browser in which somebody is logged in; each page it opens is examined."""

    url: str
    page: Page

    def comes_as(self, client: Client) -> None:
        """Go on with the session of `client`."""
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": self.url}
        self.page.context.add_cookies([cookie])

    def go(self, path: str) -> None:
        self.page.goto(self.url + path)
        self.is_accessible()

    def follow(self, name: str) -> None:
        self.page.get_by_role("main").locator("a").filter(has_text=name).first.click()
        self.is_accessible()

    def press(self, name: str) -> None:
        self.click(name)
        self.is_accessible()

    def click(self, name: str) -> None:
        """Press a button to come to a page that other tests examine."""
        self.page.get_by_role("button", name=name, exact=True).click()
        self.page.wait_for_load_state("load")

    def is_accessible(self) -> None:
        assert violations(self.page) == []

    def is_at(self, heading: str) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(heading)

    def sees(self, text: str) -> None:
        expect(self.page.get_by_role("main")).to_contain_text(text)


@pytest.fixture
def guest_of(chromium: Browser, portal_url: str) -> Iterator[Callable[..., Guest]]:
    """A browser with the session of a client: `guest_of(client, width, scripts)`."""
    with ExitStack() as stack:

        def opened(client: Client, width: int, scripts: bool = True) -> Guest:
            page = stack.enter_context(opened_page(chromium, width=width, scripts=scripts))
            guest = Guest(portal_url, page)
            guest.comes_as(client)
            return guest

        yield opened


@pytest.fixture
def guest(guest_of, person) -> Callable[[int, bool], Guest]:
    """A browser in which the person is logged in: `guest(360, False)`."""

    def opened(width: int, scripts: bool) -> Guest:
        return guest_of(log_in(Client(), person), width, scripts)

    return opened
