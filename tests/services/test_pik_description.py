"""What a person must know before asking for a PIK by phone (P-02 pik)."""

import pytest

from nssi.applications.services import service
from nssi.services.pik.service import REGISTER_INDEX


@pytest.mark.django_db
def test_the_description_tells_the_four_steps_the_cost_and_the_time(page_client):
    """S0.1, S0.8, K-W, and that the identification can cost the person money."""
    page = page_client.get("/uslugi/pik/")
    for told in (
        "Стъпка 1. Проверка на регистрацията",
        "Стъпка 2. Искане за издаване на ПИК",
        "Стъпка 3. Издаване на ПИК",
        "Стъпка 4. Подписах Удостоверението за ПИК",
        "ако не потвърдите и последната стъпка, издаденият ПИК няма да се активира",
        "2\u00a0часа общо за всички стъпки",
        "„Идентифицирай ме за своя сметка“",
        "Безплатно",
        "Валидна лична карта",
        "Смартфон",
    ):
        assert told in page.text
    assert page.follow("Започни").h1 == "Издаване на ПИК по електронен път"


def test_certificates_have_a_register_of_their_own():
    found = service("pik")
    assert found is not None
    assert found.register_index == REGISTER_INDEX == "1004"
    assert found.forms == ()
