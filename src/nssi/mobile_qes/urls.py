"""The addresses of this room."""

from django.urls import path

from nssi.mobile_qes import pages

urlpatterns = [
    path("vhod/kep/telefon/", pages.login_mobile_qes, name="login_mobile_qes"),
    path("vhod/kep/telefon/proverka/", pages.login_mobile_qes_check, name="login_mobile_qes_check"),
    path(
        "vhod/kep/telefon/proverka/sastoyanie/",
        pages.login_mobile_qes_status,
        name="login_mobile_qes_status",
    ),
]
