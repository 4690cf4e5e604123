"""The addresses of this service beside those of its form."""

from django.urls import path

from nssi.services.pik_by_qes import pages

urlpatterns = [
    path("pik/s-kep/", pages.pik_request_qes, name="pik_request_qes"),
    path("moite/pik/<uuid:proceeding_id>/", pages.pik_certificate, name="pik_certificate"),
]
