"""Where a request comes from, as far as it can be believed."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """Return the address that throttles count by: an IPv4 address, or the /64 network of an IPv6 one.

    Behind the proxy that ends TLS it is the last address in X-Forwarded-For: the one that the proxy itself has seen.
    """
    written = str(request.META.get("REMOTE_ADDR", ""))
    if settings.SECURE_PROXY_SSL_HEADER:
        written = request.headers.get("X-Forwarded-For", written).rpartition(",")[2].strip()
    try:
        address = ipaddress.ip_address(written)
    except ValueError:
        return written
    if address.version == 6:
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)
