"""The PIK itself: ten characters, made at random, typed by people in many ways. Pure."""

import secrets

from nssi.access.codes import ALPHABET, is_well_mixed, normalise_code

LENGTH = 10


def make_pik() -> str:
    """Return a new PIK from the system's source of randomness (46 bits)."""
    while True:
        pik = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
        if is_well_mixed(pik):
            return pik


def normalise_pik(text: str) -> str:
    """Return a typed PIK in capital Latin letters and digits: spaces dropped, Cyrillic look-alikes mapped (L-02)."""
    return normalise_code(text)


def is_nra_pik(pik: str) -> bool:
    """Return whether `pik` (normalised) is one of the revenue agency: twelve digits, not valid here (L-02)."""
    return len(pik) == 12 and pik.isascii() and pik.isdigit()
