"""The addresses of this room."""

from django.urls import path

from nssi.applications import my_pages, pages

urlpatterns = [
    path("moite/", my_pages.my_home, name="my_home"),
    path("moite/chernovi/<uuid:draft_id>/iztriy/", my_pages.draft_discard, name="draft_discard"),
    path(
        "moite/zayavleniya/<uuid:application_id>/pdf/",
        my_pages.application_document,
        name="application_document",
    ),
    path("zayavlenie/<slug:slug>/", pages.application_start, name="application_start"),
    path("zayavlenie/<slug:slug>/podavane/", pages.application_submit, name="application_submit"),
    path("zayavlenie/<slug:slug>/gotovo/", pages.application_filed, name="application_filed"),
    path("zayavlenie/<slug:slug>/<slug:step>/", pages.application_step, name="application_step"),
]
