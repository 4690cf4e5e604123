"""A fee is paid online: registered, paid there, told of by signed notices that may be forged, late or doubled (S2.7)."""

from datetime import timedelta

import pytest
import urllib3

from nssi.foundation import clock
from nssi.payments.actions.begin_online_payment import begin_online_payment
from nssi.payments.actions.look_after_payments import look_after_payments
from nssi.payments.actions.record_counter_payment import AlreadySettled, record_counter_payment
from nssi.payments.actions.register_online_payment import register_online_payment
from nssi.payments.epayment.client import NotAnswered
from nssi.payments.epayment.signing import signed
from nssi.payments.models import Fee, OnlinePayment, PaymentNotice
from tests.support.epayment import CLIENT_ID, SECRET
from tests.support.officials import Role, make_official

pytestmark = pytest.mark.django_db

NOTICE = "/eplashtane/izvestie"


def begun(fee: Fee) -> OnlinePayment:
    """Return a try that is registered in the ePayment system."""
    payment = begin_online_payment(fee.pk, fee.person)
    register_online_payment(payment.pk)
    payment.refresh_from_db()
    return payment


def tell(client, payment: OnlinePayment, status: str, minutes: int = 1, secret: str = SECRET, **changes):
    """Tell of a status as the ePayment system does."""
    moment = (clock.now() + timedelta(minutes=minutes)).isoformat()
    said = {"Id": payment.reference, "Status": status, "ChangeTime": moment, **changes}
    return client.post(NOTICE, signed(CLIENT_ID, secret, said))


def at_simulator(epayment, payment: OnlinePayment, status: str) -> None:
    answer = urllib3.request("POST", f"{epayment.url}/control/{payment.reference}/{status}?quiet=1")
    assert answer.status == 200


def outcomes() -> list[str]:
    return [notice.outcome for notice in PaymentNotice.objects.order_by("id")]


def test_a_request_is_registered_with_what_the_system_asks_for(fee, epayment):
    payment = begun(fee)
    asked = epayment.app.requests.find(payment.reference).asked
    assert payment.status == "PENDING"
    assert asked["paymentAmount"] == "2.56"
    assert asked["currency"] == "EUR"
    assert (asked["applicantUinTypeId"], asked["applicantUin"]) == ("1", "8502124512")
    assert asked["aisPaymentId"].startswith(fee.pk.hex)


def test_registered_twice_it_is_one_request(fee, epayment):
    payment = begun(fee)
    OnlinePayment.objects.update(reference="")  # the answer was lost
    register_online_payment(payment.pk)
    assert OnlinePayment.objects.get().reference == payment.reference
    assert begin_online_payment(fee.pk, fee.person) == payment


def test_a_notice_that_it_is_paid_settles_the_fee_once(client, fee, epayment, news):
    payment = begun(fee)
    for _time in range(2):
        response = tell(client, payment, "PAID")
        assert (response.status_code, response.json()) == (200, {"success": True})
    fee.refresh_from_db()
    assert (fee.state, fee.paid_by) == ("paid", "online")
    assert news == ["paid"]
    assert outcomes() == ["taken", "repeated"]


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"clientId": CLIENT_ID, "data": "e30=", "hmac": ""},
        {"clientId": CLIENT_ID, "data": "e30=", "hmac": "AAAA"},
        signed(CLIENT_ID, "друга тайна", {"Id": "00000001", "Status": "PAID"}),
        {"clientId": CLIENT_ID, "data": "я" * 5000, "hmac": "я"},
    ],
    ids=["nothing", "no signature", "a wrong one", "another's", "signs"],
)
def test_a_forged_notice_is_refused_and_changes_nothing(client, fee, epayment, news, fields):
    begun(fee)
    assert client.post(NOTICE, fields).status_code == 401
    assert not PaymentNotice.objects.exists()
    assert news == []


def test_a_signature_of_other_data_is_refused(client, fee, epayment):
    payment = begun(fee)
    cancelled = signed(CLIENT_ID, SECRET, {"Id": payment.reference, "Status": "CANCELED"})
    paid = signed(CLIENT_ID, SECRET, {"Id": payment.reference, "Status": "PAID"})
    assert client.post(NOTICE, {**paid, "hmac": cancelled["hmac"]}).status_code == 401


@pytest.mark.parametrize(
    "said",
    [
        {"Id": "99999999"},
        {"Status": "SETTLED"},
        {"Status": None},
        {"ChangeTime": "вчера"},
        {"ChangeTime": None},
        {"Id": ["00000001"]},
    ],
    ids=str,
)
def test_a_signed_notice_that_says_nothing_here_is_not_taken(client, fee, epayment, said):
    assert tell(client, begun(fee), "PAID", **said).json() == {"success": False}
    assert not PaymentNotice.objects.exists()


def test_a_late_notice_does_not_take_back_what_is_known(client, fee, epayment, news):
    payment = begun(fee)
    tell(client, payment, "INPROGRESS", minutes=5)
    assert tell(client, payment, "PENDING", minutes=2).json() == {"success": True}
    payment.refresh_from_db()
    assert payment.status == "INPROGRESS"
    tell(client, payment, "PAID", minutes=6)
    tell(client, payment, "CANCELED", minutes=7)
    payment.refresh_from_db()
    fee.refresh_from_db()
    assert (payment.status, fee.state) == ("PAID", "paid")
    assert outcomes() == ["taken", "stale", "taken", "stale"]


def test_a_notice_without_a_zone_is_in_the_time_of_sofia_and_statuses_may_be_numbers(client, fee, epayment):
    payment = begun(fee)
    moment = (clock.local(clock.now()) + timedelta(minutes=1)).replace(tzinfo=None).isoformat()
    assert tell(client, payment, "", Status=4, ChangeTime=moment).json() == {"success": True}
    fee.refresh_from_db()
    assert fee.is_paid


def test_paid_online_and_at_the_counter_is_told_of_and_nothing_is_paid_back(client, fee, epayment, news):
    payment = begun(fee)
    record_counter_payment(fee.pk, "КБ-17", make_official(Role.CLERK))
    tell(client, payment, "PAID")
    fee.refresh_from_db()
    assert (fee.paid_by, fee.receipt_number) == ("counter", "КБ-17")
    assert news == ["paid", "twice"]


def test_after_it_was_cancelled_there_one_tries_again_and_the_first_may_still_be_paid(
    client, fee, epayment, news
):
    first = begun(fee)
    tell(client, first, "CANCELED")
    second = begun(fee)
    assert second.attempt == 2
    assert second.reference != first.reference
    tell(client, first, "PAID", minutes=3)
    assert news == ["paid"]


def test_a_lost_notice_is_made_up_for_by_asking(fee, epayment, travel, news):
    payment = begun(fee)
    look_after_payments()
    assert news == []
    at_simulator(epayment, payment, "PAID")
    travel(minutes=3)
    look_after_payments()
    fee.refresh_from_db()
    assert (fee.paid_by, news) == ("online", ["paid"])
    assert PaymentNotice.objects.get().asked


def test_a_system_that_is_down_changes_nothing(fee, epayment, settings, travel):
    settings.EPAYMENT_URL = "http://127.0.0.1:9"
    payment = begin_online_payment(fee.pk, fee.person)
    with pytest.raises(NotAnswered):
        register_online_payment(payment.pk)
    travel(minutes=3)
    look_after_payments()
    payment.refresh_from_db()
    assert (payment.reference, payment.status) == ("", "")


def test_what_the_system_does_not_take_ends_and_can_be_tried_again(fee, epayment, settings):
    settings.EPAYMENT_BIC = ""
    payment = begin_online_payment(fee.pk, fee.person)
    register_online_payment(payment.pk)
    payment.refresh_from_db()
    assert payment.has_ended
    assert begin_online_payment(fee.pk, fee.person).attempt == 2


def test_a_fee_that_is_paid_is_not_paid_again(fee, epayment):
    record_counter_payment(fee.pk, "КБ-17", make_official(Role.CLERK))
    with pytest.raises(AlreadySettled):
        begin_online_payment(fee.pk, fee.person)


# The person's page


def test_the_person_pays_on_their_page(visit, person, fee, epayment, client):
    browser = visit(person)
    page = browser.get("/moite/").follow("Вижте как да платите")
    assert "2,56" in page.text
    page = page.submit(button="Плати онлайн")
    assert "Свързваме се със системата за електронни плащания" in page.text
    payment = OnlinePayment.objects.get()
    register_online_payment(payment.pk)
    page = browser.get(page.path)
    form = page.form("Към плащането")
    assert form.form.get("action") == f"{epayment.url}/vpos/payment"
    there = urllib3.PoolManager().request(
        "POST", form.form.get("action"), fields=form.values, encode_multipart=False
    )
    assert there.status == 200
    assert "2.56 EUR" in there.data.decode()
    payment.refresh_from_db()
    tell(client, payment, "PAID")
    page = browser.get(page.path)
    assert "Получихме плащането." in page.text
    assert "Чака плащане" not in browser.get("/moite/").text


def test_the_fee_of_another_person_is_not_there(visit, other_person, fee, epayment):
    browser = visit(other_person)
    assert browser.get(f"/moite/taksi/{fee.pk}/").status == 404
    assert browser.client.post(f"/moite/taksi/{fee.pk}/plati/").status_code == 404
    assert not OnlinePayment.objects.exists()


def test_who_comes_back_from_paying_is_led_to_the_fee_and_nothing_is_believed(client, fee, epayment):
    response = client.post(f"/moite/taksi/{fee.pk}/obratno/", {"data": "e30=", "hmac": "x"})
    assert response["Location"] == f"/moite/taksi/{fee.pk}/"
    fee.refresh_from_db()
    assert not fee.is_paid


def test_where_the_system_is_not_connected_one_pays_at_the_counter_alone(
    visit, person, fee, settings, client
):
    settings.EPAYMENT_URL = ""
    browser = visit(person)
    page = browser.get(f"/moite/taksi/{fee.pk}/")
    assert "Плати онлайн" not in page.buttons
    assert "Можете да платите и на гише в ТП на НОИ – Варна." in page.text
    assert browser.client.post(f"/moite/taksi/{fee.pk}/plati/").status_code == 404
    assert client.post(NOTICE, {}).status_code == 404


def test_while_it_is_at_work_a_script_asks_and_is_told_when_something_changed(visit, person, fee, epayment):
    client = visit(person).client
    begin_online_payment(fee.pk, person)
    path, script = f"/moite/taksi/{fee.pk}/sastoyanie/", {"HX-Request": "true"}
    assert client.get(path, {"vidyano": "due-1-"}, headers=script).status_code == 204
    register_online_payment(OnlinePayment.objects.get().pk)
    assert client.get(path, {"vidyano": "due-1-"}, headers=script)["HX-Redirect"] == f"/moite/taksi/{fee.pk}/"
    assert client.get(path).status_code == 302
