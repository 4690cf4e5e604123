"""The RSA keys for which the signing provider encrypts, as versions: the first in their file is the newest."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from django.conf import settings
from django.db.models import Q

from nssi.foundation.environment import new_rsa_key
from nssi.foundation.keys import replace_file
from nssi.signing.evrotrust.keys import blocks_of, load_keys
from nssi.signing.models import SigningRequest


class SigningKeys(Mapping[str, str]):
    """The keys by their ids, the oldest first."""

    variable = "NSSI_SIGNING_PRIVATE_KEY_FILE"

    def __init__(self) -> None:
        self.file = Path(settings.SIGNING_PRIVATE_KEY_FILE)
        pairs, blocks = load_keys(self.file), blocks_of(self.file)
        self._blocks = {pair.id: block for pair, block in zip(pairs, blocks, strict=True)}

    def __getitem__(self, version: str) -> str:
        return self._blocks[version]

    def __iter__(self) -> Iterator[str]:
        return reversed(self._blocks)

    def __len__(self) -> int:
        return len(self._blocks)

    @property
    def next_version(self) -> str:
        """How many keys there will be with the next one: its id is not known before it is made."""
        return str(len(self) + 1)

    def make_version(self, version: str) -> bool:
        """Put a new key before the others unless there are as many already, and return whether it was made."""
        if len(self) >= int(version):
            return False
        replace_file(self.file, "\n".join([new_rsa_key().strip(), *self._blocks.values()]) + "\n")
        return True

    def retire(self, version: str) -> None:
        """Remove a key for good."""
        left = [block for id_, block in self._blocks.items() if id_ != version]
        replace_file(self.file, "\n".join(left) + "\n")

    @staticmethod
    def awaited(version: str) -> int:
        """Return how many requests may still bring something that this key opens."""
        waiting = Q(state__in=SigningRequest.OPEN) | Q(state=SigningRequest.State.SIGNED)
        return SigningRequest.objects.filter(waiting, key_id=version).count()
