"""A writer of compound files (MS-CFB), small and plain: what old Word and Excel documents are made of."""

import struct

SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_NOBODY = 0xFFFFFFFF
_STORAGE, _STREAM, _ROOT = 1, 2, 5
_SMALLEST = 4096  # what is smaller would lie in the mini stream, so we fill it up


def compound_file(streams: dict[str, bytes]) -> bytes:
    """Return a compound file with these streams; a path such as „Macros/VBA/dir“ makes the storages on its way."""
    entries: list[dict] = [{"name": "Root Entry", "type": _ROOT, "children": {}, "content": b""}]
    for path, content in streams.items():
        *storages, name = path.split("/")
        parent = entries[0]
        for storage in storages:
            if storage not in parent["children"]:
                parent["children"][storage] = len(entries)
                entries.append({"name": storage, "type": _STORAGE, "children": {}, "content": b""})
            parent = entries[parent["children"][storage]]
        parent["children"][name] = len(entries)
        entries.append(
            {"name": name, "type": _STREAM, "children": {}, "content": content.ljust(_SMALLEST, b"\0")}
        )
    for entry in entries:
        entry.setdefault("left", _NOBODY)
        entry.setdefault("right", _NOBODY)
        entry["child"] = _tree(entries, sorted(entry["children"].values(), key=lambda i: _order(entries[i])))

    sectors: list[bytes] = []
    fat: list[int] = []

    def put(content: bytes) -> int:
        if not content:
            return _END
        first = len(sectors)
        parts = [content[at : at + SECTOR].ljust(SECTOR, b"\0") for at in range(0, len(content), SECTOR)]
        sectors.extend(parts)
        fat.extend([*range(first + 1, first + len(parts)), _END])
        return first

    for entry in entries:
        entry["start"] = put(entry["content"])
    directory = put(b"".join(map(_directory_entry, entries)))
    fat_sectors = 1
    while (len(fat) + fat_sectors) > fat_sectors * 128:
        fat_sectors += 1
    first_fat = len(sectors)
    fat += [_FAT] * fat_sectors
    fat += [_FREE] * (fat_sectors * 128 - len(fat))
    for number in range(fat_sectors):
        sectors.append(struct.pack("<128I", *fat[number * 128 : (number + 1) * 128]))
    table = [first_fat + number for number in range(fat_sectors)]
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
        + struct.pack("<IIIIIIIII", 0, fat_sectors, directory, 0, _SMALLEST, _END, 0, _END, 0)
        + struct.pack("<109I", *table, *[_FREE] * (109 - len(table)))
    )
    return header + b"".join(sectors)


def _order(entry: dict) -> tuple[int, str]:
    return len(entry["name"]), entry["name"].upper()


def _tree(entries: list[dict], ordered: list[int]) -> int:
    """Hang the children of a storage into a search tree, and return its root."""
    if not ordered:
        return _NOBODY
    middle = len(ordered) // 2
    root = ordered[middle]
    entries[root]["left"] = _tree(entries, ordered[:middle])
    entries[root]["right"] = _tree(entries, ordered[middle + 1 :])
    return root


def _directory_entry(entry: dict) -> bytes:
    name = entry["name"].encode("utf-16-le") + b"\0\0"
    return (
        name.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(name), entry["type"], 1, entry["left"], entry["right"], entry["child"])
        + bytes(36)
        + struct.pack("<IQ", entry["start"], len(entry["content"]))
    )
