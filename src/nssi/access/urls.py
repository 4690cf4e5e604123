"""The addresses of this room."""

from django.urls import path

from nssi.access import pages

urlpatterns = [
    path("vhod/", pages.login, name="login"),
    path("vhod/pik/", pages.login_pik, name="login_pik"),
    path("ostani/", pages.session_extend, name="session_extend"),
    path("izhod/", pages.logout, name="logout"),
    path("sluzhiteli/vhod/", pages.official_login, name="official_login"),
    path("sluzhiteli/izhod/", pages.official_logout, name="official_logout"),
]
