"""What import-linter cannot see keeps the order of the rooms too: foreign keys and templates."""

import re
from pathlib import Path

import pytest
from django.apps import apps

from tests.house.rooms import HEIGHT, SOURCE, STILL_TO_COME, may_use, room_of

OURS = [model for model in apps.get_models() if model.__module__.startswith("nssi.")]
TEMPLATES = sorted(SOURCE.rglob("templates/**/*.*"))
USES = re.compile(r"""{%\s*(?:extends|include)\s+["'](?!django/)([^"']+)["']""")


def test_every_room_has_its_place_in_the_order():
    folders = {path.name for path in SOURCE.iterdir() if (path / "__init__.py").exists()}
    assert folders == set(HEIGHT) - STILL_TO_COME


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_foreign_keys_point_downwards(model):
    for field in model._meta.get_fields():
        target = field.related_model if field.is_relation and field.concrete else None
        if target is not None and target.__module__.startswith("nssi."):
            assert may_use(room_of(model.__module__), room_of(target.__module__)), field.name


def test_templates_use_their_own_room_or_lower_ones():
    homes = {_name(path): room_of(path) for path in TEMPLATES}
    for path in TEMPLATES:
        for used in USES.findall(path.read_text()):
            assert used in homes, f"{path.name} uses {used}, which is nowhere"
            assert may_use(room_of(path), homes[used]), f"{path} uses {used}"


def test_every_template_is_used():
    text = "\n".join(path.read_text() for path in [*SOURCE.rglob("*.py"), *TEMPLATES])
    named_by_parts = re.compile(r"\.(subject\.txt|txt|html)$")
    for path in TEMPLATES:
        name = _name(path)
        stem = named_by_parts.sub("", name)
        assert f'"{name}"' in text or f'"{stem}"' in text or path.name in text, f"nobody uses {name}"


def _name(path: Path) -> str:
    parts = path.parts
    return "/".join(parts[parts.index("templates") + 1 :])
