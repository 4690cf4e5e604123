"""The forms of the administrator's page about messages."""

from django import forms
from django.utils.translation import gettext_lazy as _

from nssi.look.forms import PortalForm
from nssi.messages.queries import UNSENT


class StateForm(PortalForm):
    """Which messages are shown (A-11)."""

    sastoyanie = forms.ChoiceField(
        label=_("Състояние"),
        choices=[("", _("всички")), *((state.value, state.label) for state in UNSENT)],
        required=False,
    )

    @property
    def state(self) -> str:
        """The state that was chosen; empty for all."""
        return str(self.cleaned_data["sastoyanie"]) if self.is_valid() else ""
