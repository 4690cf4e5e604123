"""The addresses of the house: each room names its own."""

import pkgutil
from collections.abc import Iterator
from importlib.util import find_spec

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

import nssi.services


def _urls_of_services() -> Iterator[str]:
    """Yield the modules with the addresses of services that have pages of their own."""
    for service in pkgutil.iter_modules(nssi.services.__path__):
        module = f"nssi.services.{service.name}.urls"
        if find_spec(module):
            yield module


urlpatterns: list[URLPattern | URLResolver] = [
    # addresses are tried in their order, and filing is the busiest act
    path("", include("nssi.applications.urls")),
    path("", include("nssi.portal.urls")),
    path("", include("nssi.access.urls")),
    path("", include("nssi.documents.urls")),
    path("", include("nssi.messages.urls")),
    path("", include("nssi.pik.urls")),
    path("", include("nssi.mobile_qes.urls")),
    path("", include("nssi.delivery.urls")),
    path("", include("nssi.payments.urls")),
    path("", include("nssi.enquiries.urls")),
    path("", include("nssi.attachments.urls")),
    path("", include("nssi.insurance.urls")),
    path("", include("nssi.archive.urls")),
    path("", include("nssi.proceedings.urls")),
    path("", include("nssi.staff.urls")),
    *(path("", include(module)) for module in _urls_of_services()),
    path("signing/", include("nssi.signing.urls")),
]
if settings.DEMO:
    urlpatterns += [path("demo/", include("nssi.demo.urls"))]

handler400 = "nssi.portal.pages.bad_request"
handler403 = "nssi.portal.pages.forbidden"
handler404 = "nssi.portal.pages.not_found"
handler500 = "nssi.portal.pages.server_error"
