"""The catalogues of the languages beside Bulgarian: each room keeps its own in `locale/`, beside the texts themselves.

`python -m nssi.look.catalogues` brings them up to date with the code: new texts are added untranslated, those that are gone
are removed. They are compiled at set-up (`nssi.look.build`).
"""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

SOURCE = Path(__file__).parents[1]
LANGUAGES = ("en",)
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}

_EMPTY_HEADERS = re.compile(
    rb'^"(?:Project-Id-Version|Report-Msgid-Bugs-To|POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team'
    rb"|Generated-By): .*\n",
    re.MULTILINE,
)
"""What the history of the repository says better, and what would change with each run."""


def main() -> None:
    """Bring every catalogue up to date with the code, and say what has no translation."""
    if not settings.configured:
        settings.configure()  # reading templates asks for their encoding alone
    for room in rooms():
        current = texts_of(room)
        for language in LANGUAGES:
            path = catalogue_path(room, language)
            kept = read(path) if path.exists() else Catalog(locale=language)
            kept.update(current, no_fuzzy_matching=True, update_header_comment=False)
            kept.obsolete.clear()
            if len(kept):
                _write(path, kept)
            missing = sum(not translated(message.string) for message in kept if message.id)
            print(f"{language} {room.relative_to(SOURCE)}: {len(kept)} texts, {missing} without translation")  # noqa: T201


def rooms() -> list[Path]:
    """Return the folders that keep catalogues: each room, and each service for itself."""
    folders = (path for path in SOURCE.iterdir() if (path / "__init__.py").exists())
    found = []
    for folder in folders:
        inner = sorted(path.parent for path in folder.glob("*/apps.py")) if folder.name == "services" else []
        found += inner or [folder]
    return sorted(found)


def texts_of(room: Path) -> Catalog:
    """Return the texts that the code and the templates of `room` mark for translation."""
    catalogue = Catalog()
    for path in sorted(path for path in room.rglob("*") if path.suffix in {".py", ".html", ".txt"}):
        text = path.read_text()
        if path.suffix != ".py":
            text = templatize(text, origin=str(path))
        for _line, message, _comments, context in extract("python", BytesIO(text.encode()), KEYWORDS):
            catalogue.add(message, context=context, locations=[(str(path.relative_to(room)), 0)])
    return catalogue


def catalogue_path(room: Path, language: str) -> Path:
    """Return where `room` keeps its catalogue of `language`."""
    return room / "locale" / language / "LC_MESSAGES" / "django.po"


def read(path: Path) -> Catalog:
    """Return the catalogue that is kept at `path`."""
    with path.open("rb") as file:
        return read_po(file, abort_invalid=True)


def translated(text: str | list[str] | tuple[str, ...] | None) -> bool:
    """Return whether a translation is there, with all its plural forms."""
    return all(text) if isinstance(text, (list, tuple)) else bool(text)


def all_catalogues() -> Iterator[Path]:
    """Yield every catalogue that is kept."""
    yield from sorted(SOURCE.rglob("locale/*/LC_MESSAGES/django.po"))


def compile_catalogue(source: Path, target: Path) -> None:
    """Write the catalogue at `source` in the form in which it is read at run time."""
    with target.open("wb") as file:
        write_mo(file, read(source))


def _write(path: Path, catalogue: Catalog) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue.header_comment, catalogue.fuzzy = "", False
    written = BytesIO()
    write_po(written, catalogue, width=120, sort_output=True, include_lineno=False)
    path.write_bytes(_EMPTY_HEADERS.sub(b"", written.getvalue()).lstrip())


if __name__ == "__main__":
    main()
