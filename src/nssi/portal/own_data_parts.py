"""What this room knows of a person, for that person: nothing but what they are given."""

from django.utils.translation import gettext_lazy as _

from nssi.portal.models import OwnDataFile

LEFT_OUT = {OwnDataFile: _("този файл и предишните като него: пазят се 7 дни")}
