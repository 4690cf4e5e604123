"""The administrator's page of uploads in a real browser (A-07): each of its states is accessible."""

import pytest
from django.test import Client

from tests.attachments.samples import take_in_file
from tests.attachments.test_pages import NOBODY, UPLOADS
from tests.services.walks import upload
from tests.support.guests import guest_of, portal_url
from tests.support.officials import Role, log_in_as, make_official
from tests.support.visitors import own_attachments

__all__ = ["guest_of", "own_attachments", "portal_url"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser-application"),
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("own_attachments"),
]


def test_the_page_of_uploads_is_accessible_in_each_state(guest_of, travel, settings):
    take_in_file(upload(), "акт.pdf")
    travel(minutes=61)
    administrator = guest_of(log_in_as(Client(), make_official(Role.ADMINISTRATOR)), 360, scripts=False)
    administrator.go(UPLOADS)
    administrator.sees("Вградените правила познават само малко вируси.")
    administrator.sees("повече от час")
    settings.CLAMD = NOBODY
    administrator.page.set_viewport_size({"width": 1280, "height": 800})
    administrator.go(UPLOADS)
    administrator.sees("никой, докато clamd не отговори")
