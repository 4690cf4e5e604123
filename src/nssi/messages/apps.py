"""The room as a Django app."""

from django.apps import AppConfig


class MessagesConfig(AppConfig):
    name = "nssi.messages"
    label = "nssi_messages"
