"""The room as a Django app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "nssi.people"

    def ready(self) -> None:
        from nssi.people.own_data import give
        from nssi.people.own_data_parts import PARTS

        give(*PARTS)
