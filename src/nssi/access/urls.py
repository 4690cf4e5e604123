"""The addresses of this room."""

from django.urls import path

from nssi.access import journal_pages, pages, qes_pages

urlpatterns = [
    path("vhod/", pages.login, name="login"),
    path("vhod/pik/", pages.login_pik, name="login_pik"),
    path("vhod/kep/", qes_pages.login_qes, name="login_qes"),
    path(
        "vhod/kep/udostoverenie/<uuid:login_id>/",
        qes_pages.login_qes_certificate,
        name="login_qes_certificate",
    ),
    path("vhod/kep/vrashtane/<uuid:login_id>/", qes_pages.login_qes_return, name="login_qes_return"),
    path("vhod/kep/proverka/", qes_pages.login_qes_check, name="login_qes_check"),
    path("vhod/kep/proverka/sastoyanie/", qes_pages.login_qes_status, name="login_qes_status"),
    path("ostani/", pages.session_extend, name="session_extend"),
    path("izhod/", pages.logout, name="logout"),
    path("moite/dostap/", journal_pages.my_data_looks, name="my_data_looks"),
    path("admin-portal/zhurnal/", journal_pages.official_journal, name="official_journal"),
    path("sluzhiteli/vhod/", pages.official_login, name="official_login"),
    path("sluzhiteli/izhod/", pages.official_logout, name="official_logout"),
]
