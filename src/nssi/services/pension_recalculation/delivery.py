"""How the result of this service reaches a person: by internet, to the given address (S3.6)."""

from nssi.access.models import Official
from nssi.delivery.methods import DeliveryMethod
from nssi.delivery.policies import DeliveryPolicy, NotFetched

DELIVERY = DeliveryPolicy(
    name="pension_recalculation",
    methods=frozenset({DeliveryMethod.ELECTRONIC}),
    role=Official.Role.PENSION_OFFICER,
    if_not_fetched=NotFetched.POST,
    by_access_code=True,
)
