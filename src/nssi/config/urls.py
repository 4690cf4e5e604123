"""The addresses of the house: each room names its own."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("nssi.portal.urls")),
    path("", include("nssi.access.urls")),
    path("", include("nssi.pik.urls")),
    path("", include("nssi.applications.urls")),
    path("", include("nssi.enquiries.urls")),
    path("", include("nssi.insurance.urls")),
    path("signing/", include("nssi.signing.urls")),
]
if settings.DEMO:
    urlpatterns += [path("demo/", include("nssi.demo.urls"))]

handler400 = "nssi.portal.pages.bad_request"
handler403 = "nssi.portal.pages.forbidden"
handler404 = "nssi.portal.pages.not_found"
handler500 = "nssi.portal.pages.server_error"
