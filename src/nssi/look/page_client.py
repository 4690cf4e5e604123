"""The strict page client of the tests: each page it fetches is checked whole, and forms are filled in as people do.

page = client.get("/proverka/")
page = page.submit({"УРИ": "…", "Код за достъп": "…"})
assert page.h1 == "…"
"""

# ruff: noqa: S101 – a client for tests asserts

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.http import HttpResponse
from django.test import Client
from lxml import html

from nssi.look.page_checks import Element, controls, label_of, problems, text_of

MOST_REDIRECTS = 5


class PageClient:
    """A person's browser without scripts. It raises AssertionError on any page that is not as pages must be."""

    def __init__(self, client: Client | None = None) -> None:
        self.client = client or Client()

    def get(self, path: str, query: Mapping[str, str] | None = None) -> "Page":
        """Open `path` and follow redirects."""
        return self._read(self.client.get(path, query), path)

    def post(self, path: str, data: Mapping[str, Any]) -> "Page":
        """Post `data` to `path` and follow redirects. Tests of pages use `Page.submit` instead."""
        return self._read(self.client.post(path, data), path)

    def _read(self, response: Any, path: str) -> "Page":
        for _redirect in range(MOST_REDIRECTS):
            if not 300 <= response.status_code < 400:
                break
            path = urljoin(path, response["Location"])
            response = self.client.get(path)
        assert not 300 <= response.status_code < 400, (
            f"{path} still redirects after {MOST_REDIRECTS} redirects"
        )
        assert response.status_code < 500, f"{path} answered {response.status_code}"
        page = Page(self, path, response)
        if page.is_html:
            found = problems(page.html)
            assert not found, f"{path}:\n" + "\n".join(f"- {problem}" for problem in found)
        return page


@dataclass(frozen=True)
class Page:
    """What a person sees: the page after the last redirect."""

    browser: PageClient
    path: str
    response: HttpResponse

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def is_html(self) -> bool:
        return self.response.get("Content-Type", "").startswith("text/html")

    @cached_property
    def html(self) -> str:
        return self.response.content.decode()

    @cached_property
    def root(self) -> Element:
        return html.document_fromstring(self.html)

    @property
    def title(self) -> str:
        return text_of(self.root.find("head/title"))

    @property
    def h1(self) -> str:
        return text_of(self.root.xpath("//h1")[0])

    @cached_property
    def text(self) -> str:
        """All words of the main content, in one line."""
        return text_of(self.root.xpath("//main")[0])

    @property
    def errors(self) -> list[str]:
        """The entries of the error summary."""
        return [
            text_of(item) for item in self.root.xpath("//*[contains(@class, 'govuk-error-summary__list')]/li")
        ]

    @property
    def links(self) -> dict[str, str]:
        """The addresses of the links by their texts; of links with one text the first."""
        found: dict[str, str] = {}
        for link in self.root.xpath("//a[@href]"):
            found.setdefault(text_of(link), link.get("href"))
        return found

    @property
    def buttons(self) -> list[str]:
        """The texts of the buttons of the main content."""
        return [text_of(button) for button in self.root.xpath("//main//button[not(@hidden)]")]

    def follow(self, link_text: str) -> "Page":
        """Follow the link whose text is `link_text`."""
        assert link_text in self.links, f"no link „{link_text}“ among {sorted(self.links)}"
        return self.browser.get(urljoin(self.path, self.links[link_text]))

    def form(self, button: str = "") -> "PageForm":
        """Return the form with the button `button`, or the only form of the main content."""
        forms = self.root.xpath("//form" if button else "//main//form")
        if button:
            forms = [
                form for form in forms if any(text_of(each) == button for each in form.xpath(".//button"))
            ]
        assert len(forms) == 1, f"{len(forms)} forms with the button „{button}“; buttons: {self.buttons}"
        return PageForm(self, forms[0], button)

    def submit(self, fields: Mapping[str, Any] | None = None, button: str = "") -> "Page":
        """Fill in the form by the words of its labels and press its button.

        Values: text; the text of an option (radios, select); a list of texts (checkboxes of one question); True or
        False (one checkbox); a date or (day, month, year); an upload.
        """
        return self.form(button).submit(fields or {})


@dataclass(frozen=True)
class PageForm:
    """A form of a page."""

    page: Page
    form: Element
    button: str

    @property
    def labels(self) -> list[str]:
        """The words by which the fields can be filled in: of a group its legend, of a field its label."""
        return list(self._by_words)

    @property
    def values(self) -> dict[str, Any]:
        """What would be sent if nothing were typed: names and values of the controls as the page came."""
        sent: dict[str, Any] = {}
        for control in self.form.xpath(".//input[@name]|.//select[@name]|.//textarea[@name]"):
            name, value = control.get("name"), control.value
            if control.get("type") in {"radio", "checkbox"}:
                if control.get("checked") is not None:
                    sent.setdefault(name, []).append(control.get("value", "on"))
            elif control.get("type") != "file":
                sent[name] = value or ""
        return sent

    def submit(self, fields: Mapping[str, Any]) -> Page:
        """Fill in `fields` by their words and press the button."""
        sent = self.values
        for words, value in fields.items():
            assert words in self._by_words, f"no field „{words}“ among {self.labels}"
            self._fill_in(sent, self._by_words[words], words, value)
        if self.button:
            pressed = next(each for each in self.form.xpath(".//button") if text_of(each) == self.button)
            if pressed.get("name"):
                sent[pressed.get("name")] = pressed.get("value", "")
        path = urljoin(self.page.path, self.form.get("action") or urlsplit(self.page.path).path)
        if self.form.get("method", "get").lower() == "get":
            return self.page.browser.get(path, sent)
        return self.page.browser.post(path, sent)

    @cached_property
    def _by_words(self) -> dict[str, list[Element]]:
        found: dict[str, list[Element]] = {}
        for control in controls(self.form):
            legends = control.xpath("ancestor::fieldset[1]/legend")
            grouped = self._is_option_of_group(control) or self._is_box_of_date(control)
            label = label_of(self.form.getroottree().getroot(), control)
            words = (
                text_of(legends[0]) if legends and grouped else text_of(label) if label is not None else ""
            )
            found.setdefault(words, []).append(control)
        return found

    @staticmethod
    def _is_option_of_group(control: Element) -> bool:
        """A radio button or a checkbox; not a checkbox of its own that stands under an option of another question."""
        of_group = control.xpath("ancestor::fieldset[1]//input[@name]/@name")[:1]
        return control.get("type") in {"radio", "checkbox"} and of_group in ([], [control.get("name")])

    @staticmethod
    def _is_box_of_date(control: Element) -> bool:
        return "govuk-date-input__input" in control.get("class", "")

    def _fill_in(self, sent: dict[str, Any], group: list[Element], words: str, value: Any) -> None:
        first = group[0]
        if first.get("type") == "checkbox" and isinstance(value, bool):
            sent.pop(first.get("name"), None)
            if value:
                sent[first.get("name")] = first.get("value", "on")
        elif first.get("type") in {"radio", "checkbox"}:
            chosen = [value] if isinstance(value, str) else value
            sent[first.get("name")] = [self._value_of_option(group, text, words) for text in chosen]
        elif self._is_box_of_date(first):
            boxes: Iterable[Any] = (value.day, value.month, value.year) if isinstance(value, date) else value
            sent |= {control.get("name"): str(part) for control, part in zip(group, boxes, strict=True)}
        elif first.tag == "select":
            options = {text_of(option): option.get("value", "") for option in first.xpath(".//option")}
            assert value in options, f"no option „{value}“ in „{words}“: {sorted(options)}"
            sent[first.get("name")] = options[value]
        else:
            assert len(group) == 1, f"„{words}“ stands beside {len(group)} fields"
            sent[first.get("name")] = value

    def _value_of_option(self, group: list[Element], text: str, words: str) -> str:
        root = self.form.getroottree().getroot()
        options = {
            text_of(label): control for control in group if (label := label_of(root, control)) is not None
        }
        assert text in options, f"no option „{text}“ in „{words}“: {sorted(options)}"
        return str(options[text].get("value", "on"))
