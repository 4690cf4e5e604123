"""Every text that people see exists in Bulgarian and in English."""

import re

import pytest
from babel.messages import Catalog

from nssi.look.catalogues import SOURCE, catalogue_path, read, rooms, texts_of, translated

ROOMS = {str(room.relative_to(SOURCE)): room for room in rooms()}
CYRILLIC = re.compile("[А-Яа-яЍѝ]")
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|%%|\{\w+\}")
BULGARIAN_IN_ENGLISH = re.compile(r"„[^“]*“|\([^)]*\)|Български")
"""Names of acts, bodies and screens may stand in an English text as they are: in quotation marks or in brackets."""


def _kept(room: str) -> Catalog:
    path = catalogue_path(ROOMS[room], "en")
    return read(path) if path.exists() else Catalog()


def _forms(text) -> tuple[str, ...]:
    return tuple(text) if isinstance(text, (tuple, list)) else (text,)


@pytest.mark.parametrize("room", ROOMS)
def test_every_text_of_a_room_is_translated(room):
    kept = _kept(room)
    marked = {(message.id, message.context) for message in texts_of(ROOMS[room]) if message.id}
    missing = [
        id_
        for id_, context in marked
        if (found := kept.get(_forms(id_)[0], context)) is None or not translated(found.string)
    ]
    assert not missing, "run `make messages` and translate them"


@pytest.mark.parametrize("room", ROOMS)
def test_a_catalogue_holds_nothing_that_is_gone(room):
    marked = {message.id for message in texts_of(ROOMS[room])}
    assert {message.id for message in _kept(room)} - marked - {""} == set()
    assert not [message.id for message in _kept(room) if message.id and message.fuzzy]


@pytest.mark.parametrize("room", ROOMS)
def test_a_translation_keeps_the_placeholders_and_is_english(room):
    for message in _kept(room):
        if not message.id or not translated(message.string):
            continue
        expected = set(PLACEHOLDER.findall(_forms(message.id)[-1]))
        for text in _forms(message.string):
            assert set(PLACEHOLDER.findall(text)) <= expected | {"%%"}, text
        assert expected <= set(PLACEHOLDER.findall(_forms(message.string)[-1])), message.id
        for text in _forms(message.string):
            assert not CYRILLIC.search(BULGARIAN_IN_ENGLISH.sub("", text)), text
