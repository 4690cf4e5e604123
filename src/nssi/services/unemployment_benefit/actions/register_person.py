"""Register the unemployed person in the benefit system, with the number that all later documents bear (S1.8)."""

from django.db import connection

from nssi.access.models import Official
from nssi.foundation import clock
from nssi.proceedings.models import Proceeding
from nssi.services.unemployment_benefit.models import Registration

PLACE = 1
"""Which place of the local office gives the number; the institution knows several, this system one."""

_NEXT = """
INSERT INTO service_unemployment_benefit_registrationcounter (local_office_id, year, last) VALUES (%s, %s, 1)
ON CONFLICT (local_office_id, year) DO UPDATE
    SET last = service_unemployment_benefit_registrationcounter.last + 1
RETURNING last
"""


def register_person(proceeding: Proceeding, official: Official) -> Registration:
    """Return the registration of the proceeding, made now where there is none. Call it in a transaction.

    The counter of the local office is locked until that ends, so that numbers have no gaps.
    """
    known = Registration.objects.filter(proceeding=proceeding).first()
    if known is not None:
        return known
    today = clock.today()
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [proceeding.body_id, today.year])
        (serial,) = cursor.fetchone()
    return Registration.objects.create(
        proceeding=proceeding,
        number=f"{proceeding.body_id}{PLACE}-00-{serial:04d}/{today:%d.%m.%Y}",
        registered_on=today,
        official=official,
    )
