"""The addresses of this room."""

from django.urls import path

from nssi.payments import pages

urlpatterns = [
    path("admin-portal/tarifa/", pages.tariff_page, name="tariff"),
]
