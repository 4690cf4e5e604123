"""The addresses of this room."""

from django.urls import path

from nssi.access import (
    journal_pages,
    my_sessions_pages,
    officials_pages,
    pages,
    qes_pages,
    second_factor_pages,
)

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
    path("osiguriteli/vhod/", qes_pages.insurer_login, name="insurer_login"),
    path("ostani/", pages.session_extend, name="session_extend"),
    path("izhod/", pages.logout, name="logout"),
    path("moite/vlizaniya/", my_sessions_pages.my_sessions, name="my_sessions"),
    path("moite/dostap/", journal_pages.my_data_looks, name="my_data_looks"),
    path("admin-portal/zhurnal/", journal_pages.official_journal, name="official_journal"),
    path("sluzhiteli/vhod/", pages.official_login, name="official_login"),
    path(
        "sluzhiteli/vhod/vtori-faktor/",
        second_factor_pages.official_second_factor,
        name="official_second_factor",
    ),
    path(
        "sluzhiteli/vhod/parvo-vlizane/",
        second_factor_pages.official_first_login,
        name="official_first_login",
    ),
    path(
        "sluzhiteli/sredstva/izhod/", second_factor_pages.official_sessions_end, name="official_sessions_end"
    ),
    path("sluzhiteli/sredstva/", second_factor_pages.official_factors, name="official_factors"),
    path(
        "sluzhiteli/sredstva/parola/", second_factor_pages.official_new_password, name="official_new_password"
    ),
    path("sluzhiteli/sredstva/prilozhenie/", second_factor_pages.official_new_app, name="official_new_app"),
    path(
        "sluzhiteli/sredstva/<int:key_id>/premahni/",
        second_factor_pages.official_key_remove,
        name="official_key_remove",
    ),
    path("admin-portal/sluzhiteli/", officials_pages.officials, name="officials"),
    path("admin-portal/sluzhiteli/nov/", officials_pages.official_new, name="official_new"),
    path(
        "admin-portal/sluzhiteli/<int:official_id>/",
        officials_pages.official_account,
        name="official_account",
    ),
    path(
        "admin-portal/sluzhiteli/<int:official_id>/vazstanovi/",
        officials_pages.official_recover,
        name="official_recover",
    ),
    path(
        "admin-portal/sluzhiteli/<int:official_id>/prevklyuchi/",
        officials_pages.official_switch,
        name="official_switch",
    ),
    path("sluzhiteli/izhod/", pages.official_logout, name="official_logout"),
]
