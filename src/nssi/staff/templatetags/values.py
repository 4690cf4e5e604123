"""Values of the law in templates: `{{ value|value_text }}`."""

from django import template

from nssi.staff.values import value_text

register = template.Library()
register.filter("value_text", value_text)


@register.filter
def slugged(name: str) -> str:
    """Return the name of a kind of document as it stands in an address."""
    return name.replace(".", "-")
