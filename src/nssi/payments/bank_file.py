"""The order to the bank: an approved list as pain.001.001.09, the message of SEPA credit transfers since 2024.

It is written while it is sent, from rows that never change, so that the same list gives the same bytes whenever it is taken.
"""

from collections.abc import Iterator
from xml.sax.saxutils import escape

from django.conf import settings
from django.db.models import Count, Sum

from nssi.payments.latin import in_latin
from nssi.payments.models import BenefitPayment, PaymentList

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"><CstmrCdtTrfInitn>
<GrpHdr><MsgId>{code}</MsgId><CreDtTm>{made}</CreDtTm><NbOfTxs>{count}</NbOfTxs><CtrlSum>{total}</CtrlSum>\
<InitgPty><Nm>{institution}</Nm></InitgPty></GrpHdr>
<PmtInf><PmtInfId>{code}</PmtInfId><PmtMtd>TRF</PmtMtd><BtchBookg>true</BtchBookg><NbOfTxs>{count}</NbOfTxs>\
<CtrlSum>{total}</CtrlSum><PmtTpInf><SvcLvl><Cd>SEPA</Cd></SvcLvl><CtgyPurp><Cd>SSBE</Cd></CtgyPurp></PmtTpInf>\
<ReqdExctnDt><Dt>{pay_on}</Dt></ReqdExctnDt><Dbtr><Nm>{institution}</Nm></Dbtr>\
<DbtrAcct><Id><IBAN>{iban}</IBAN></Id><Ccy>EUR</Ccy></DbtrAcct><DbtrAgt><FinInstnId>{agent}</FinInstnId></DbtrAgt>\
<ChrgBr>SLEV</ChrgBr>
"""
_TRANSFER = """<CdtTrfTxInf><PmtId><EndToEndId>{id}</EndToEndId></PmtId><Amt><InstdAmt Ccy="EUR">{amount}</InstdAmt></Amt>\
<Cdtr><Nm>{name}</Nm></Cdtr><CdtrAcct><Id><IBAN>{iban}</IBAN></Id></CdtrAcct><Purp><Cd>BENE</Cd></Purp>\
<RmtInf><Ustrd>{about}</Ustrd></RmtInf></CdtTrfTxInf>
"""
_TAIL = "</PmtInf></CstmrCdtTrfInitn></Document>\n"

LONGEST_NAME, LONGEST_TEXT = 70, 140
AT_ONCE = 2000


def can_pay() -> bool:
    """Return whether the account that benefits are paid from is known."""
    return bool(settings.BENEFITS_IBAN)


def bank_file(approved: PaymentList) -> Iterator[str]:
    """Give the file of an approved list piece by piece. Raises ValueError for a list that is not approved."""
    if approved.state != PaymentList.State.APPROVED or approved.settled_at is None or approved.pay_on is None:
        raise ValueError(f"{approved} is not approved")
    # what came back since was ordered all the same
    ordered = approved.payments.exclude(state=BenefitPayment.State.LEFT_OUT)
    totals = ordered.aggregate(count=Count("pk"), cents=Sum("cents"))
    yield _HEAD.format(
        code=approved.code,
        made=approved.settled_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        count=totals["count"],
        total=_amount(totals["cents"] or 0),
        pay_on=approved.pay_on.isoformat(),
        institution=escape(in_latin(settings.INSTITUTION_NAME)[:LONGEST_NAME]),
        iban=settings.BENEFITS_IBAN,
        agent=f"<BICFI>{settings.BENEFITS_BIC}</BICFI>" if settings.BENEFITS_BIC else _UNKNOWN_AGENT,
    )
    rows = ordered.order_by("benefit_id").values_list("id", "cents", "payee", "iban", "benefit__number")
    about = f"POB do {approved.month:%m.%Y}, reg. "
    for payment_id, cents, payee, iban, number in rows.iterator(AT_ONCE):
        yield _TRANSFER.format(
            id=payment_id.hex,
            amount=_amount(cents),
            name=escape(in_latin(payee)[:LONGEST_NAME].strip()),
            iban=iban,
            about=escape(in_latin(about + number)[:LONGEST_TEXT]),
        )
    yield _TAIL


_UNKNOWN_AGENT = "<Othr><Id>NOTPROVIDED</Id></Othr>"
"""What the rulebook asks for where only the IBAN is known."""


def _amount(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02d}"
