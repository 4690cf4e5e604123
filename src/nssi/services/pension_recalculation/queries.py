"""What a person has asked for before."""

from datetime import date

from django.utils.translation import gettext

from nssi.applications.models import Application
from nssi.foundation import clock
from nssi.look.typography import date_text
from nssi.people.models import Person
from nssi.services.pension_recalculation.choices import FormTemplate

SLUG = "preizchislyavane-na-pensiya"


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
