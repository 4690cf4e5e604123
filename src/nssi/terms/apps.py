"""The room as a Django app."""

from django.apps import AppConfig


class TermsConfig(AppConfig):
    name = "nssi.terms"
