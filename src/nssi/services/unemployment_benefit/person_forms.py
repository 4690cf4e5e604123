"""What a person is asked for who declares changed circumstances (Art. 54d(3))."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from nssi.foundation import clock
from nssi.law.unemployment_benefit.facts import EventKind
from nssi.look.forms import DateField, PortalForm, Radios

WORDS = {
    EventKind.STARTED_WORK: _("започнах работа или друга дейност, за която се осигурявам"),
    EventKind.STOPPED_WORK: _("работата или дейността ми приключи"),
    EventKind.REGISTRATION_ENDED: _("регистрацията ми в бюрото по труда е прекратена"),
    EventKind.REGISTERED_AGAIN: _("регистрирах се отново в бюрото по труда"),
    EventKind.PENSION_GRANTED: _("отпусната ми е пенсия"),
    EventKind.SICKNESS_STARTED: _("започнах да получавам обезщетение за болест или майчинство"),
    EventKind.SICKNESS_ENDED: _("обезщетението ми за болест или майчинство приключи"),
}
"""The events, as the person says them."""


class CircumstanceForm(PortalForm):
    """What changed, since when, and what the person adds."""

    kind = forms.ChoiceField(
        label=_("Какво се промени?"),
        choices=[(kind.value, text) for kind, text in WORDS.items()],
        widget=Radios,
        error_messages={"required": _("Изберете какво се промени")},
    )
    on = DateField(
        label=_("От коя дата?"),
        help_text=_("Първият ден, от който е така, например 4 5 2026"),
        error_messages={"required": _("Въведете датата на промяната")},
    )
    details = forms.CharField(
        label=_("Какво искате да добавите? (по желание)"),
        help_text=_("Например при кого започнахте работа"),
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        error_messages={
            "max_length": _("Текстът може да е до %(limit_value)d\u00a0знака, а е %(show_value)d")
        },
    )

    def __init__(self, *args: Any, since: date, **kwargs: Any) -> None:
        """Ask about changes since the benefit began."""
        super().__init__(*args, **kwargs)
        self.since = since

    def clean_on(self) -> date:
        """Refuse a day ahead, for a change is declared when it has happened, and one before the benefit."""
        on: date = self.cleaned_data["on"]
        if on > clock.today():
            raise ValidationError(_("Въведете днешния или минал ден"))
        if on < self.since:
            raise ValidationError(_("Датата е преди началото на обезщетението"))
        return on
