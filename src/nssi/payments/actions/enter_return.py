"""Enter that a payment came back from the bank: what it paid is due again."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from nssi.access.models import Official
from nssi.audit import Actor, record
from nssi.foundation import clock
from nssi.payments.errors import PaymentRefused
from nssi.payments.events import tell_returned
from nssi.payments.models import BenefitPayment, CashBenefit, PaymentReturn

Why = PaymentReturn.Why


@transaction.atomic
def enter_return(payment_id: UUID, official: Official, returned_on: date, why: PaymentReturn.Why) -> None:
    """Enter the return, once. Raises PaymentRefused, BenefitPayment.DoesNotExist.

    Where the account is to blame, nothing more goes there: the benefit is held until another account is known.
    """
    payments = BenefitPayment.objects.select_for_update(of=("self",)).select_related("list", "benefit")
    payment = payments.get(pk=payment_id, list__body=official.competent_body_id)
    if payment.state != BenefitPayment.State.SENT or payment.list.pay_on is None:
        raise PaymentRefused(_("Плащането не е наредено или вече се е върнало."))
    if not payment.list.pay_on <= returned_on <= clock.today():
        raise PaymentRefused(_("Връщането е след плащането и не по-късно от днес."))
    payment.state = BenefitPayment.State.RETURNED
    payment.save(update_fields=["state"])
    came_back = PaymentReturn.objects.create(
        payment=payment, returned_on=returned_on, why=why, official=official, entered_at=clock.now()
    )
    if why != Why.OTHER:
        CashBenefit.objects.filter(pk=payment.benefit_id, hold="", iban=payment.iban).update(
            hold=CashBenefit.Hold.RETURNED
        )
    record(
        "payments.enter_return",
        actor=Actor.official(official.pk),
        subject_kind="benefit_payment",
        subject_id=str(payment.pk),
        details={"why": why.value},
        about=payment.benefit.person_id,
    )
    tell_returned(came_back)
