"""The addresses of this room."""

from django.urls import path

from nssi.documents import pages

urlpatterns = [
    path("proverka-na-dokument/", pages.check_document, name="check_document"),
    path(
        "proverka-na-dokument/<str:number>/<str:code>/",
        pages.check_document_prefilled,
        name="check_document_prefilled",
    ),
]
