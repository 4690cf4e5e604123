"""What a browser does, without drawing: cookies, forms with their CSRF token, redirects. For benchmarks only."""

import re
from urllib.parse import urlencode, urljoin, urlsplit

import urllib3

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Browser:
    """One visitor. `address` is the loopback address from which it comes, so that throttles tell visitors apart."""

    def __init__(self, url: str, address: str = "127.0.0.1") -> None:
        self.url = url
        self.cookies: dict[str, str] = {}
        self._pool = urllib3.HTTPConnectionPool(
            "127.0.0.1", urlsplit(url).port, maxsize=1, source_address=(address, 0), timeout=120
        )

    def get(self, path: str, **headers: str) -> urllib3.BaseHTTPResponse:
        """Fetch a page, as a browser: redirects are followed."""
        return self._ask("GET", path, None, headers)

    def submit(self, path: str, page: urllib3.BaseHTTPResponse, **fields: str) -> urllib3.BaseHTTPResponse:
        """Send a form of `page` to `path`, and follow where it leads."""
        found = _TOKEN.search(page.data.decode())
        token = found[1] if found else ""
        return self._ask("POST", path, {"csrfmiddlewaretoken": token, **fields}, {})

    def _ask(
        self, method: str, path: str, fields: dict[str, str] | None, headers: dict[str, str]
    ) -> urllib3.BaseHTTPResponse:
        for _ in range(5):
            cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
            response = self._pool.urlopen(
                method,
                path,
                body=urlencode(fields) if fields is not None else None,
                headers={
                    "Cookie": cookie,
                    "Referer": self.url,
                    **({"Content-Type": "application/x-www-form-urlencoded"} if fields is not None else {}),
                    **headers,
                },
                redirect=False,
            )
            for line in response.headers.getlist("set-cookie"):
                name, _, value = line.split(";", 1)[0].partition("=")
                self.cookies[name] = value
            if response.status not in {301, 302, 303}:
                return response
            method, fields = "GET", None
            target = urlsplit(urljoin(f"{self.url}{path}", response.headers["location"]))
            path = target.path + (f"?{target.query}" if target.query else "")
        raise RuntimeError("redirected without end")
