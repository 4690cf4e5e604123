"""What must hold for every page of the portal, checked on its HTML.

`problems(html)` reads one page and returns what is wrong with it in plain words; an empty list is a good page.
The page client of the tests asks it about every page of every test.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, TypeAlias
from urllib.parse import urlsplit

from lxml import html

Element: TypeAlias = Any  # lxml has no types

TITLE_END = {"bg": " – Е-услуги", "en": " – E-services"}
ERROR_TITLE = {"bg": "Грешка: ", "en": "Error: "}
EMPTY_LINK_TEXTS = {
    "тук",
    "оттук",
    "натиснете тук",
    "линк",
    "връзка",
    "още",
    "повече",
    "here",
    "click here",
    "more",
}
VERBATIM = {"code", "pre", "script", "style", "textarea"}

_MIXED_WORD = re.compile(
    r"[A-Za-z][А-Яа-яЀ-ӿ]|[А-Яа-яЀ-ӿ][A-Za-z]"
    r"|(?<![A-Za-z])[aceopxyABCEHKMOPTX]-[А-Яа-я]"  # a Latin letter that looks Cyrillic: e-услуги
)
_TORN_OFF_UNIT = re.compile(r"\d (?:г|ч|мин|лв|МБ|КБ|MB|KB)\b|\d [€%]")
_TWO_STOPS = re.compile(r"(?<!\.)\.\.(?!\.)")
_PERSONAL_NUMBER = re.compile(r"(?<![0-9a-f])\d{10}(?![0-9a-f])")  # ten digits inside an id are none
_FOREIGN_QUOTE = {"bg": re.compile(r"[\"”«»]"), "en": re.compile(r"[\"«»]")}
_BLOCKS = {"br", "dd", "div", "dt", "h1", "h2", "h3", "label", "legend", "li", "option", "p", "td", "th"}


def problems(page: str) -> list[str]:
    """Return what is wrong with the HTML `page`."""
    if not page.lstrip().lower().startswith("<!doctype html>"):
        return ["the page does not begin with <!doctype html>"]
    root = html.document_fromstring(page)
    found: list[str] = []
    for check in (_frame, _headings, _ids, _controls, _forms, _errors, _links, _scripts, _words):
        found += check(root)
    return found


def text_of(element: Element) -> str:
    """Return the text that a reader of `element` meets, with its white space (not its no-break spaces) tidied."""
    return _tidy("".join(_texts(element)))


def _texts(element: Element) -> Iterator[str]:
    if not isinstance(element.tag, str) or element.tag in {"script", "style"}:
        return
    if element.text:
        yield element.text
    for child in element:
        yield from _texts(child)
        if child.tail:
            yield child.tail
    if element.tag in _BLOCKS:
        yield " "


def _tidy(text: str) -> str:
    return re.sub(r"[ \t\r\n]+", " ", text).strip()


def _frame(root: Element) -> Iterator[str]:
    if root.get("lang") not in TITLE_END:
        yield "<html> does not say its language"
    titles = root.xpath("/html/head/title")
    title = text_of(titles[0]) if len(titles) == 1 else ""
    end, error = TITLE_END[_language(root)], ERROR_TITLE[_language(root)].strip()
    if not title.endswith(end) or not title.removesuffix(end).removeprefix(error).strip():
        yield f"the title is not „<screen>{end}“: {title!r}"
    if len(root.xpath("//main")) != 1:
        yield "there is not exactly one <main>"
    if not root.xpath("//a[@href='#main-content']") or not root.xpath("//*[@id='main-content']"):
        yield "there is no skip link to the main content"


def _language(root: Element) -> str:
    return root.get("lang") if root.get("lang") in TITLE_END else "bg"


def _headings(root: Element) -> Iterator[str]:
    headings = root.xpath("//h1|//h2|//h3|//h4|//h5|//h6")
    if sum(heading.tag == "h1" for heading in headings) != 1:
        yield "there is not exactly one h1"
    # the error summary and banners stand above the h1 with an h2 of their own
    seen_h1, level = False, 1
    for heading in headings:
        if not text_of(heading):
            yield f"an empty {heading.tag}"
        now = int(heading.tag[1])
        seen_h1 = seen_h1 or now == 1
        if seen_h1:
            if now > level + 1:
                yield f"a heading level is skipped before {heading.tag} „{text_of(heading)}“"
            level = now
        elif now > 2:
            yield f"{heading.tag} „{text_of(heading)}“ stands before the h1"


def _ids(root: Element) -> Iterator[str]:
    ids = Counter(root.xpath("//@id"))
    yield from (f"the id {id_!r} is used {times} times" for id_, times in ids.items() if times > 1)
    for attribute in ("for", "aria-describedby", "aria-labelledby", "aria-controls"):
        for value in root.xpath(f"//@{attribute}"):
            yield from (
                f"{attribute} names the id {id_!r}, which is not there"
                for id_ in value.split()
                if id_ not in ids
            )


def _controls(root: Element) -> Iterator[str]:
    for control in controls(root):
        label = label_of(root, control)
        name = control.get("name") or control.get("id") or control.tag
        if label is None:
            yield f"the control {name!r} has no label"
        elif not text_of(label):
            yield f"the label of {name!r} is empty"
        if control.get("type") == "radio" and not _legend(control):
            yield f"the radio button {name!r} stands in no fieldset with a legend"
    for button in root.xpath("//button"):
        if not text_of(button):
            yield "a button without text"


def _forms(root: Element) -> Iterator[str]:
    for form in root.xpath("//form"):
        method = form.get("method", "get").lower()
        has_token = bool(form.xpath(".//input[@name='csrfmiddlewaretoken']"))
        where = f"the form to {form.get('action') or 'this page'!r}"
        leaves = urlsplit(form.get("action") or "").scheme != ""
        if method == "post" and not has_token and not leaves:
            yield f"{where} has no CSRF token"
        if leaves and has_token:
            yield f"{where} gives the CSRF token to another site"
        if method == "get" and has_token:
            yield f"{where} puts the CSRF token into the address"
        if form.get("novalidate") is None:
            yield f"{where} lets the browser validate: novalidate is missing"
        if not form.xpath(".//button[not(@type) or @type='submit']"):
            yield f"{where} has no button"
        if form.xpath(".//input[@type='file']") and form.get("enctype") != "multipart/form-data":
            yield f"{where} takes files but is not multipart/form-data"


def _errors(root: Element) -> Iterator[str]:
    ids = set(root.xpath("//@id"))
    summaries = root.xpath("//*[contains(concat(' ', @class, ' '), ' govuk-error-summary ')]")
    title = "".join(root.xpath("/html/head/title/text()")).strip()
    error = ERROR_TITLE[_language(root)]
    if bool(summaries) != title.startswith(error):
        yield f"the title says „{error}“ without an error summary, or the other way round"
    for summary in summaries:
        links = summary.xpath(".//li/a")
        if not links:
            yield "the error summary is empty"
        for link in links:
            if link.get("href", "").removeprefix("#") not in ids:
                yield f"the error summary leads to {link.get('href')!r}, which is not there"
        if not root.xpath("//h1") or _position(summary) > _position(root.xpath("//h1")[0]):
            yield "the error summary does not stand above the h1"
    said = {text_of(item) for summary in summaries for item in summary.xpath(".//li")}
    for message in root.xpath("//p[contains(concat(' ', @class, ' '), ' govuk-error-message ')]"):
        text = text_of(message).removeprefix(error.strip()).strip()
        if text not in said:
            yield f"the error „{text}“ is not in the error summary"


def _links(root: Element) -> Iterator[str]:
    for link in root.xpath("//a"):
        text, address = text_of(link), link.get("href", "")
        if not text:
            yield f"the link to {address!r} has no text"
        if text.lower().strip(" .!") in EMPTY_LINK_TEXTS:
            yield f"the link text „{text}“ does not say where it goes"
        if not address:
            yield f"the link „{text}“ leads nowhere"
        if link.get("target") == "_blank":
            yield f"the link „{text}“ opens a new window"
    for address in root.xpath("//@href|//@action|//@src|//@hx-get|//@hx-post"):
        if urlsplit(address).scheme not in {"tel", "mailto"} and _PERSONAL_NUMBER.search(address):
            yield "an address holds what looks like a personal number"
    for picture in root.xpath("//img[not(@alt)]"):
        yield f"the picture {picture.get('src')!r} has no alt"


def _scripts(root: Element) -> Iterator[str]:
    for script in root.xpath("//script"):
        if not script.get("src"):
            yield "an inline script"
    if root.xpath("//style"):
        yield "an inline style sheet"
    for element in root.iter("*"):
        for name in element.attrib:
            if name == "style" or name.startswith("on") or name.startswith("hx-on"):
                yield f"the attribute {name} on <{element.tag}>"
    for address in root.xpath("//script/@src|//link[@rel='stylesheet']/@href|//img/@src"):
        if urlsplit(address).netloc:
            yield f"{address!r} comes from a foreign host"
    if root.xpath("//meta[translate(@http-equiv, 'REFSH', 'refsh')='refresh']"):
        yield "the page refreshes itself"


def _words(root: Element) -> Iterator[str]:
    body = root.find("body")
    for element in body.iter("*"):
        if element.tag in VERBATIM:
            continue
        for text in (element.text, *(child.tail for child in element)):
            yield from _wrong_words(text or "", _language(root))
    for text in root.xpath("//title/text()|//@aria-label|//@placeholder|//@alt"):
        yield from _wrong_words(text, _language(root))


def _wrong_words(text: str, language: str) -> Iterator[str]:
    text = _tidy(text)
    for pattern, what in (
        (_MIXED_WORD, "Latin and Cyrillic letters in one word"),
        (_FOREIGN_QUOTE[language], "a quotation mark of another language"),
        (_TORN_OFF_UNIT, "an ordinary space between number and unit"),
        (_TWO_STOPS, "two full stops"),
    ):
        if match := pattern.search(text):
            yield f"{what}: „{text[max(0, match.start() - 20) : match.end() + 20]}“"


def controls(root: Element) -> list[Element]:
    """Return the controls below `root` that a person fills in."""
    found: list[Element] = root.xpath(".//input|.//select|.//textarea")
    return [control for control in found if control.get("type") not in {"hidden", "submit", "button"}]


def label_of(root: Element, control: Element) -> Element | None:
    """Return the visible label of `control`, or None."""
    id_ = control.get("id")
    labels = root.xpath("//label[@for=$id]", id=id_) if id_ else []
    return labels[0] if len(labels) == 1 else None


def _legend(control: Element) -> str:
    legends = control.xpath("ancestor::fieldset[1]/legend")
    return text_of(legends[0]) if legends else ""


def _position(element: Element) -> int:
    return next(number for number, other in enumerate(element.getroottree().iter()) if other is element)
