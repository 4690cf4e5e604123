"""At the start: no trust is built on the simulator's test CA, and the provider is not asked in clear text."""

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from django.core.checks import run_checks

from tests.support.simulator import RunningSimulator


def complaints() -> list[str]:
    return [message.id for message in run_checks(tags=["security"]) if str(message.id).startswith("signing.")]


@pytest.mark.parametrize(("demo", "found"), [(False, ["signing.E002"]), (True, [])])
def test_the_test_ca_is_for_demonstrations_alone(simulator: RunningSimulator, settings, demo, found):
    settings.DEMO = demo
    assert complaints() == found


def test_other_anchors_are_welcome(settings, tmp_path, authority):
    file = tmp_path / "anchor.pem"
    file.write_bytes(authority.certificate.public_bytes(Encoding.PEM))
    settings.SIGNING_TRUST_ANCHORS = [file]
    assert complaints() == []


@pytest.mark.parametrize("content", [None, b"", b"no certificate"])
def test_an_anchor_that_cannot_be_read(settings, tmp_path, content):
    file = tmp_path / "anchor.pem"
    if content is not None:
        file.write_bytes(content)
    settings.SIGNING_TRUST_ANCHORS = [file]
    assert complaints() == ["signing.E001"]


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("https://v.evrotrust.com/vendor", []),
        ("http://127.0.0.1:8091/vendor", []),
        ("http://v.evrotrust.com/vendor", ["signing.E003"]),
        ("http://127.0.0.1.example.com/vendor", ["signing.E003"]),
    ],
)
def test_phones_are_not_told_to_the_world(settings, address, found):
    settings.SIGNING_BASE_URL = address
    assert complaints() == found
