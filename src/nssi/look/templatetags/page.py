"""What base.html asks of its context."""

from typing import Any

from django import template
from django.template.context import Context

register = template.Library()


@register.simple_tag(takes_context=True)
def page_errors(context: Context) -> list[Any]:
    """Return the entries of the page's error summary: `error_entries` of the page, else those of its `form`."""
    if "error_entries" in context:
        return list(context["error_entries"])
    return list(getattr(context.get("form"), "error_entries", ()))
