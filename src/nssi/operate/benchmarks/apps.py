"""The service that `nssi bench submission` files for: three fields and one file, with its procedure. No installation offers it."""

from django.apps import AppConfig


class BenchmarksConfig(AppConfig):
    name = "nssi.operate.benchmarks"

    def ready(self) -> None:
        from nssi.applications.services import register
        from nssi.operate.benchmarks.procedure import THREE_FIELDS_PROCEDURE
        from nssi.operate.benchmarks.three_fields import THREE_FIELDS
        from nssi.proceedings import procedures

        register(THREE_FIELDS)
        procedures.register(THREE_FIELDS_PROCEDURE)
