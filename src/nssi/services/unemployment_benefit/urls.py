"""The addresses of this service's pages."""

from django.urls import path

from nssi.services.unemployment_benefit import pages, person_pages

CASE = "sluzhiteli/prepiski/<uuid:proceeding_id>/izplashtane/"

MINE = "moite/spravki/bezrabotitsa/"

urlpatterns = [
    path(MINE, person_pages.my_registrations, name="my_registrations"),
    path(
        f"{MINE}<uuid:proceeding_id>/promyana/",
        person_pages.declare_circumstance,
        name="declare_circumstance",
    ),
    path(CASE, pages.benefit_months, name="benefit_months"),
    path(f"{CASE}<int:decision_id>/", pages.benefit_receipt, name="benefit_receipt"),
]
