"""The room as a Django app."""

from django.apps import AppConfig


class LookConfig(AppConfig):
    name = "nssi.look"
