"""The room as a Django app."""

from django.apps import AppConfig


class AttachmentsConfig(AppConfig):
    name = "nssi.attachments"
