"""What this room knows of a person, for that person: nothing that lasts."""

from django.utils.translation import gettext_lazy as _

from nssi.mobile_qes.models import MobileLogin

LEFT_OUT = {MobileLogin: _("влизане с телефон, докато тече: пази се 5 минути")}
