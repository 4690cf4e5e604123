"""The addresses of this room."""

from django.urls import path

from nssi.insurance import pages

urlpatterns = [
    path("admin-portal/vnasyane/", pages.declaration_intake, name="declaration_intake"),
    path("osiguriteli/", pages.insurer_home, name="insurer_home"),
    path("osiguriteli/deklaratsii/", pages.declarations, name="declarations"),
    path("osiguriteli/deklaratsii/novo/", pages.declaration_new, name="declaration_new"),
    path("osiguriteli/deklaratsii/<int:submission_id>/", pages.declaration, name="declaration"),
    path("osiguriteli/deklaratsii/redove/", pages.declaration_typed, name="declaration_typed"),
    path(
        "osiguriteli/deklaratsii/<int:submission_id>/sastoyanie/",
        pages.declaration_progress,
        name="declaration_progress",
    ),
    path(
        "osiguriteli/deklaratsii/<int:submission_id>/protokol.csv",
        pages.declaration_protocol,
        name="declaration_protocol",
    ),
    path(
        "osiguriteli/deklaratsii/<int:submission_id>/potvardi/",
        pages.declaration_confirm,
        name="declaration_confirm",
    ),
    path("osiguriteli/litse/", pages.insured_person, name="insured_person"),
]
