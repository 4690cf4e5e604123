"""Give an official an account."""

from django.contrib.auth.password_validation import validate_password

from nssi.access.models import Official
from nssi.institution.models import CompetentBody


def create_official(
    username: str,
    password: str,
    *,
    full_name: str,
    role: Official.Role,
    body: CompetentBody | None = None,
) -> Official:
    """Return a new official who can log in. Only an administrator may be without a body where they work.

    Raises ValidationError for a weak password, a taken user name, or anything else that is not as it must be.
    """
    official = Official(username=username, full_name=full_name, role=role, competent_body=body)
    validate_password(password, official)
    official.set_password(password)
    official.full_clean()
    official.save()
    return official
