"""An address for each route, with made-up values for its parameters."""

import re

EXAMPLES = {
    "uuid": "00000000-0000-4000-8000-000000000000",
    "slug": "obezshtetenie-bezrabotitsa",
    "str": "abc",
    "int": "1",
}


def path_of(route: str) -> str:
    """Return an address that the route matches."""
    return "/" + re.sub(r"<(?:(\w+):)?\w+>", lambda match: EXAMPLES[match[1] or "str"], route)
