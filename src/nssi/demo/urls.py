"""The addresses of the demonstration's pages."""

from django.urls import path

from nssi.demo import pages

urlpatterns = [
    path("", pages.demo_home, name="demo_home"),
    path("chasovnik/", pages.demo_move_clock, name="demo_move_clock"),
    path("poshta/", pages.demo_mailbox, name="demo_mailbox"),
    path("poshta/<slug:name>/", pages.demo_letter, name="demo_letter"),
]
