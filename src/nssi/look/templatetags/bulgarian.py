"""Dates, times, sizes, numbers and money in templates: `{{ filed_at|moment }}`; what was typed, with numbers beside their units: `{{ act|unbroken }}`."""

from django import template

from nssi.law.render import unbroken
from nssi.look import typography

register = template.Library()
register.filter("unbroken", unbroken)
register.filter("day", typography.date_text)
register.filter("clock_time", typography.time_text)
register.filter("moment", typography.moment_text)
register.filter("ended", typography.ended)
register.filter("file_size", typography.size_text)
register.filter("number", typography.number_text)
register.filter("money", typography.money_text)
