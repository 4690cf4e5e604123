"""The kinds of documents that the insurance archive issues, and whether a duplicate has a price yet (S2.1, S2.7)."""

from datetime import date

from django.conf import settings
from django.db.models import TextChoices
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nssi.law.errors import MissingValue
from nssi.law.parameters import Parameters
from nssi.look.typography import money_text

DUPLICATE_FEE = "fee_duplicate_certificate"


class CertificateKind(TextChoices):
    """Four certificates on the institute's template, and one official note, which is no certificate."""

    INSURABLE_SERVICE = "insurable_service", _("Удостоверение за осигурителен стаж")
    INSURABLE_INCOME = "insurable_income", _("Удостоверение за осигурителен доход")
    EMPLOYMENT_SERVICE = "employment_service", _("Удостоверение за трудов стаж")
    COURT_ESTABLISHMENT = "court_establishment", _("Удостоверение по чл.\u00a05, ал.\u00a02 от ЗУТОССР")
    TAX_OFFICIAL_NOTE = "tax_official_note", _("Служебна бележка по чл.\u00a045, ал.\u00a01 от ЗДДФЛ")


def in_bulgarian(kind: CertificateKind) -> str:
    """Return what documents call a kind, whatever language the official reads."""
    with translation.override(settings.LANGUAGE_CODE):
        return str(kind.label)


def duplicate_fee(day: date, parameters: Parameters) -> str:
    """Return what a duplicate costs on `day`, in words: that the tariff is not entered or not confirmed is said too."""
    try:
        fee = parameters.at(DUPLICATE_FEE, day)
    except MissingValue:
        return gettext(
            "Дубликатът се заплаща по Тарифата на услугите в НОИ. Цената му още не е въведена в портала – ще Ви я съобщим, преди да платите."
        )
    words = {"price": money_text(fee.money.cents, fee.money.currency)}
    if fee.verified:
        return gettext("Дубликатът струва %(price)s по Тарифата на услугите в НОИ.") % words
    return (
        gettext(
            "Дубликатът се заплаща по Тарифата на услугите в НОИ. По непотвърдени данни цената е %(price)s – ще Ви съобщим точната, преди да платите."
        )
        % words
    )
