"""The room as a Django app."""

from django.apps import AppConfig


class PensionsConfig(AppConfig):
    name = "nssi.pensions"
