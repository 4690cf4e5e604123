"""How the certificates of this service reach a person (S2.6)."""

from django.utils.translation import gettext_lazy as _

from nssi.access.models import Official
from nssi.delivery.methods import DeliveryMethod
from nssi.delivery.policies import DeliveryPolicy, NotFetched

DELIVERY = DeliveryPolicy(
    name="archive_certificate",
    methods=frozenset(DeliveryMethod),
    role=Official.Role.ARCHIVE_OFFICER,
    if_not_fetched=NotFetched.POST,
    by_access_code=True,
    announced_as=_("Удостоверението Ви е готово"),
)
