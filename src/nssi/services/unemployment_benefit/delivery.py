"""How the documents of this service reach a person (S1.6, S1.9)."""

from django.utils.translation import gettext_lazy as _

from nssi.access.models import Official
from nssi.delivery.methods import DeliveryMethod
from nssi.delivery.policies import DeliveryPolicy, NotFetched

DELIVERY = DeliveryPolicy(
    name="unemployment_benefit",
    methods=frozenset(DeliveryMethod),
    role=Official.Role.UNEMPLOYMENT_INSPECTOR,
    if_not_fetched=NotFetched.SERVE_OTHERWISE,
    article=_(
        "чл.\u00a05, ал.\u00a03 от Наредбата за отпускане и изплащане на паричните обезщетения за безработица"
    ),
    otherwise=_("лично срещу подпис или с писмо с обратна разписка; НОИ още не е потвърдил тези начини"),
)
