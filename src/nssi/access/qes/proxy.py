"""What the proxy in front of the certificate host says of the browser's certificate.

The proxy ends TLS, asks for a client certificate, and hands it on in headers of its own. Anybody can write such headers;
they count only beside the secret that the proxy and the portal share.
"""

import hmac
from urllib.parse import unquote_to_bytes

from asn1crypto import pem
from asn1crypto.x509 import Certificate
from django.conf import settings
from django.http import HttpRequest

SECRET = "X-Nssi-Proxy-Secret"  # noqa: S105 – the name of a header
CERTIFICATE = "X-Nssi-Client-Certificate"
"""The certificate as PEM, percent-encoded (nginx: `$ssl_client_escaped_cert`); empty or absent where none was shown."""

_LARGEST = 16 * 1024


def is_from_proxy(request: HttpRequest) -> bool:
    """Return whether the request came through the proxy of the certificate host."""
    shown = request.headers.get(SECRET, "").encode()
    known = settings.QES_PROXY_SECRETS.values()
    return True in [hmac.compare_digest(shown, secret.encode()) for secret in known]


def shown_certificate(request: HttpRequest) -> bytes | None:
    """Return the certificate (DER) that the browser showed to the proxy, None where it showed none.

    Ask `is_from_proxy` first. Raises ValueError for what is no certificate.
    """
    escaped = request.headers.get(CERTIFICATE, "")
    if not escaped:
        return None
    if len(escaped) > _LARGEST:
        raise ValueError("no certificate is that long")
    _kind, _headers, der = pem.unarmor(unquote_to_bytes(escaped))
    Certificate.load(der, strict=True).subject.native  # noqa: B018 – read now what would fail later
    return bytes(der)
