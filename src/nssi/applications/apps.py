"""The room as a Django app."""

from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    name = "nssi.applications"
