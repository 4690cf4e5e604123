"""The addresses of this room."""

from django.urls import path

from nssi.archive import pages, public_pages

OFFICIALS = "sluzhiteli/arhiv/osiguriteli/"

urlpatterns = [
    path(
        "spravki/prekrateni-osiguriteli/",
        public_pages.terminated_insurer_search,
        name="terminated_insurer_search",
    ),
    path("api/v1/terminated-insurers", public_pages.terminated_insurers_api, name="terminated_insurers_api"),
    path("api/v1/openapi.json", public_pages.openapi, name="openapi"),
    path(OFFICIALS, pages.holdings, name="holdings"),
    path(f"{OFFICIALS}nov/", pages.insurer_new, name="holdings_insurer_new"),
    path(f"{OFFICIALS}vnasyane/", pages.holdings_imports, name="holdings_imports"),
    path(
        f"{OFFICIALS}vnasyane/<int:import_id>/protokol.csv",
        pages.holdings_import_protocol,
        name="holdings_import_protocol",
    ),
    path(f"{OFFICIALS}<int:insurer_id>/", pages.insurer, name="holdings_insurer"),
    path(f"{OFFICIALS}<int:insurer_id>/promyana/", pages.insurer_edit, name="holdings_insurer_edit"),
    path(f"{OFFICIALS}<int:insurer_id>/fond/", pages.deposit_new, name="holdings_deposit_new"),
    path(
        f"{OFFICIALS}<int:insurer_id>/fond/<int:deposit_id>/",
        pages.deposit_edit,
        name="holdings_deposit_edit",
    ),
    path(
        f"{OFFICIALS}<int:insurer_id>/fond/<int:deposit_id>/premahni/",
        pages.deposit_remove,
        name="holdings_deposit_remove",
    ),
]
