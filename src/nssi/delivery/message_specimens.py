"""The messages of this room with invented data, to be looked at before anybody gets one (A-05)."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from nssi.delivery.policies import policy_named
from nssi.messages.specimens import MessageSpecimen, in_days, page, show


def document(policy: str, kind: str, *, by_code: bool = False) -> dict[str, Any]:
    """Return what a message says of a document of this kind (its title) that waits, delivered by the policy of this name."""
    return {
        "policy": policy_named(policy),
        "by_code": by_code,
        "kind": kind,
        "last_day": in_days(7),
        "page": page("/d/primer/"),
    }


show(
    MessageSpecimen(
        "kod", "", _("Еднократен код за документ"), "delivery/messages/one_time_code",
        lambda: {"code": "123 456", "minutes": 15},
    ),
)  # fmt: skip
