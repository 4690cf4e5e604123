"""What the proxy in front of the certificate host says of the browser's certificate.

The proxy ends TLS, asks for a client certificate, and hands it on in a header of its own: the secret that it shares with the
portal, a blank, and the certificate. Anybody can write such a header; it counts only behind the secret. Both stand in one header, for a
proxy may let through what a browser writes as `X_Nssi_Client_Certificate`, and WSGI calls that by the same name.
"""

import hmac
from urllib.parse import unquote_to_bytes

from asn1crypto import pem
from asn1crypto.x509 import Certificate
from django.conf import settings
from django.http import HttpRequest

CERTIFICATE = "X-Nssi-Client-Certificate"
"""`secret certificate`: as PEM, percent-encoded (nginx: `$ssl_client_escaped_cert`); the secret alone where none was shown."""

_LARGEST = 16 * 1024


def is_from_proxy(request: HttpRequest) -> bool:
    """Return whether the request came through the proxy of the certificate host."""
    shown = _said(request)[0].encode()
    known = settings.QES_PROXY_SECRETS.values()
    return True in [hmac.compare_digest(shown, secret.encode()) for secret in known]


def shown_certificate(request: HttpRequest) -> bytes | None:
    """Return the certificate (DER) that the browser showed to the proxy, None where it showed none.

    Ask `is_from_proxy` first. Raises ValueError for what is no certificate.
    """
    _secret, escaped = _said(request)
    if not escaped:
        return None
    if len(escaped) > _LARGEST:
        raise ValueError("no certificate is that long")
    _kind, _headers, der = pem.unarmor(unquote_to_bytes(escaped))
    Certificate.load(der, strict=True).subject.native  # noqa: B018 – read now what would fail later
    return bytes(der)


def _said(request: HttpRequest) -> tuple[str, str]:
    """The secret and the certificate, as they were shown."""
    secret, _blank, escaped = request.headers.get(CERTIFICATE, "").partition(" ")
    return secret, escaped.strip()
