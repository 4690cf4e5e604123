"""What the officials' frame asks of its context."""

from django import template
from django.template.context import Context

from nssi.access.navigation import Entry, entries_for

register = template.Library()


@register.simple_tag(takes_context=True)
def officials_navigation(context: Context) -> list[Entry]:
    """Return the navigation of the official who looks at the page."""
    return entries_for(context["request"].official)
