"""Whatever stands in an address or a form, no page breaks (ASVS 2.2.1, 16.5.1): it is refused, or read as text."""

import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from django.db import transaction
from django.urls import URLPattern

from tests.house.rooms import ROOT
from tests.house.test_routes import ROUTES
from tests.security.household import INSURER, Household
from tests.security.test_access import content, household

__all__ = ["household"]

pytestmark = pytest.mark.django_db

NULL, LARGE = "a\0b", "99999999999999999999"
HOSTILE = [NULL, LARGE, "-1", "²", "{0.__class__}", "';--", "\ud800"]
ASKED = sorted(
    {
        name
        for file in (ROOT / "src" / "nssi").rglob("*pages.py")
        for name in re.findall(r'GET\.get\("(\w+)"', file.read_text())
    }
)
"""What pages read from their addresses beside forms."""


_NAMES = r'<(?:input|select|textarea)[^>]* name="([^"]+)"'


def visitor_of(household: Household, pattern: URLPattern) -> str:
    """Return who may open the page."""
    view = pattern.callback
    if view.access_rule == "official" or view.access_roles:
        roles = view.access_roles or ("archive_officer",)
        return next(name for name, role in household.roles.items() if role in roles)
    return {"public": "anybody", "person": "owner"}.get(view.access_rule, INSURER)


def hostile_paths(household: Household, pattern: URLPattern) -> Iterator[str]:
    """Yield the address of a thing of hers with something hostile in the place of each parameter in turn."""
    path = household.path_of(pattern)
    for name, converter in pattern.pattern.converters.items():
        kind = converter.__class__.__name__
        for value in {"StringConverter": HOSTILE[:-1], "IntConverter": [LARGE]}.get(kind, ()):
            yield path.replace(
                f"/{household.things.get(f'{pattern.name}.{name}', household.things.get(name))}/",
                f"/{quote(value, safe='')}/",
                1,
            )


@pytest.mark.parametrize("hostile", [HOSTILE[:2], pytest.param(HOSTILE[2:], marks=pytest.mark.full)])
def test_whatever_is_typed_into_an_address_or_a_form_breaks_no_page(household, hostile: list[str]):
    broken = []
    for _route, pattern in ROUTES:
        visitor = visitor_of(household, pattern)
        browser = household.browsers[visitor]
        browser.raise_request_exception = False  # an error is an answer here, as it is of the server
        path = household.path_of(pattern)
        names = {*ASKED, *re.findall(_NAMES, content(browser.get(path)))}
        requests = [(browser.get, address, {}) for address in hostile_paths(household, pattern)]
        for value in hostile:
            typed = dict.fromkeys(names, value.encode("utf-8", "surrogatepass"))
            requests += [(browser.get, path, typed), (browser.post, path, typed)]
        for ask, address, typed in requests:
            with transaction.atomic():  # nothing of it stays for the next one
                response = ask(address, typed)
                transaction.set_rollback(True)
            content(response)
            if response.status_code >= 500:
                broken.append((pattern.name, ask.__name__, address, next(iter(typed.values()), b"")))
    assert broken == []
