"""The register of services: each address and each register index belongs to one."""

from dataclasses import replace

import pytest

from nssi.applications import services
from nssi.applications.services import all_services, register, service
from tests.applications.three_questions import THREE_QUESTIONS


def test_services_are_found_by_their_address_and_stand_in_order():
    assert service("tri-vaprosa") is THREE_QUESTIONS
    assert service("nyama") is None
    indexes = [each.register_index for each in all_services()]
    assert indexes == sorted(indexes) and "1001" in indexes


@pytest.mark.parametrize("change", [{"slug": "drugo"}, {"register_index": "9902"}])
def test_two_services_cannot_share_an_address_or_a_register(change, monkeypatch):
    monkeypatch.setattr(services, "_services", dict(services._services))
    with pytest.raises(ValueError, match="the same address or register index"):
        register(replace(THREE_QUESTIONS, **change))
    register(replace(THREE_QUESTIONS, slug="drugo", register_index="9902"))


def test_a_service_with_a_form_begins_at_its_own_address():
    assert THREE_QUESTIONS.start_address == "/zayavlenie/tri-vaprosa/"
