"""The addresses of this room."""

from django.urls import path

from nssi.portal import own_data_pages, pages

urlpatterns = [
    path("", pages.catalogue, name="catalogue"),
    path("uslugi/<slug:slug>/", pages.service_detail, name="service_detail"),
    path("proverka/", pages.application_status_lookup, name="application_status_lookup"),
    path("proverka/zayavlenie/", pages.application_status, name="application_status"),
    path("faylove/", pages.file_requirements, name="file_requirements"),
    path("pik/kak/", pages.pik_ways, name="pik_ways"),
    path("dostapnost/", pages.accessibility_statement, name="accessibility_statement"),
    path("lichni-danni/", pages.privacy, name="privacy"),
    path("biskvitki/", pages.cookies, name="cookies"),
    path("moite/danni/", own_data_pages.my_own_data, name="my_own_data"),
    path("moite/danni/svalyane/", own_data_pages.my_own_data_download, name="my_own_data_download"),
    path("ezik/", pages.choose_language, name="choose_language"),
    path("sesiya-iztekla/", pages.session_ended, name="session_ended"),
]
