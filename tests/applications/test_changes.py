"""After filing: what was filed stays as it is; changes are registered, appended and confirmed by a message."""

import pytest
from django.db import DatabaseError, transaction
from django.utils import translation

from nssi.applications.actions.change_application import NotChangeable, change_application
from nssi.applications.actions.withdraw_application import withdraw_application
from nssi.applications.changes import change_form, changeable, contact_of
from nssi.applications.models import Application, Change, IdentifiedBy
from nssi.messages.models import OutgoingMessage
from nssi.people.models import Person
from nssi.records.models import Record
from tests.services.test_unemployment_benefit import IBAN, to_submit

pytestmark = pytest.mark.django_db

NEW_MAIL = "ivanova@example.bg"


@pytest.fixture
def application(visit, person) -> Application:
    to_submit(visit(person)).submit(button="Подай с ПИК")
    return Application.objects.get()


def change(application: Application, person: Person, what: Change.What, **typed: str) -> Change | None:
    form = change_form(application, what, typed)
    assert form.is_valid(), form.errors
    return change_application(application.id, person, what, form.cleaned_data, IdentifiedBy.PIK)


def test_where_and_how_a_person_is_reached_and_paid_can_be_changed(application):
    assert changeable(application) == ["email", "address", "account", "delivery"]


def test_a_changed_mail_holds_from_then_on_and_the_filed_one_stays(application, person):
    change(application, person, Change.What.EMAIL, email=NEW_MAIL)
    application.refresh_from_db()
    assert contact_of(application).email == NEW_MAIL
    assert application.email == application.answers["personal_data"]["email"] == "maria@example.bg"


def test_both_the_old_and_the_new_mail_are_told(application, person):
    made = change(application, person, Change.What.EMAIL, email=NEW_MAIL)
    told = OutgoingMessage.objects.filter(key__startswith=f"applications.changed:{made.id}")
    assert {message.to for message in told} == {"maria@example.bg", NEW_MAIL}
    for message in told:
        assert application.registry_uid in message.text and made.registry_uid in message.text
        assert NEW_MAIL not in message.text


def test_the_message_is_bulgarian_whatever_the_pages_were(application, person):
    with translation.override("en"):
        change(application, person, Change.What.ADDRESS, address="гр. Русе, ул. Дунав 1, 7000")
    (message,) = OutgoingMessage.objects.filter(key__startswith="applications.changed")
    assert "Настоящ адрес" in message.text and "Заявление за парично обезщетение" in message.text


def test_a_changed_account_is_never_in_the_message(application, person):
    iban = "DE89370400440532013000"
    change(application, person, Change.What.ACCOUNT, iban=iban, own="on")
    (message,) = OutgoingMessage.objects.filter(key__startswith="applications.changed")
    assert iban not in message.text + message.html and iban[-4:] not in message.text


def test_the_change_has_an_incoming_number_of_its_own_and_says_how_the_person_was_known(application, person):
    made = change(application, person, Change.What.EMAIL, email=NEW_MAIL)
    assert made.registry_uid.startswith("1001-") and made.registry_uid != application.registry_uid
    assert Record.objects.filter(subject_kind="change", subject_id=str(made.id)).count() == 1
    assert made.identified_by == application.identified_by == IdentifiedBy.PIK
    assert [event.what for event in application.events.all()] == ["filed", "changed"]


def test_another_way_of_delivery_has_its_own_address(application, person):
    address = "гр. Русе, ул. Дунав 1, 7000"
    change(application, person, Change.What.DELIVERY, method="post", postal_address=address)
    now = contact_of(application)
    assert (now.delivery_method, now.delivery_address) == ("post", address)
    change(application, person, Change.What.DELIVERY, method="counter")
    now = contact_of(application)
    assert (now.delivery_method, now.delivery_address) == ("counter", "")


def test_the_same_page_sent_twice_changes_once(application, person):
    assert change(application, person, Change.What.EMAIL, email=NEW_MAIL) is not None
    assert change(application, person, Change.What.EMAIL, email=NEW_MAIL) is None
    assert Change.objects.count() == 1


def test_nobody_changes_the_application_of_another(application, other_person):
    with pytest.raises(NotChangeable):
        change_application(
            application.id, other_person, Change.What.EMAIL, {"email": NEW_MAIL}, IdentifiedBy.PIK
        )
    with pytest.raises(NotChangeable):
        withdraw_application(application.id, other_person, IdentifiedBy.PIK)


def test_a_change_is_proof(application, person):
    change(application, person, Change.What.EMAIL, email=NEW_MAIL)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Change.objects.update(value={})
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Change.objects.all().delete()


def test_who_withdraws_ends_the_application_once(application, person):
    made = withdraw_application(application.id, person, IdentifiedBy.PIK)
    application.refresh_from_db()
    assert application.state == Application.State.WITHDRAWN and changeable(application) == []
    assert OutgoingMessage.objects.filter(key=f"applications.withdrawn:{application.id}").count() == 1
    assert made.registry_uid.startswith("1001-")
    with pytest.raises(NotChangeable):
        withdraw_application(application.id, person, IdentifiedBy.PIK)
    with pytest.raises(NotChangeable):
        change_application(application.id, person, Change.What.EMAIL, {"email": NEW_MAIL}, IdentifiedBy.PIK)


def test_an_upper_room_can_keep_an_application_from_being_withdrawn(application, person, monkeypatch):
    from nssi.applications import events

    class Decided(Exception):  # noqa: N818
        pass

    def refuse(application, change):
        raise Decided

    monkeypatch.setattr(events, "_when_changed", [refuse])
    with pytest.raises(Decided):
        withdraw_application(application.id, person, IdentifiedBy.PIK)
    application.refresh_from_db()
    assert application.state == Application.State.FILED and not Change.objects.exists()


def test_the_pages_show_what_holds_and_say_the_number_of_the_change(visit, person, application):
    page = visit(person).get(f"/moite/zayavleniya/{application.id}/")
    page = page.follow("Променете: банкова сметка")
    assert page.form("Заведи промяната").values["iban"] == IBAN.replace(" ", "")
    page = page.submit({"IBAN на банковата Ви сметка": "BG00"}, "Заведи промяната")
    assert page.errors == ["IBAN на сметка в България има 22\u00a0знака"]
    page = page.submit({"IBAN на банковата Ви сметка": "DE89 3704 0044 0532 0130 00"}, "Заведи промяната")
    made = Change.objects.get()
    assert f"Промяната е заведена с входящ номер {made.registry_uid}." in page.text
    assert "DE89" not in page.text


def test_the_mail_of_the_person_is_asked_by_itself(visit, person, application):
    page = visit(person).get(f"/moite/zayavleniya/{application.id}/promyana/email/")
    assert page.form("Заведи промяната").labels == ["E-mail"]
    page = page.submit({"E-mail": NEW_MAIL}, "Заведи промяната")
    assert NEW_MAIL in page.text


def test_withdrawing_asks_first(visit, person, application):
    page = visit(person).get(f"/moite/zayavleniya/{application.id}/").follow("Оттеглете заявлението")
    assert page.h1 == "Да оттеглим ли заявлението?"
    application.refresh_from_db()
    assert application.state == Application.State.FILED
    page = page.submit({}, "Оттегли заявлението")
    assert "Заявлението е оттеглено." in page.text and "Оттеглено" in page.text


@pytest.mark.parametrize("path", ["", "promyana/email/", "otteglyane/"])
def test_the_pages_of_another_are_not_there(visit, other_person, application, path):
    assert visit(other_person).client.get(f"/moite/zayavleniya/{application.id}/{path}").status_code == 404


def test_what_the_form_does_not_ask_cannot_be_changed(visit, person, application):
    for what in ("withdrawal", "nothing"):
        path = f"/moite/zayavleniya/{application.id}/promyana/{what}/"
        assert visit(person).client.get(path).status_code == 404


def test_a_change_and_the_withdrawal_keep_by_what_the_person_was_recognised(
    visit_with_qes, person, application
):
    page = visit_with_qes(person).get(f"/moite/zayavleniya/{application.id}/promyana/email/")
    page = page.submit({"E-mail": NEW_MAIL}, "Заведи промяната").follow("Оттеглете заявлението")
    page.submit({}, "Оттегли заявлението")
    assert [change.identified_by for change in Change.objects.all()] == [IdentifiedBy.QES] * 2
