"""Throttles count by an address that the visitor cannot choose."""

import pytest

from nssi.access.client_address import client_address


@pytest.mark.parametrize(
    ("remote", "forwarded", "address"),
    [
        ("192.0.2.7", "", "192.0.2.7"),
        ("192.0.2.7", "198.51.100.1", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::/64"),
        ("", "", ""),
    ],
)
def test_without_a_proxy_it_is_the_other_end_of_the_connection(rf, settings, remote, forwarded, address):
    settings.SECURE_PROXY_SSL_HEADER = None
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    assert client_address(rf.get("/", REMOTE_ADDR=remote, headers=headers)) == address


@pytest.mark.parametrize(
    ("forwarded", "address"),
    [
        ("198.51.100.1", "198.51.100.1"),
        ("10.0.0.1, 198.51.100.1", "198.51.100.1"),
        ("invented, 2001:db8::1", "2001:db8::/64"),
    ],
)
def test_behind_the_proxy_it_is_the_address_that_the_proxy_saw(rf, settings, forwarded, address):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    request = rf.get("/", REMOTE_ADDR="127.0.0.1", headers={"X-Forwarded-For": forwarded})
    assert client_address(request) == address
