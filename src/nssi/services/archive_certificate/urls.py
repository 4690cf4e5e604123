"""The addresses of this service's pages for officials."""

from django.urls import path

from nssi.services.archive_certificate import extract_pages as pages
from nssi.services.archive_certificate import fee_pages

CASE = "sluzhiteli/prepiski/<uuid:proceeding_id>/vedomosti/"

urlpatterns = [
    path("sluzhiteli/prepiski/<uuid:proceeding_id>/taksa/", fee_pages.archive_fee, name="archive_fee"),
    path(CASE, pages.archive_extracts, name="archive_extracts"),
    path(f"{CASE}osiguritel/<int:insurer_id>/", pages.archive_extract_begin, name="archive_extract_begin"),
    path(f"{CASE}<uuid:extract_id>/", pages.archive_extract, name="archive_extract"),
    path(
        f"{CASE}<uuid:extract_id>/reshi/<slug:what>/",
        pages.archive_extract_settle,
        name="archive_extract_settle",
    ),
    path(f"{CASE}<uuid:extract_id>/<slug:way>/", pages.archive_extract_change, name="archive_extract_change"),
]
