"""The forms of the officials' area."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from nssi.access.models import Official
from nssi.access.reasons import ReasonField
from nssi.look.forms import DateField, PortalForm
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


class SearchForm(PortalForm):
    """What is looked for, and why."""

    number = forms.CharField(
        label=_("УРИ, ЕГН/ЛНЧ или номер на регистрация"),
        help_text=_("Например 1001-000123-22.11.2026"),
        max_length=60,
        widget=forms.TextInput({"autocomplete": "off", "class": "govuk-input--width-20 nssi-code"}),
        error_messages={
            "required": _("Въведете номер"),
            "max_length": _("Номерът може да е до %(limit_value)d\u00a0знака"),
        },
    )
    why = ReasonField(label=_("Защо търсите?"))


class AbsenceForm(PortalForm):
    """Who is away, from when to when, and who stands in."""

    official = forms.ModelChoiceField(
        label=_("Служител"),
        queryset=Official.objects.none(),
        empty_label=_("Изберете"),
        error_messages={"required": _("Изберете служител"), "invalid_choice": _("Изберете служител")},
    )
    since = DateField(label=_("От"))
    until = DateField(label=_("До (включително)"))
    stand_in = forms.ModelChoiceField(
        label=_("Кой замества"),
        help_text=_("Заместникът може всичко, което може ролята на отсъстващия."),
        queryset=Official.objects.none(),
        empty_label=_("Никой"),
        required=False,
        error_messages={"invalid_choice": _("Изберете служител")},
    )

    def __init__(self, data: Any, *, official: Official, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        working = Official.objects.filter(is_active=True, competent_body__isnull=False)
        working = working.select_related("competent_body").order_by("competent_body__label", "full_name")
        if official.role == Official.Role.ADMINISTRATOR:
            self._offer("official", working)
            self._offer("stand_in", working)
        else:
            del self.fields["official"]
            own = working.filter(competent_body=official.competent_body_id)
            self._offer("stand_in", own.exclude(pk=official.pk))

    def _offer(self, name: str, officials: QuerySet[Official]) -> None:
        field = self.fields[name]
        field.queryset = officials  # type: ignore[attr-defined]
        field.label_from_instance = lambda each: f"{each.full_name}, {each.get_role_display()}"  # type: ignore[attr-defined]
