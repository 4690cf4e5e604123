"""The addresses of this room."""

from django.urls import path

from nssi.delivery import official_pages, pages

urlpatterns = [
    path("moite/dokumenti/", pages.my_documents, name="my_documents"),
    path("d/<slug:token>/", pages.document_open, name="document_open"),
    path("d/<slug:token>/iztegli/", pages.document_download, name="document_download"),
    path("d/<slug:token>/kod/", pages.document_access_code, name="document_access_code"),
    path("d/<slug:token>/ednokraten-kod/", pages.document_one_time_code, name="document_one_time_code"),
    path("d/<slug:token>/dokazatelstvo/", pages.document_proof, name="document_proof"),
    path("sluzhiteli/vrachvane/", official_pages.delivery_queue, name="delivery_queue"),
    path("sluzhiteli/vrachvane/poshta/", official_pages.postal_list, name="postal_list"),
    path(
        "sluzhiteli/vrachvane/<uuid:document_id>/",
        official_pages.document_delivery,
        name="document_delivery",
    ),
    path(
        "sluzhiteli/vrachvane/<uuid:delivery_id>/dokazatelstvo/",
        official_pages.delivery_proof,
        name="delivery_proof",
    ),
    path(
        "sluzhiteli/vrachvane/<uuid:delivery_id>/<str:act>/",
        official_pages.delivery_record,
        name="delivery_record",
    ),
]
