"""Secrets that have versions: the newest makes what is new, the older ones still know what was made with them.

A secret stands in the environment or in its file, one version after another with a blank or a line end between them, the
oldest first. The id of a version is its place, counted from 1; a dash stands in the place of one that was retired.
"""

import fcntl
import os
import secrets
from collections.abc import Callable, ItemsView, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from nssi.foundation import environment

_RETIRED = "-"


def new_secret() -> str:
    """Return a new secret of 384 bits."""
    return secrets.token_urlsafe(48)


class Keys(Mapping[str, str]):
    """The versions of one secret by their ids, the oldest first.

    Its file is made at first start. One that has changed since is read anew: a rotation needs no new start of anything.
    """

    def __init__(self, variable: str, folder: Path, make: Callable[[], str] = new_secret) -> None:
        self.variable = variable
        self.file = None if environment.text(variable) else environment.secret_file(variable, folder, make)
        self._make = make
        self._state: tuple[int, ...] = ()
        self._versions = {} if self.file else _versions_in(environment.text(variable))

    def __getitem__(self, version: str) -> str:
        return self._known()[version]

    def __iter__(self) -> Iterator[str]:
        return iter(self._known())

    def __len__(self) -> int:
        return len(self._known())

    def items(self) -> ItemsView[str, str]:
        """Return all at once: a mapping asks for each, and each time whether the file is as it was."""
        return self._known().items()

    def make_version(self, version: str) -> bool:
        """Add `version`, the one after the newest, to the file, and return whether it was not there yet.

        It is there for good when this returns. Raises LookupError where the environment gives the secret.
        """
        file = self._own_file()
        with _held(file):
            places = file.read_text().split()
            if len(places) >= int(version):
                return False
            replace_file(file, "\n".join([*places, self._make()]))
            return True

    def retire(self, version: str) -> None:
        """Remove an older version from the file for good. Raises LookupError where the environment gives the secret."""
        file = self._own_file()
        with _held(file):
            places = file.read_text().split()
            places[int(version) - 1] = _RETIRED
            replace_file(file, "\n".join(places))

    @property
    def next_version(self) -> str:
        """The id that the next version will have."""
        return str(int(newest(self)[0]) + 1)

    def _own_file(self) -> Path:
        if self.file is None:
            raise LookupError(f"{self.variable} comes from the environment")
        return self.file

    def _known(self) -> dict[str, str]:
        if self.file is not None:
            stat = self.file.stat()
            state = (stat.st_ino, stat.st_mtime_ns, stat.st_size)
            if state != self._state:
                self._versions, self._state = _versions_in(self.file.read_text()), state
        return self._versions


def newest(keys: Mapping[str, str]) -> tuple[str, str]:
    """Return the id of the newest version, and the secret."""
    return list(keys.items())[-1]


def newest_first(keys: Mapping[str, str]) -> list[str]:
    """Return the secrets, the newest first."""
    return list(keys.values())[::-1]


def _versions_in(text: str) -> dict[str, str]:
    return {str(place): secret for place, secret in enumerate(text.split(), 1) if secret != _RETIRED}


@contextmanager
def _held(file: Path) -> Iterator[None]:
    """Let nobody else change secrets meanwhile."""
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
        os.fsync(folder)
    finally:
        os.close(folder)


def replace_file(file: Path, text: str) -> None:
    """Put `text` in the place of what a file of secrets holds: all of it or nothing, readable by its owner alone."""
    draft = file.with_name(f".{file.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w") as writing:
            writing.write(text)
            writing.flush()
            os.fsync(writing.fileno())
        draft.replace(file)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
