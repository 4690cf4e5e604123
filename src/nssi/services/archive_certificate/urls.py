"""The addresses of this service's pages for officials."""

from django.urls import path

from nssi.services.archive_certificate import extract_pages as pages
from nssi.services.archive_certificate import fee_pages, person_pages, scan_pages, statistics_pages

ARCHIVE = "sluzhiteli/arhiv/"
CASE = "sluzhiteli/prepiski/<uuid:proceeding_id>/vedomosti/"

urlpatterns = [
    path(f"{ARCHIVE}litse/", person_pages.archive_person, name="archive_person"),
    path(f"{ARCHIVE}statistika/", statistics_pages.archive_statistics, name="archive_statistics"),
    path(
        f"{ARCHIVE}statistika/tablitsa.csv",
        statistics_pages.archive_statistics_csv,
        name="archive_statistics_csv",
    ),
    path(f"{ARCHIVE}prosrocheni/", statistics_pages.archive_overdue, name="archive_overdue"),
    path(
        f"{ARCHIVE}prosrocheni/spisak.csv",
        statistics_pages.archive_overdue_csv,
        name="archive_overdue_csv",
    ),
    path("sluzhiteli/prepiski/<uuid:proceeding_id>/taksa/", fee_pages.archive_fee, name="archive_fee"),
    path(CASE, pages.archive_extracts, name="archive_extracts"),
    path(f"{CASE}osiguritel/<int:insurer_id>/", pages.archive_extract_begin, name="archive_extract_begin"),
    path(f"{CASE}<uuid:extract_id>/", pages.archive_extract, name="archive_extract"),
    path(f"{CASE}<uuid:extract_id>/skanirano/", scan_pages.archive_extract_scan, name="archive_extract_scan"),
    path(
        f"{CASE}<uuid:extract_id>/skanirano/fayl/",
        scan_pages.archive_extract_scan_file,
        name="archive_extract_scan_file",
    ),
    path(
        f"{CASE}<uuid:extract_id>/reshi/<slug:what>/",
        pages.archive_extract_settle,
        name="archive_extract_settle",
    ),
    path(f"{CASE}<uuid:extract_id>/<slug:way>/", pages.archive_extract_change, name="archive_extract_change"),
]
