"""A browser without scripts: fetches pages, follows links, fills forms as they stand in the HTML, keeps cookies."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener


@dataclass
class Form:
    action: str
    method: str
    values: dict[str, str] = field(default_factory=dict)
    buttons: dict[str, tuple[str, str]] = field(default_factory=dict)
    """What each button says: the name and value it sends."""


class PageParser(HTMLParser):
    """Title, headings, links, forms and text of one page."""

    def __init__(self) -> None:
        super().__init__()
        self.title = ""
        self.headings: list[str] = []
        self.links: dict[str, str] = {}
        self.forms: list[Form] = []
        self.text = ""
        self._tag = ""
        self._link: str | None = None
        self._button: tuple[str, str] | None = None
        self._select: str | None = None
        self._words = ""

    def handle_starttag(self, tag: str, pairs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in pairs}
        self._tag = tag
        if tag in ("h1", "a", "button", "title"):
            self._words = ""
        if tag == "a":
            self._link = attributes.get("href")
        elif tag == "form":
            self.forms.append(Form(attributes.get("action", ""), attributes.get("method", "get")))
        elif tag == "input" and (attributes.get("type") != "radio" or "checked" in attributes):
            self.forms[-1].values[attributes["name"]] = attributes.get("value", "")
        elif tag == "select":
            self._select = attributes["name"]
        elif tag == "option" and self._select and "value" in attributes:
            is_first = self._select not in self.forms[-1].values
            if is_first or "selected" in attributes:
                self.forms[-1].values[self._select] = attributes["value"]
        elif tag == "button":
            self._button = (attributes.get("name", ""), attributes.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        words = " ".join(self._words.split())
        if tag == "title":
            self.title = words
        elif tag == "h1":
            self.headings.append(words)
        elif tag == "a" and self._link is not None:
            self.links[words] = self._link
        elif tag == "button" and self._button is not None:
            self.forms[-1].buttons[words] = self._button

    def handle_data(self, data: str) -> None:
        self._words += data
        self.text += data


@dataclass
class Visitor:
    """Where one person's browser is at the moment."""

    base: str
    opener: OpenerDirector = field(default_factory=lambda: build_opener(HTTPCookieProcessor(CookieJar())))
    url: str = ""
    code: int = 0
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    page: PageParser = field(default_factory=PageParser)

    def go(self, path: str) -> None:
        self._open(Request(urljoin(self.base, path)))

    def follow(self, words: str) -> None:
        """The first link that says, or starts with, these words."""
        self.go(
            urljoin(self.url, next(href for says, href in self.page.links.items() if says.startswith(words)))
        )

    def press(self, words: str, **typed: str) -> None:
        """Sends the form that has this button, with `typed` over what stands in its fields."""
        form, button = next(
            (form, sent)
            for form in self.page.forms
            for says, sent in form.buttons.items()
            if says.startswith(words)
        )
        assert typed.keys() <= form.values.keys()
        values = form.values | typed | ({button[0]: button[1]} if button[0] else {})
        url, query = urljoin(self.url, form.action), urlencode(values)
        if form.method == "post":
            self._open(Request(url, query.encode(), {"Origin": self.base}))
        else:
            self._open(Request(f"{url}?{query}"))

    def _open(self, request: Request) -> None:
        try:
            response = self.opener.open(request, timeout=30)
        except HTTPError as error:
            response = error
        with response:
            self.url, self.code, self.body = response.url, response.status, response.read()
            self.headers = dict(response.headers)
        self.page = PageParser()
        if self.headers["Content-Type"].startswith("text/html"):
            self.page.feed(self.body.decode())
            assert len(self.page.headings) == 1, "a page has one h1"
            assert self.page.headings[0] in self.page.title
            assert "Симулатор за разработка. Няма правна сила." in self.page.text
