"""How issuers of certificates are asked whether they revoked one (OCSP, CRL): for nothing else, and with bounds.

Nobody is asked for certificates: a stranger's certificate names whatever address it likes as that of its issuer, before anything of it
was verified. So what lies between a certificate and an anchor must come along with it. The addresses of revocation count only once the
issuer's signature under them holds.
"""

from asyncio import to_thread
from collections.abc import Awaitable, Sequence
from typing import Any

import urllib3
from pyhanko_certvalidator.fetchers import Fetchers
from pyhanko_certvalidator.fetchers.api import FetchLimits
from pyhanko_certvalidator.fetchers.common_utils import FetchBudget
from pyhanko_certvalidator.fetchers.requests_fetchers.cert_fetch_client import RequestsCertificateFetcher
from pyhanko_certvalidator.fetchers.requests_fetchers.crl_client import RequestsCRLFetcher
from pyhanko_certvalidator.fetchers.requests_fetchers.ocsp_client import RequestsOCSPFetcher

_PATIENCE = urllib3.Timeout(connect=5, read=10)  # for one question
_LARGEST = 30 * 1024 * 1024  # lists of large issuers have a few megabytes
_AT_MOST = FetchLimits(max_requests=20, max_cert_requests=0, max_aia_urls_per_object=0)


class _Answer:
    """As much of an answer as the library reads."""

    def __init__(self, content: bytes) -> None:
        self.content = content


class _Bounded:
    """Asks over HTTP, follows no redirect, and reads no more than is believable."""

    def _get(self, url: str, *, acceptable_content_types: Sequence[str]) -> Awaitable[_Answer]:
        return to_thread(_ask, "GET", url, headers={"Accept": ",".join(acceptable_content_types)})

    def _post(
        self, url: str, data: bytes, *, content_type: str, acceptable_content_types: Sequence[str]
    ) -> Awaitable[_Answer]:
        headers = {"Accept": ",".join(acceptable_content_types), "Content-Type": content_type}
        return to_thread(_ask, "POST", url, headers=headers, body=data)


class _Ocsp(_Bounded, RequestsOCSPFetcher): ...  # type: ignore[misc]


class _Lists(_Bounded, RequestsCRLFetcher): ...  # type: ignore[misc]


def fetchers() -> Fetchers:
    """Return who asks issuers for revocation, for one certificate."""
    budget = FetchBudget(_AT_MOST)
    ask_none = RequestsCertificateFetcher(budget=budget)
    return Fetchers(_Ocsp(budget=budget), _Lists(budget=budget), ask_none)  # type: ignore[no-untyped-call]


def _ask(method: str, url: str, **said: Any) -> _Answer:
    """Return the answer. Raises ValueError where there is none, or one that leads elsewhere or never ends."""
    try:
        with urllib3.request(
            method, url, timeout=_PATIENCE, retries=False, redirect=False, preload_content=False, **said
        ) as answer:
            content = answer.read(_LARGEST + 1)
    except (urllib3.exceptions.HTTPError, OSError) as error:
        raise ValueError(type(error).__name__) from error
    if answer.status != 200 or len(content) > _LARGEST:
        raise ValueError(f"{answer.status}, {len(content)} bytes")
    return _Answer(content)
