"""The room as a Django app."""

from django.apps import AppConfig


class InstitutionConfig(AppConfig):
    name = "nssi.institution"
