"""A message is written in the transaction that makes it necessary, once, and can carry nothing into its headers."""

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.template import TemplateDoesNotExist

from nssi.foundation.queue import ProcrastinateJob
from nssi.messages.actions.send import send
from nssi.messages.models import OutgoingMessage
from nssi.messages.outbox import claim_due

pytestmark = pytest.mark.django_db

TO = "m.petrova@example.bg"


@pytest.fixture(autouse=True)
def _templates(settings, tmp_path):
    """A room with one message, of which each part shows what it was given."""
    folder = tmp_path / "room" / "messages"
    folder.mkdir(parents=True)
    (folder / "greeting.subject.txt").write_text("Здравейте,\n{{ name }}\n")
    (folder / "greeting.txt").write_text(
        '{% extends "messages/frame.txt" %}{% block text %}Здравейте, {{ name }}!{% endblock %}'
    )
    (folder / "greeting.html").write_text(
        '{% extends "messages/frame.html" %}{% block text %}<p>Здравейте, {{ name }}!</p>{% endblock %}'
    )
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]


def greet(name="Мария", *, to=TO, key="greeting 1", **how):
    return send(to, "room/messages/greeting", {"name": name}, key=key, **how)


def enqueued():
    return list(ProcrastinateJob.objects.filter(task_name="messages.deliver").values_list("args", flat=True))


def test_a_message_waits_in_the_outbox_with_a_job_that_knows_its_id_alone():
    message = greet()
    assert (message.state, message.to) == ("waiting", TO)
    assert message.subject == "Здравейте, Мария"
    assert enqueued() == [{"message_id": str(message.pk)}]


def test_both_texts_stand_in_the_frame_of_the_institution(settings):
    message = greet()
    for text in (message.text, message.html):
        assert "Здравейте, Мария!" in text
        assert "Национален осигурителен институт" in text
        assert settings.PUBLIC_URL in text
        assert settings.INSTITUTION_PHONE in text
    assert message.html.startswith("<!doctype html>")


def test_what_a_person_typed_is_no_markup_in_html_and_stands_as_typed_in_plain_text():
    message = greet("<b>Мария</b> & „Ко“")
    assert "&lt;b&gt;Мария&lt;/b&gt; &amp; „Ко“" in message.html
    assert "Здравейте, <b>Мария</b> & „Ко“!" in message.text


def test_the_same_key_sends_once():
    first = greet()
    assert greet(name="Друга") == first
    assert greet(key="greeting 2") != first
    assert OutgoingMessage.objects.count() == len(enqueued()) == 2


def test_mass_mail_has_no_jobs_of_its_own_and_is_due_at_once():
    messages = {greet(key=str(number), one_of_many=True) for number in range(3)}
    assert enqueued() == []
    assert set(claim_due(10)) == messages


def test_what_is_rolled_back_is_not_sent():
    with pytest.raises(RuntimeError), transaction.atomic():
        greet()
        raise RuntimeError
    assert not OutgoingMessage.objects.exists()
    assert enqueued() == []


@pytest.mark.parametrize(
    "to",
    [
        "",
        "Мария",
        "a@b",
        "a@b.bg\nBcc: x@y.bg",
        "a@b.bg, c@d.bg",
        "a@b.bg\r\n",
        "<a@b.bg>",
        "x" * 320 + "@b.bg",
    ],
)
def test_an_address_that_is_none_is_refused(to):
    with pytest.raises(ValidationError):
        greet(to=to)


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r", "\v", "\u2028"])
def test_nothing_typed_makes_a_header(line_end):
    message = greet(f"Мария{line_end}Bcc: x@y.bg")
    assert message.subject == "Здравейте, Мария Bcc: x@y.bg"


def test_a_subject_of_any_length_fits():
    subject = greet("Мария " * 100).subject
    assert len(subject) <= 200
    assert subject.endswith("…")


def test_a_day_in_a_subject_stays_in_one_line():
    assert greet("до 24.11.2026\u00a0г.").subject == "Здравейте, до 24.11.2026\u00a0г."


def test_a_message_that_nobody_wrote_is_an_error():
    with pytest.raises(TemplateDoesNotExist):
        send(TO, "room/messages/other", {}, key="other")


def test_a_message_is_told_in_logs_by_the_id_alone():
    message = greet()
    assert str(message) == f"{message.pk} (waiting)"
