"""Counts in templates: `{{ counts.open|counted }}`."""

from django import template
from django.utils.translation import gettext

from nssi.look.typography import number_text
from nssi.proceedings.queue import MOST_COUNTED

register = template.Library()


@register.filter
def counted(count: int) -> str:
    """Return a count in words; one that was not counted to its end as „над 999“."""
    if count <= MOST_COUNTED:
        return number_text(count)
    return gettext("над %(count)s") % {"count": number_text(MOST_COUNTED)}
