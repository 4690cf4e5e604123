"""What is left in Bulgarian on a page that somebody reads in English."""

import re
from collections.abc import Iterator

from nssi.look.page_checks import Element
from nssi.look.page_client import Page

CYRILLIC = re.compile("[А-Яа-яЍѝ]")
NAMES = re.compile(
    r"„[^“]*“|\([^)]*\)"  # acts and screens, named as they are
    r"|(?:ТП на НОИ|Регионален архивен център) – [\w -]+"
    r"|Мария Петрова Иванова|Ирина Петрова|акт\.pdf|гр\. Варна, [\w ,.]+"
)
"""What has no other name in English: acts and screens, offices, and what the people of the tests are called and type."""

_READ_OUT = ("alt", "aria-label", "data-label", "placeholder", "title")


def bulgarian_in(page: Page, part: str = ".") -> list[str]:
    """Return what stands on the page, or in a part of it, in Bulgarian and does not say so."""
    texts = _not_said_to_be_bulgarian(page.root.find(part))
    return [text for text in texts if CYRILLIC.search(NAMES.sub("", text))]


def _not_said_to_be_bulgarian(element: Element) -> Iterator[str]:
    if not isinstance(element.tag, str) or element.get("lang") == "bg":
        return
    yield from filter(None, [element.text, *(element.get(name) for name in _READ_OUT)])
    for child in element:
        yield from _not_said_to_be_bulgarian(child)
        yield child.tail or ""
