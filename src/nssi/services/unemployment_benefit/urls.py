"""The addresses of this service's pages."""

from django.urls import path

from nssi.services.unemployment_benefit import pages

CASE = "sluzhiteli/prepiski/<uuid:proceeding_id>/izplashtane/"

urlpatterns = [
    path(CASE, pages.benefit_months, name="benefit_months"),
    path(f"{CASE}<int:decision_id>/", pages.benefit_receipt, name="benefit_receipt"),
]
