"""Fees that persons owe, cash benefits that are paid to them, and what is asked back of these."""

from nssi.payments.models.benefits import (
    AmountDue,
    BenefitPayment,
    CashBenefit,
    PaymentBlock,
    PaymentLine,
    PaymentList,
    PaymentReturn,
)
from nssi.payments.models.claims import ClaimedSum, Repayment, RepaymentClaim
from nssi.payments.models.fees import ENDED, Fee, OnlinePayment, PaymentNotice

__all__ = [
    "ENDED",
    "AmountDue",
    "BenefitPayment",
    "CashBenefit",
    "ClaimedSum",
    "Fee",
    "OnlinePayment",
    "PaymentBlock",
    "PaymentLine",
    "PaymentList",
    "PaymentNotice",
    "PaymentReturn",
    "Repayment",
    "RepaymentClaim",
]
