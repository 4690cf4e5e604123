"""A fourth service is a new folder and nothing else: it is found, described, asked, filed under its own number."""

import os
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

HOUSE = Path(__file__).parents[2]

APPS = """
from django.apps import AppConfig


class FourthConfig(AppConfig):
    name = "nssi.services.fourth"
    label = "service_fourth"

    def ready(self) -> None:
        from dataclasses import replace

        from nssi.applications.services import register
        from tests.applications.three_questions import THREE_QUESTIONS

        register(replace(THREE_QUESTIONS, slug="chetvarta", register_index="9904"))
"""

WHAT_IS_SEEN = """
import nssi.services
nssi.services.__path__.append({folder!r})

import django
django.setup()

from django.conf import settings
from django.urls import reverse
from nssi.applications.services import service
from nssi.portal.cards import find_cards

assert "nssi.services.fourth" in settings.INSTALLED_APPS
fourth = service("chetvarta")
print(fourth.start_address, fourth.register_index)
print([card.url for group in find_cards("три въпроса") for card in group.cards])
"""


def test_a_folder_that_is_there_is_a_service(tmp_path):
    folder = tmp_path / "fourth"
    folder.mkdir()
    (folder / "__init__.py").write_text('"""A service of the tests."""\n')
    (folder / "apps.py").write_text(dedent(APPS))
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": str(HOUSE)}
    said = subprocess.run(
        [sys.executable, "-c", WHAT_IS_SEEN.format(folder=str(tmp_path))],
        env=environment,
        cwd=HOUSE,
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode == 0, said.stderr
    address, cards = said.stdout.strip().splitlines()[-2:]
    assert address == "/zayavlenie/chetvarta/ 9904"
    assert cards == "['/uslugi/chetvarta/']"


def test_no_room_names_a_service():
    """What is shared knows the services by their registration alone; their texts for others are none of its business."""
    shared = [
        HOUSE / "src" / "nssi" / room for room in ("applications", "portal", "people", "records", "messages")
    ]
    names = ("unemployment_benefit", "archive_certificate", "pension_recalculation")
    for path in (path for room in shared for path in room.rglob("*.py")):
        text = path.read_text()
        for name in names:
            assert name not in text, f"{path} names {name}"
