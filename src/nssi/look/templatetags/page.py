"""What base.html asks of its context."""

from typing import Any

from django import template
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from nssi.look.context import page

register = template.Library()


@register.simple_tag(takes_context=True)
def page_errors(context: Context) -> list[Any]:
    """Return the entries of the page's error summary: `error_entries` of the page, else those of its `form`."""
    if "error_entries" in context:
        return list(context["error_entries"])
    return list(getattr(context.get("form"), "error_entries", ()))


@register.tag
def unchanging(parser: Parser, token: Token) -> "UnchangingNode":
    """`{% unchanging %}…{% endunchanging %}`: what is the same on every page, drawn once a language."""
    nodes = parser.parse(("endunchanging",))
    parser.delete_first_token()
    return UnchangingNode(nodes)


class UnchangingNode(template.Node):
    """It is given what every page is given (`look.context.page`) and sees nothing of the page it stands on."""

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist
        self._drawn: dict[str | None, SafeString] = {}

    def render(self, context: Context) -> SafeString:
        language = get_language()
        if language not in self._drawn:
            self._drawn[language] = self.nodelist.render(context.new(page()))
        return self._drawn[language]
