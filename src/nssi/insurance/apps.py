"""The room as a Django app."""

from django.apps import AppConfig


class InsuranceConfig(AppConfig):
    name = "nssi.insurance"
