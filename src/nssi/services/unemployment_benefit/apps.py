"""The room as a Django app."""

from django.apps import AppConfig


class UnemploymentBenefitConfig(AppConfig):
    name = "nssi.services.unemployment_benefit"
    label = "service_unemployment_benefit"
