"""The room as a Django app."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "nssi.access"
