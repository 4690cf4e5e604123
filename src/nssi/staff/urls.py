"""The addresses of this room."""

from django.urls import path

from nssi.staff import pages

urlpatterns = [
    path("sluzhiteli/", pages.official_home, name="official_home"),
    path("sluzhiteli/opashka/", pages.queue, name="queue"),
    path("sluzhiteli/opashka/broy/", pages.queue_counts, name="queue_counts"),
    path("sluzhiteli/opashka/sledvashta/", pages.queue_take_next, name="queue_take_next"),
]
