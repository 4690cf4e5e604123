"""Why an official looks at a person's data: codes that the trail keeps, with their words."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nssi.look.forms import Radios

REASONS = (
    ("identity", _("проверка на самоличността на лицето")),
    ("register", _("справка в друг регистър")),
    ("contact", _("лицето се обади или дойде на място")),
    ("document", _("сверяване с документ по преписката")),
    ("complaint", _("проверка по жалба или сигнал")),
)


class ReasonField(forms.ChoiceField):
    """A question for the reason."""

    widget = Radios

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=REASONS, error_messages={"required": _("Изберете причина")}, **kwargs)
