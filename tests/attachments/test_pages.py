"""The administrator's page about uploads (A-07): limits, formats, who searches for viruses and what waits for it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from nssi.access.models import Official
from nssi.attachments.actions.scan_file import scan_file
from nssi.foundation import clock
from nssi.look.page_client import Page, PageClient
from nssi.look.typography import moment_text
from tests.attachments.samples import SAMPLES, take_in_file
from tests.support.officials import log_in_as, make_official

pytestmark = pytest.mark.django_db

UPLOADS = "/admin-portal/kachvaniya/"
NOBODY = "127.0.0.1:9"
Role = Official.Role


@pytest.fixture
def enter() -> Callable[[Role], PageClient]:
    """A browser in which an official of a role is logged in."""

    def log_in(role: Role) -> PageClient:
        return PageClient(log_in_as(Client(), make_official(role)))

    return log_in


@pytest.fixture
def shown(enter, own_attachments) -> Callable[[], Page]:
    browser = enter(Role.ADMINISTRATOR)
    return lambda: browser.get(UPLOADS)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_it_is_the_administrators_page(enter, role):
    assert enter(role).get(UPLOADS).status == 403


def test_an_administrator_finds_it_in_the_navigation(enter):
    assert UPLOADS in enter(Role.ADMINISTRATOR).get("/sluzhiteli/").html


def test_it_says_what_may_be_uploaded(shown):
    text = shown().text
    for told in (
        "до 2,5\u00a0МБ",
        "до 5\u00a0МБ",
        "до 15\u00a0МБ, най-много 10 наведнъж",
        ".docx .rtf .odt",
        "до 5 секунди",
    ):
        assert told in text


def test_it_says_that_clamd_is_not_connected_and_what_searches_instead(shown):
    text = shown().text
    assert "clamd не е свързан" in text
    assert "Претърсва вградените правила" in text
    assert "NSSI_CLAMD" in text


def test_it_says_that_a_connected_clamd_does_not_answer(shown, settings):
    settings.CLAMD = NOBODY
    text = shown().text
    assert "clamd свързан, но не отговаря" in text
    assert "Приетите файлове чакат и ще бъдат претърсени" in text


def test_it_says_what_waits_for_its_search_and_when_one_succeeded(shown, django_assert_num_queries):
    assert "Непроверени файлове 0" in shown().text
    with clock.shift(timedelta(minutes=-61)):
        since = clock.now()
        first = take_in_file(SimpleUploadedFile("upload", SAMPLES["pdf"]), "акт.pdf")
    take_in_file(SimpleUploadedFile("upload", SAMPLES["rtf"]), "молба.rtf")
    text = shown().text
    assert "Непроверени файлове 2" in text
    assert f"Най-старият чака от {moment_text(since)}" in text
    assert "повече от час" in text
    scan_file(first.id)
    with django_assert_num_queries(4):
        text = shown().text
    assert "Непроверени файлове 1" in text
    assert f"Последно претърсен файл {moment_text(clock.now())}" in text
    assert "повече от час" not in text
