"""At the start: an installation does not build its trust on the simulator's test CA."""

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
