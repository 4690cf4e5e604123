"""The addresses of this room."""

from django.urls import path

from nssi.payments import pages, person_pages

urlpatterns = [
    path("admin-portal/tarifa/", pages.tariff_page, name="tariff"),
    path("moite/taksi/<uuid:fee_id>/", person_pages.my_fee, name="my_fee"),
    path("moite/taksi/<uuid:fee_id>/plati/", person_pages.my_fee_pay, name="my_fee_pay"),
    path("moite/taksi/<uuid:fee_id>/sastoyanie/", person_pages.my_fee_progress, name="my_fee_progress"),
    path("moite/taksi/<uuid:fee_id>/obratno/", person_pages.my_fee_return, name="my_fee_return"),
    path("eplashtane/izvestie", person_pages.payment_notice, name="payment_notice"),
]
