"""What is asked about an appeal: its grounds, how it came, what is decided and why."""

from django import forms
from django.utils.translation import gettext_lazy as _

from nssi.applications.models import IdentifiedBy
from nssi.look.forms import PortalForm, Radios
from nssi.proceedings.models import Appeal

LONGEST_GROUNDS = 5000


class AppealForm(PortalForm):
    """Why the person appeals."""

    grounds = forms.CharField(
        label=_("Защо не сте съгласни с разпореждането?"),
        help_text=_("Опишете го със свои думи. Посочете какво искате да бъде решено."),
        max_length=LONGEST_GROUNDS,
        widget=forms.Textarea({"rows": 8}),
        error_messages={
            "required": _("Опишете защо не сте съгласни"),
            "max_length": _("Жалбата може да е до %(limit_value)d\u00a0знака"),
        },
    )


class ReceivedAppealForm(AppealForm):
    """An appeal that came on paper or by e-mail, as an official enters it."""

    channel = forms.ChoiceField(
        label=_("Как постъпи?"),
        choices=[
            (IdentifiedBy.COUNTER.value, _("на гише")),
            (IdentifiedBy.POST.value, _("по пощата")),
            (IdentifiedBy.EMAIL.value, _("по електронна поща")),
        ],
        widget=Radios,
        error_messages={"required": _("Изберете как е постъпила")},
    )
    field_order = ["channel", "grounds"]

    def __init__(self, *sent: object) -> None:
        super().__init__(*sent)
        grounds = self.fields["grounds"]
        grounds.label, grounds.help_text = _("Какво се казва в жалбата?"), ""


class AppealDecisionForm(PortalForm):
    """What the head decides, and why."""

    outcome = forms.ChoiceField(
        label=_("Какво решавате?"),
        choices=Appeal.Outcome.choices,
        widget=Radios,
        error_messages={"required": _("Изберете какво решавате")},
    )
    reasons = forms.CharField(
        label=_("Мотиви"),
        help_text=_("Влизат в решението така, както ги напишете."),
        max_length=LONGEST_GROUNDS,
        widget=forms.Textarea({"rows": 8}),
        error_messages={
            "required": _("Напишете мотивите"),
            "max_length": _("Мотивите може да са до %(limit_value)d\u00a0знака"),
        },
    )
