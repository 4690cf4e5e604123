"""The room as a Django app."""

from django.apps import AppConfig


class ProceedingsConfig(AppConfig):
    name = "nssi.proceedings"

    def ready(self) -> None:
        from nssi.applications.events import when_changed, when_filed
        from nssi.applications.progress import knows_progress
        from nssi.proceedings.actions.open_proceeding import open_proceeding, withdraw_proceeding
        from nssi.proceedings.progress import progress_of

        when_filed(open_proceeding)
        when_changed(withdraw_proceeding)
        knows_progress(progress_of)
