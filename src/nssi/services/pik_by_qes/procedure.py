"""The procedure of a request for a PIK by QES: it is granted or refused, and the certificate is downloaded in time (P-08)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from nssi.access.models import Official
from nssi.law.term import Unit
from nssi.proceedings.forms import LONGEST_NOTE, ActForm
from nssi.proceedings.procedures import CLOCK, PERSON, Act, Procedure, ProcedureTerm, State
from nssi.services.pik_by_qes import issuing
from nssi.services.pik_by_qes.service import SLUG

Role = Official.Role
REQUESTED, GRANTED, COLLECTED, REFUSED, LAPSED = "requested", "granted", "collected", "refused", "lapsed"


class RefusalForm(ActForm):
    """Why the request is refused; the reason stands in the letter."""

    reason = forms.CharField(
        label=_("Мотиви за отказа"),
        help_text=_("Влизат в писмото до лицето. Напишете и какво може да направи."),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea({"rows": 4}),
        error_messages={
            "required": _("Напишете мотивите за отказа"),
            "max_length": _("Мотивите могат да са до %(limit_value)d\u00a0знака"),
        },
    )


PROCEDURE = Procedure(
    service=SLUG,
    states=(
        State(
            REQUESTED,
            _("За решение"),
            _("В обработка"),
            Role.CLERK,
            next_step=_(
                "Служител преглежда искането. Ще Ви изпратим съобщение, когато удостоверението е готово."
            ),
            starts=(issuing.DECIDING,),
        ),
        State(
            GRANTED,
            _("Чака изтегляне"),
            _("Удостоверението чака изтегляне"),
            Role.CLERK,
            colour="yellow",
            next_step=_("Изтеглете удостоверението с Вашия ПИК. Изтегля се само с КЕП."),
            waits=True,
        ),
        State(
            COLLECTED,
            _("Изтеглено"),
            _("Удостоверението е изтеглено"),
            "",
            colour="green",
            next_step=_("Откога важи Вашият ПИК, вижте в раздел „Сигурност“."),
            closes=True,
            decides=True,
        ),
        State(
            REFUSED,
            _("Отказано"),
            _("Отказано"),
            "",
            colour="red",
            next_step=_(
                "Мотивите са в писмото, което Ви изпратихме. Можете да получите ПИК и на гише, с лична карта."
            ),
            closes=True,
            decides=True,
        ),
        State(
            LAPSED,
            _("Неизтеглено в срок"),
            _("Неизтеглено в срок"),
            "",
            colour="red",
            next_step=_(
                "Удостоверението не беше изтеглено в срок и ПИК не е издаден. Можете да подадете ново искане."
            ),
            closes=True,
        ),
    ),
    acts=(
        Act(
            "grant",
            _("Одобри искането"),
            (REQUESTED,),
            (Role.CLERK,),
            to=(GRANTED,),
            done=_("Искането е одобрено"),
            intro=_(
                "Лицето получава съобщение и изтегля удостоверението с КЕП. Кодът се изготвя едва тогава и никой служител не го вижда."
            ),
            needs=issuing.needs_living_person,
            perform=issuing.grant,
            meets=(issuing.DECIDING,),
            closes_tasks=(issuing.DECIDING,),
        ),
        Act(
            "refuse",
            _("Откажи искането"),
            (REQUESTED,),
            (Role.CLERK,),
            to=(REFUSED,),
            done=_("Искането е отказано"),
            form=RefusalForm,
            perform=issuing.refuse,
            preview=issuing.preview_refusal,
            warns=True,
            meets=(issuing.DECIDING,),
            closes_tasks=(issuing.DECIDING,),
        ),
        Act(
            issuing.COLLECT,
            _("Изтеглете удостоверението за ПИК"),
            (GRANTED,),
            (PERSON,),
            to=(COLLECTED,),
            done=_("Лицето изтегли удостоверението"),
            perform=issuing.collect,
            page="pik_certificate",
            meets=(issuing.COLLECTING,),
        ),
        Act(
            "lapse",
            _("Приключи без издаване"),
            (GRANTED,),
            (CLOCK,),
            to=(LAPSED,),
            done=_("Удостоверението не беше изтеглено в срок"),
            after=issuing.discard_lapsed,
        ),
    ),
    terms=(
        ProcedureTerm(
            issuing.DECIDING,
            _("Решение по искането"),
            "Административен регистър, услуга № 67",
            2,
            Unit.WORKING_DAYS,
            promised=True,
            task=_("Решете искането за ПИК с КЕП: срокът изтече"),
        ),
        ProcedureTerm(
            issuing.COLLECTING,
            _("Изтегляне на удостоверението"),
            "правило на портала",
            7,
            Unit.DAYS,
            of_person=True,
            ends_with="lapse",
            remind_before=2,
            remind=issuing.remind,
        ),
    ),
    facts=issuing.facts,
)
