"""Who pays the pensions of a person by the register, and what they have asked for before."""

from datetime import date

from django.utils.translation import gettext

from nssi.applications.models import Application
from nssi.foundation import clock
from nssi.institution.models import CompetentBody
from nssi.look.typography import date_text
from nssi.pensions.queries import pensions_of
from nssi.people.models import Person
from nssi.services.pension_recalculation.choices import FormTemplate

SLUG = "preizchislyavane-na-pensiya"


def paying_bodies(person: Person) -> list[CompetentBody]:
    """Return who pays the pensions of a person by the register, each once; nobody where it has none of them (S3.3)."""
    return list({pension.body_id: pension.body for pension in pensions_of(person)}.values())


def other_payer(person: Person, code: str) -> list[str]:
    """Return, in words, that the register names others than the body with this code, where it does."""
    bodies = paying_bodies(person)
    if not bodies or code in {body.code for body in bodies}:
        return []
    return [
        gettext(
            "По регистъра пенсията Ви се изплаща от %(bodies)s, а Вие избрахте друг. Върнете се и го променете, освен ако последното разпореждане не казва друго."
        )
        % {"bodies": _names(bodies)}
    ]


def told_payer(bodies: list[CompetentBody]) -> str:
    """Return, in words, who pays a pension, or where that can be read."""
    if bodies:
        return gettext(
            "По регистъра пенсията Ви се изплаща от %(bodies)s и заявлението отива там. Ако подавате за друг, изберете кой изплаща неговата пенсия."
        ) % {"bodies": _names(bodies)}
    return gettext("Заявлението отива при него. Вижте в последното разпореждане за пенсията.")


def _names(bodies: list[CompetentBody]) -> str:
    return ", ".join(body.label for body in bodies)


def earlier_requests(person: Person, day: date) -> list[str]:
    """Return, in words, the person's own earlier requests that still work on `day`, the newest of each form.

    A yearly one works for good; a one-off one in its calendar year (S3.2).
    """
    own = Application.objects.filter(
        person=person, service=SLUG, representation=None, state=Application.State.FILED
    ).order_by("-filed_at")
    notices = []
    yearly = own.filter(answers__recalculation__template=FormTemplate.UP26_1).first()
    if yearly is not None:
        notices.append(
            gettext("Вече сте заявили ежегодно преизчисляване на %(day)s с УРИ %(uid)s.")
            % {"day": date_text(yearly.filed_at), "uid": yearly.registry_uid}
        )
    one_off = own.filter(answers__recalculation__template=FormTemplate.UP26).first()
    if one_off is not None and clock.local(one_off.filed_at).year == day.year:
        notices.append(
            gettext(
                "Вече сте заявили еднократно преизчисляване за %(year)d\u00a0г. на %(day)s с УРИ %(uid)s. То важи за цялата календарна година."
            )
            % {"year": day.year, "day": date_text(one_off.filed_at), "uid": one_off.registry_uid}
        )
    return notices
