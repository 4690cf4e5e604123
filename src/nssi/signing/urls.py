"""The addresses of this room."""

from django.urls import path

from nssi.signing import pages

urlpatterns = [
    path(
        "evrotrust/<str:callback_token>/document/ready", pages.document_ready, name="signing_document_ready"
    ),
]
