"""The forms of the officials' area."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nssi.access.models import Official
from nssi.look.forms import PortalForm
from nssi.proceedings.procedures import all_procedures
from nssi.proceedings.queue import Filter, Shown, services_of

SHOWN = (
    (Shown.ALL, _("Всички за работа")),
    (Shown.MINE, _("Взети от мен")),
    (Shown.FREE, _("Невзети")),
    (Shown.LATE, _("Просрочени")),
    (Shown.PARKED, _("Отложени")),
    (Shown.WAITING, _("Чакат лицето")),
)


class QueueFilterForm(PortalForm):
    """What is shown of the queue. Its names stand in the address, so they are words that can be dictated."""

    pokazhi = forms.ChoiceField(label=_("Покажи"), choices=SHOWN, required=False)
    usluga = forms.ChoiceField(label=_("Услуга"), required=False)
    sastoyanie = forms.ChoiceField(label=_("Състояние"), required=False)
    rolya = forms.ChoiceField(label=_("Роля"), required=False)

    def __init__(self, data: Any, *, roles: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.roles = roles
        asked = data.get("rolya") if data else ""
        self.role = asked if asked in roles else roles[0]
        everything = ("", _("Всички"))
        states = {
            state.name: state.title
            for procedure in all_procedures()
            for state in procedure.states
            if state.role == self.role and not state.closes
        }
        self.fields["usluga"].choices = [everything, *services_of(self.role)]  # type: ignore[attr-defined]
        self.fields["sastoyanie"].choices = [everything, *states.items()]  # type: ignore[attr-defined]
        self.fields["rolya"].choices = [(role, Official.Role(role).label) for role in roles]  # type: ignore[attr-defined]
        if len(roles) == 1:
            del self.fields["rolya"]
        self.data = {name: value for name in self.fields if (value := self._chosen(data, name))}

    @property
    def asked(self) -> Filter:
        """What was chosen."""
        return Filter(
            role=self.role,
            shown=Shown(self.data.get("pokazhi", Shown.ALL)),
            service=self.data.get("usluga", ""),
            state=self.data.get("sastoyanie", ""),
        )

    def _chosen(self, data: Any, name: str) -> str:
        """Return what the address says; nothing where it names no choice, for addresses grow old."""
        choices = {str(value) for value, _label in self.fields[name].choices}  # type: ignore[attr-defined]
        said = str(data.get(name, ""))
        return said if said in choices else ""
