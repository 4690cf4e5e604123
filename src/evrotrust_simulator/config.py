"""How the simulator is started, and what can be changed while it runs."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from enum import StrEnum
from pathlib import Path
from typing import Any


class Version(StrEnum):
    """Which vendor API is spoken: the published one, or the fields, statuses and number flags seen since."""

    PUBLISHED = "1.0.154"
    NEWER = "newer"


class Package(StrEnum):
    """How results are encrypted: 256-bit blocks (the older way) or AES-256."""

    RIJNDAEL = "rijndael"
    AES = "aes"


class Outage(StrEnum):
    """What the whole vendor API does instead of answering."""

    NONE = "none"
    UNAVAILABLE = "unavailable"
    TIMEOUT = "timeout"


@dataclass(frozen=True)
class Settings:
    """What the developer's controls may change; delays are seconds."""

    delay_appear: float = 4.5
    delay_sign: float = 3.5
    package: Package = Package.RIJNDAEL
    version: Version = Version.PUBLISHED
    outage: Outage = Outage.NONE
    hang_seconds: float = 30.0
    """How long a simulated time-out keeps the caller waiting."""

    @property
    def is_newer(self) -> bool:
        return self.version is Version.NEWER

    def changed(self, values: dict[str, Any]) -> Settings:
        """A copy with `values` (by name, as JSON or a form gives them). ValueError for what is not allowed."""
        kinds = {
            "delay_appear": float,
            "delay_sign": float,
            "hang_seconds": float,
            "package": Package,
            "version": Version,
            "outage": Outage,
        }
        if unknown := values.keys() - {field.name for field in fields(self)}:
            raise ValueError(f"unknown settings: {', '.join(sorted(unknown))}")
        changes = {name: kinds[name](value) for name, value in values.items()}
        if any(not 0 <= value <= 60 for value in changes.values() if isinstance(value, float)):
            raise ValueError("a delay is from 0 to 60 seconds")
        return replace(self, **changes)


@dataclass(frozen=True)
class Config:
    """One simulator. `port` 0 takes a free one; `data` is a folder of its own, made if it is not there."""

    data: Path
    vendor_number: str
    api_key: str
    port: int = 8091
    settings: Settings = Settings()
