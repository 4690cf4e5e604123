"""What an administrator is told at their home: what does not run as it should (ops, A-07, L-03)."""

from datetime import timedelta

import pytest

from nssi.access.qes.trusted_list import Standing
from nssi.attachments.models import Attachment
from nssi.foundation import clock
from nssi.staff import administration
from nssi.staff.administration import TRUSTED_LIST
from tests.support.officials import Role, make_official

pytestmark = pytest.mark.django_db

HOME = "/sluzhiteli/"


@pytest.fixture
def admin(at_work):
    return at_work(make_official(Role.ADMINISTRATOR))


def test_where_nothing_searches_for_viruses_but_our_rules_it_is_said(admin, settings):
    settings.CLAMD = ""
    assert "clamd не е свързан" in admin.get(HOME).text
    assert admin.get(HOME).follow("Вижте проверката за вируси").h1 == "Качвания: лимити и формати"
    settings.CLAMD = "127.0.0.1:3310"
    assert "clamd" not in admin.get(HOME).text, "the page asks nobody"


def test_files_that_wait_too_long_are_told(admin, settings):
    settings.CLAMD = "127.0.0.1:3310"
    Attachment.objects.create(
        sha256="0" * 64, size=1, kind="pdf", name="a.pdf", state=Attachment.State.NOT_SCANNED,
        created_at=clock.now() - timedelta(hours=2), scan_due_at=clock.now(),
    )  # fmt: skip
    assert "чакат проверка за вируси повече от час" in admin.get(HOME).text


@pytest.mark.parametrize("wrong", TRUSTED_LIST)
def test_a_trusted_list_that_is_missing_stale_or_broken_is_told(admin, monkeypatch, wrong):
    monkeypatch.setattr(administration, "standing", lambda now: (wrong, "…"))
    assert str(TRUSTED_LIST[wrong]) in admin.get(HOME).text


def test_a_list_that_was_never_fetched_is_missing(admin, settings, tmp_path):
    settings.TRUSTED_LIST_URL, settings.TRUSTED_LISTS = "https://lists.example/lists.xml", tmp_path
    assert str(TRUSTED_LIST[Standing.MISSING]) in admin.get(HOME).text
    settings.TRUSTED_LIST_URL = ""
    assert "Доверителният списък" not in admin.get(HOME).text


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_others_are_not_bothered(at_work, settings, role):
    settings.CLAMD = ""
    assert "Иска внимание" not in at_work(make_official(role)).get(HOME).text
