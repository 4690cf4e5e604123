"""Access code and one-time code open a certificate or a pension's result to people without a PIK (S2.6, S3.6)."""

import hmac
import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from nssi.delivery import one_time_codes
from nssi.delivery.forms import AccessCodeForm, OneTimeCodeForm
from nssi.delivery.models import Delivery, OneTimeCode
from nssi.delivery.one_time_codes import new_code, use_code
from nssi.foundation import clock
from nssi.look.page_client import Page, PageClient
from nssi.messages.models import OutgoingMessage
from nssi.records.access_codes import access_code, current_key_id
from tests.support.deliveries import ARCHIVE_CERTIFICATE, MAIL, UNEMPLOYMENT_BENEFIT, again, sent

pytestmark = pytest.mark.django_db

APPLICATION = uuid4()
STEP_1, STEP_2 = "Изпрати еднократен код", "Отвори документа"


@pytest.fixture
def delivery(person, mailbox) -> Delivery:
    """A certificate of somebody who applied by post and has no PIK."""
    return sent(person, ARCHIVE_CERTIFICATE, access=(APPLICATION, current_key_id()))


def right() -> str:
    return access_code(APPLICATION, current_key_id())


def first_page(delivery: Delivery) -> Page:
    return PageClient().get(f"/d/{delivery.token}/").follow("Отворете с код за достъп")


def ask(delivery: Delivery, code: str) -> Page:
    return first_page(delivery).submit({"Код за достъп": code}, STEP_1)


def sent_code() -> str:
    """Return the one-time code in the message that was written last."""
    message = OutgoingMessage.objects.filter(key__startswith="delivery.one_time_code:").latest("created_at")
    assert message.to == MAIL
    return re.search(r"\b\d{6}\b", message.text)[0]


def test_both_codes_open_the_document_and_its_download_serves_it(delivery):
    page = ask(delivery, right().lower())
    assert page.path.endswith("/ednokraten-kod/")
    page = page.submit({"Еднократен код": sent_code()}, STEP_2)
    assert page.h1 == delivery.document.title
    b"".join(page.submit(button=page.buttons[0]).response.streaming_content)
    served = again(delivery)
    assert served.state == "served"
    event = served.events.get(what="downloaded")
    assert (event.details["identified_by"], event.by) == ("access_code", "anonymous")


def test_the_message_with_the_code_has_no_link_and_no_name(delivery, person):
    ask(delivery, right())
    message = OutgoingMessage.objects.get(key__startswith="delivery.one_time_code:")
    for hidden in (delivery.token, person.last_name, right()):
        assert hidden not in message.text + message.html + message.subject
    assert sent_code() not in message.subject


def test_a_wrong_access_code_sends_nothing_and_is_counted(delivery):
    for _ in range(5):
        assert ask(delivery, "AAAA2222").errors == [str(AccessCodeForm.NO_MATCH)]
    page = ask(delivery, right())
    assert page.status == 429 and page.errors == ["Твърде много опити. Опитайте след 15\xa0минути."]
    assert not OutgoingMessage.objects.filter(key__startswith="delivery.one_time_code:").exists()


def test_codes_are_not_sent_without_end(delivery):
    for _ in range(5):
        assert ask(delivery, right()).path.endswith("/ednokraten-kod/")
    assert ask(delivery, right()).status == 429
    assert OutgoingMessage.objects.filter(key__startswith="delivery.one_time_code:").count() == 5


def test_a_wrong_one_time_code_is_refused_and_after_five_the_right_one_too(delivery):
    page = ask(delivery, right())
    code = sent_code()
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    for _ in range(5):
        page = page.submit({"Еднократен код": wrong}, STEP_2)
        assert page.errors == [str(OneTimeCodeForm.NO_MATCH)]
    assert page.submit({"Еднократен код": code}, STEP_2).errors


def test_a_one_time_code_lives_ten_minutes_and_opens_once(delivery, travel):
    code = new_code(delivery)
    assert use_code(delivery, f"{code[:3]} {code[3:]}") and not use_code(delivery, code)
    code = new_code(delivery)
    travel(minutes=10, seconds=1)
    assert not use_code(delivery, code)


def test_a_new_code_takes_the_place_of_the_one_before(delivery):
    old, new = new_code(delivery), new_code(delivery)
    assert old == new or not use_code(delivery, old)
    assert use_code(delivery, new)


def test_the_code_of_one_document_opens_no_other(delivery, person):
    other = sent(person, ARCHIVE_CERTIFICATE, access=(APPLICATION, current_key_id()))
    code = new_code(delivery)
    new_code(other)
    kept = OneTimeCode.objects.get(delivery=delivery).kept
    assert code.encode() not in bytes(kept) and not use_code(other, code)


def test_codes_are_compared_in_constant_time(delivery, monkeypatch):
    compared = []
    monkeypatch.setattr(
        one_time_codes.hmac,
        "compare_digest",
        lambda a, b: compared.append((len(a), len(b))) or hmac.digest(b"", a, "md5") == b"",
    )
    new_code(delivery)
    use_code(delivery, "1")
    assert compared == [(32, 32)]


def test_the_second_step_needs_the_first_in_the_same_browser(delivery):
    ask(delivery, right())
    page = PageClient().get(f"/d/{delivery.token}/ednokraten-kod/")
    assert page.path.endswith("/kod/")


def test_what_the_codes_opened_closes_after_a_short_time(delivery, travel):
    page = ask(delivery, right()).submit({"Еднократен код": sent_code()}, STEP_2)
    browser = page.browser
    travel(minutes=15, seconds=1)
    assert browser.get(f"/d/{delivery.token}/").h1 == "Документ от НОИ"


def test_unemployment_is_opened_by_pik_or_qes_alone(person, mailbox):  # S1.9
    delivery = sent(person, UNEMPLOYMENT_BENEFIT)
    assert "Отворете с код за достъп" not in PageClient().get(f"/d/{delivery.token}/").links
    for path in ("kod/", "ednokraten-kod/"):
        assert Client().get(f"/d/{delivery.token}/{path}").status_code == 404
        assert Client().post(f"/d/{delivery.token}/{path}").status_code == 404


def test_the_days_of_the_code_are_those_of_the_house(delivery):
    new_code(delivery)
    assert OneTimeCode.objects.get().expires_at <= clock.now() + timedelta(minutes=10)


def test_a_code_that_was_sent_before_the_secret_key_changed_opens_after(delivery, settings):
    code = new_code(delivery)
    settings.SECRET_KEYS = {**settings.SECRET_KEYS, "2": "a new key"}
    assert use_code(delivery, code)
    assert not use_code(delivery, new_code(delivery)[::-1] + "1")
