"""Give an official an account."""

from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from nssi.access.models import Official
from nssi.audit import SYSTEM, Actor, record
from nssi.institution.models import CompetentBody

CREATED = "access.create_official"


@transaction.atomic
def create_official(
    username: str,
    password: str,
    *,
    full_name: str,
    role: Official.Role,
    body: CompetentBody | None = None,
    temporary: bool = False,
    by: Official | None = None,
) -> Official:
    """Return a new official, whose second factor is enrolled at the first login. Only an administrator may be without a body.

    A `temporary` password is replaced then, too. Nobody is `by` for accounts that the operator makes. Raises
    ValidationError for a weak password, a taken user name, or anything else that is not as it must be.
    """
    official = Official(
        username=username,
        full_name=full_name,
        role=role,
        competent_body=body,
        password_is_temporary=temporary,
    )
    validate_password(password, official)
    official.set_password(password)
    official.full_clean()
    official.save()
    record(
        CREATED,
        actor=Actor.official(by.pk) if by else SYSTEM,
        subject_kind="official",
        subject_id=str(official.pk),
        details={"role": role},
    )
    return official
