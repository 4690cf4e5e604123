"""The room as a Django app."""

from django.apps import AppConfig


class PikConfig(AppConfig):
    name = "nssi.services.pik"
    label = "service_pik"
