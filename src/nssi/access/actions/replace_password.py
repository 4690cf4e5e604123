"""Let an official replace the password: a temporary one, or one of their own."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from nssi.access.models import Official
from nssi.audit import Actor, record

REPLACED = "access.replace_password"
SAME = _("Изберете парола, различна от сегашната")


def replace_password(official: Official, password: str) -> None:
    """Keep the new password. Raises ValidationError for a weak one, or the old one."""
    if official.check_password(password):
        raise ValidationError(SAME)
    validate_password(password, official)
    official.set_password(password)
    official.password_is_temporary = False
    official.save(update_fields=["password", "password_is_temporary"])
    record(REPLACED, actor=Actor.official(official.pk), subject_kind="official", subject_id=str(official.pk))
