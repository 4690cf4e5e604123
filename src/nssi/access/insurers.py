"""An insurer who is logged in: the organisation that a certificate names. It has no account; the certificate is its right."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Insurer:
    """`eik`: nine digits, or thirteen for a branch; `name`: as the certificate writes it, or ""."""

    eik: str
    name: str
