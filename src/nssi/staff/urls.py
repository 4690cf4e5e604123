"""The addresses of this room."""

from django.urls import path

from nssi.staff import absence_pages, outreach_pages, pages, search_pages, statistics_pages

urlpatterns = [
    path("sluzhiteli/", pages.official_home, name="official_home"),
    path("sluzhiteli/opashka/", pages.queue, name="queue"),
    path("sluzhiteli/opashka/broy/", pages.queue_counts, name="queue_counts"),
    path("sluzhiteli/opashka/sledvashta/", pages.queue_take_next, name="queue_take_next"),
    path("sluzhiteli/tarsene/", search_pages.search_page, name="search"),
    path("sluzhiteli/statistika/", statistics_pages.statistics, name="statistics"),
    path("sluzhiteli/statistika/tablitsa.csv", statistics_pages.statistics_csv, name="statistics_csv"),
    path("admin-portal/izneseni-ofisi/", outreach_pages.outreach_offices, name="outreach_offices"),
    path(
        "admin-portal/izneseni-ofisi/<int:outreach_office_id>/zakriy/",
        outreach_pages.outreach_office_close,
        name="outreach_office_close",
    ),
    path("sluzhiteli/otsastviya/", absence_pages.absences, name="absences"),
    path("sluzhiteli/otsastviya/<int:absence_id>/krai/", absence_pages.absence_end, name="absence_end"),
]
