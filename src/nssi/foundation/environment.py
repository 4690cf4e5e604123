"""Where settings come from: environment variables, and secrets that are made at first start."""

import os
import secrets
from collections.abc import Callable
from pathlib import Path


def text(name: str, default: str = "") -> str:
    """Return the environment variable `name`, or `default` where it is absent or empty."""
    return os.environ.get(name) or default


def flag(name: str, default: bool = False) -> bool:
    """Return whether the environment variable `name` says yes (1, true, yes, on)."""
    return text(name, "1" if default else "0").lower() in {"1", "true", "yes", "on"}


def paths(name: str) -> list[Path]:
    """Return the files that the environment variable `name` lists, divided as in PATH."""
    return [Path(part) for part in text(name).split(os.pathsep) if part]


def secret(name: str, folder: Path, make: Callable[[], str] = lambda: secrets.token_urlsafe(48)) -> str:
    """Return the secret `name` from the environment, else from its file in `folder`, made at first start.

    Two processes that start at the same time agree on one value: the file is linked into place, and the
    one who comes second reads what the first one wrote.
    """
    if value := text(name):
        return value
    return secret_file(name, folder, make).read_text()


def secret_file(name: str, folder: Path, make: Callable[[], str]) -> Path:
    """Return the file in `folder` that holds the secret `name`; it is made at first start, readable by its owner."""
    path = folder / name.lower().removeprefix("nssi_")
    if not path.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = folder / f".{path.name}.{secrets.token_hex(8)}"
        draft.touch(mode=0o600)
        draft.write_text(make())
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path


def new_rsa_key() -> str:
    """Return a new RSA-2048 private key, PKCS#8 in PEM."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa

    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()
