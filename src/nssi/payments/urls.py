"""The addresses of this room."""

from django.urls import path

from nssi.payments import list_pages, money_pages, person_pages

LISTS = "sluzhiteli/plashtaniya/"

urlpatterns = [
    path(LISTS, list_pages.payment_lists, name="payment_lists"),
    path(f"{LISTS}<uuid:list_id>/", list_pages.payment_list, name="payment_list"),
    path(f"{LISTS}<uuid:list_id>/napredak/", list_pages.payment_list_progress, name="payment_list_progress"),
    path(f"{LISTS}<uuid:list_id>/otkazhi/", list_pages.payment_list_discard, name="payment_list_discard"),
    path(f"{LISTS}<uuid:list_id>/banka/", list_pages.payment_list_bank_file, name="payment_list_bank_file"),
    path(f"{LISTS}<uuid:list_id>/tablitsa/", list_pages.payment_list_table, name="payment_list_table"),
    path(f"{LISTS}plashtane/<uuid:payment_id>/", list_pages.benefit_payment, name="benefit_payment"),
    path("moite/pari/", money_pages.my_money, name="my_money"),
    path("moite/taksi/<uuid:fee_id>/", person_pages.my_fee, name="my_fee"),
    path("moite/taksi/<uuid:fee_id>/plati/", person_pages.my_fee_pay, name="my_fee_pay"),
    path("moite/taksi/<uuid:fee_id>/sastoyanie/", person_pages.my_fee_progress, name="my_fee_progress"),
    path("moite/taksi/<uuid:fee_id>/obratno/", person_pages.my_fee_return, name="my_fee_return"),
    path("eplashtane/izvestie", person_pages.payment_notice, name="payment_notice"),
]
