"""The letters of this room."""

from django.utils.translation import gettext_lazy as _

from nssi.access.models import Official
from nssi.delivery.methods import DeliveryMethod
from nssi.delivery.policies import DeliveryPolicy, NotFetched
from nssi.documents.kinds import PLAIN_LETTER, DocumentKind, Seal

CONFIRMATION = DocumentKind(
    name="proceedings.confirmation",
    title=_("Искане за потвърждаване на заявление"),
    register_index="1000",
    template=PLAIN_LETTER,
    seal=Seal.MASS,
)

APPEAL_DECISION = DocumentKind(
    name="proceedings.appeal_decision",
    title=_("Решение по жалба"),
    register_index="1000",
    template=PLAIN_LETTER,
    seal=Seal.ORDER,
)

BY_DECISION = DeliveryPolicy(
    name="proceedings.appeal_decision",
    methods=frozenset(DeliveryMethod),
    role=Official.Role.CLERK,
    if_not_fetched=NotFetched.POST,
)

BY_LETTER = DeliveryPolicy(
    name="proceedings.confirmation",
    methods=frozenset({DeliveryMethod.POST, DeliveryMethod.COUNTER}),
    role=Official.Role.CLERK,
    if_not_fetched=NotFetched.POST,
)
"""To a person without e-mail: by registered letter, or at the counter where they gave no address."""
