"""What can be asked for: the two official forms, with what to recalculate, and who pays the pension."""

from collections.abc import Mapping
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from nssi.institution.competent_bodies import DIRECTORATE


class FormTemplate(TextChoices):
    """The two official templates."""

    UP26 = "up26", _("Еднократно – обр. УП-26 (чл.\u00a0102, ал.\u00a01 КСО)")
    UP26_1 = "up26_1", _("Ежегодно служебно – обр. УП-26.1 (чл.\u00a0102, ал.\u00a03 КСО)")


class Basis(TextChoices):
    """With what the pension is to be recalculated (S3.1)."""

    SERVICE = "service", _("Само със стажа след пенсионирането")
    SERVICE_AND_INCOME = (
        "service_and_income",
        _("Със стажа и дохода след пенсионирането, ако е по-благоприятно"),
    )


class Payer(TextChoices):
    """Who pays the pension, and so is competent (S3.3)."""

    LOCAL_OFFICE = "local_office", _("Териториално поделение (ТП) на НОИ")
    DIRECTORATE = "directorate", _("Дирекция „Европейски регламенти и международни договори“")


def payer_code(start: Mapping[str, Any]) -> str:
    """Return the code of the body that the answers of the first step name."""
    return str(start["local_office"]) if start["payer"] == Payer.LOCAL_OFFICE else DIRECTORATE


def payer_answers(code: str) -> dict[str, str]:
    """Return the answers of the first step that name the body with this code."""
    if code == DIRECTORATE:
        return {"payer": Payer.DIRECTORATE}
    return {"payer": Payer.LOCAL_OFFICE, "local_office": code}
