"""The rules of delivery that each service sets for what it issues: it registers them when the house starts."""

from dataclasses import dataclass
from enum import Enum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nssi.delivery.methods import DeliveryMethod

DOCUMENT_READY = _("Имате документ от НОИ")
"""The subject of the message about a document, where no other is named (M-03)."""


class NotFetched(Enum):
    """What follows where a document was not downloaded in time."""

    SERVE_OTHERWISE = "serve_otherwise"
    """An official serves it in another way; a later download is a copy, and no service (S1.9)."""

    POST = "post"
    """An official sends it by post; until that is received, a later download serves it (S2.6, S3.6)."""


@dataclass(frozen=True)
class DeliveryPolicy:
    """How the documents of a service reach a person.

    `methods`: the ways that the act allows; `role`: the officials of the issuing body who see to it, beside its clerks;
    `days` from the day of sending to download it, under `article` (empty: the portal's own rule, no act sets it), which has
    it served `otherwise` after that, in words;
    `by_access_code`: whether the access code of the application with a one-time code, sent to the given e-mail, opens it
    too, for people without a PIK. `announced_as` is the subject of the message.
    """

    name: str
    methods: frozenset[DeliveryMethod]
    role: str
    if_not_fetched: NotFetched
    article: str | Promise = ""
    otherwise: str | Promise = ""
    days: int = 7
    by_access_code: bool = False
    announced_as: str | Promise = DOCUMENT_READY

    @property
    def late_download_serves(self) -> bool:
        """Whether a download after the last day is still service."""
        return self.if_not_fetched is NotFetched.POST


_policies: dict[str, DeliveryPolicy] = {}


def register(policy: DeliveryPolicy) -> DeliveryPolicy:
    """Add `policy` to the register. Raises ValueError where its name is taken."""
    if policy.name in _policies:
        raise ValueError(f"{policy.name}: there is such a policy already")
    _policies[policy.name] = policy
    return policy


def policy_named(name: str) -> DeliveryPolicy:
    """Return the policy with this name. Raises KeyError where no service knows it."""
    return _policies[name]


def all_policies() -> tuple[DeliveryPolicy, ...]:
    """Return every policy, by name."""
    return tuple(policy for _, policy in sorted(_policies.items()))


def policies_of(role: str) -> list[DeliveryPolicy]:
    """Return the policies to which officials of this role see."""
    return [policy for policy in _policies.values() if policy.role == role]
