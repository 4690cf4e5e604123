"""Telling the vendor that a transaction has ended: `POST <urlCallback>/document/ready`, a few times if need be."""

import json

import urllib3

TIMEOUT = urllib3.Timeout(connect=3, read=5)
PAUSES = (1.0, 5.0, 15.0)
"""Seconds before the second, third and fourth attempt; how often the provider really tries is not public."""

_pool = urllib3.PoolManager(maxsize=8, retries=False, timeout=TIMEOUT)


def call_back(url: str, body: dict[str, str | int]) -> str:
    """One attempt. What became of it: the HTTP status, or `no answer`."""
    try:
        answer = _pool.request(
            "POST",
            url.rstrip("/") + "/document/ready",
            body=json.dumps(body).encode(),
            headers={"Content-Type": "application/json", "Connection": "close"},
            redirect=False,
            preload_content=False,
        )
        answer.close()
    except urllib3.exceptions.HTTPError:
        return "no answer"
    return str(answer.status)


def was_received(outcome: str) -> bool:
    return outcome.startswith("2")
