"""Names of files as they are shown: no folders, no invisible signs, not too long."""

import re
import unicodedata

LONGEST = 120
_NOT_SHOWN = {
    "Cc",
    "Cf",
    "Co",
    "Cs",
    "Cn",
    "Zl",
    "Zp",
}  # control, invisible, turning the text round, unassigned


def shown_name(typed: str) -> str:
    """Return the name of a file as it may stand on a page, in a letter and in a header.

    Folders are dropped, invisible signs too (those that turn the text round would make „fdp.exe“ of „exe.pdf“), runs
    of spaces become one. At most 120 characters; the extension is kept. An empty name becomes „файл“.
    """
    name = re.split(r"[\\/]", unicodedata.normalize("NFC", typed))[-1]
    name = "".join(" " if sign.isspace() else sign for sign in name)
    name = "".join(sign for sign in name if unicodedata.category(sign) not in _NOT_SHOWN)
    name = " ".join(name.split()).strip(". ") if name.strip(". ") else ""
    if not name:
        return "файл"
    if len(name) > LONGEST:
        stem, dot, extension = name.rpartition(".")
        ending = f"{dot}{extension}" if stem and len(extension) <= 8 else ""
        name = name[: LONGEST - 1 - len(ending)].rstrip() + "…" + ending
    return name


def extension(name: str) -> str:
    """Return the extension of a file's name in small letters, without its dot; empty where there is none."""
    stem, dot, ending = name.rpartition(".")
    return ending.lower() if dot and stem else ""
