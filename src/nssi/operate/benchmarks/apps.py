"""The service that `nssi bench submission` files for: three fields and one file. No installation offers it."""

from django.apps import AppConfig


class BenchmarksConfig(AppConfig):
    name = "nssi.operate.benchmarks"

    def ready(self) -> None:
        from nssi.applications.services import register
        from nssi.operate.benchmarks.three_fields import THREE_FIELDS

        register(THREE_FIELDS)
