"""The course of an unemployment benefit: registered, its documents examined, decided with reasons, changed by events (S1.8-S1.12)."""

from django.utils.translation import gettext_lazy as _

from nssi.access.models import Official
from nssi.applications.models import Application
from nssi.proceedings.models import Proceeding
from nssi.proceedings.procedures import (
    ADDED_DOCUMENT,
    DECISION,
    FILE_AGAIN,
    PERSON,
    REVOKE,
    Act,
    Procedure,
    State,
)
from nssi.services.unemployment_benefit import acts
from nssi.services.unemployment_benefit.actions.declare_circumstance import declare_circumstance
from nssi.services.unemployment_benefit.forms import SLUG
from nssi.services.unemployment_benefit.models import (
    Irregularities,
)
from nssi.services.unemployment_benefit.official_forms import (
    AnnulForm,
    AssessAgainForm,
    AssessmentForm,
    DocumentsForm,
    EventForm,
    IrregularitiesForm,
    LeaveAsIsForm,
    LeaveProposalForm,
    OriginalsForm,
    UndulyForm,
)
from nssi.services.unemployment_benefit.proposals import BY_PAYMENTS, BY_REGISTERS, WATCHED
from nssi.services.unemployment_benefit.questions import open_questions
from nssi.services.unemployment_benefit.repayment_forms import RepaymentForm, WrongRepaymentForm
from nssi.services.unemployment_benefit.unduly import (
    note_repayment,
    nothing_asked_back,
    nothing_entered,
    nothing_unduly_received,
    order_repayment,
    preview_repayment,
    take_repayment_back,
)

DECLARE = "declare_circumstance"
"""The act by which a person declares that circumstances changed."""

INSPECTOR, CLERK = Official.Role.UNEMPLOYMENT_INSPECTOR, Official.Role.CLERK


def irregularities_asked(application: Application) -> list[str] | None:
    """Answer `applications.events.knows_irregularities`: what was asked, while the application waits for it."""
    proceeding = Proceeding.objects.filter(application=application, service=SLUG, state="irregular").first()
    asked = Irregularities.objects.filter(proceeding=proceeding).last() if proceeding else None
    return list(asked.items) if asked else None


PROCEDURE = Procedure(
    service=SLUG,
    facts=acts.facts,
    found=acts.found,
    asks=open_questions,
    states=(
        State(
            "received",
            _("За регистрация"),
            _("В обработка"),
            INSPECTOR,
            next_step=_("Регистрираме Ви в системата за обезщетения."),
        ),
        State(
            "registered",
            _("За преглед на документите и преценка"),
            _("В обработка"),
            INSPECTOR,
            next_step=_("Преглеждаме документите Ви и преценяваме правото на обезщетение."),
        ),
        State(
            "irregular",
            _("Чака отстраняване на нередности"),
            _("Има недостатъци"),
            INSPECTOR,
            colour="yellow",
            next_step=_("Подайте заявлението отново с отстранени недостатъци, като посочите неговия УРИ."),
            waits=True,
        ),
        State(
            "granted",
            _("Отпуснато"),
            _("Отпуснато"),
            INSPECTOR,
            colour="green",
            next_step=_(
                "Обезщетението е отпуснато. Съобщавайте промените в обстоятелствата в 7-дневен срок."
            ),
            waits=True,
        ),
        State(
            "suspended",
            _("Спряно"),
            _("Спряно"),
            INSPECTOR,
            colour="yellow",
            next_step=_("Изплащането е спряно. Причината е в разпореждането."),
            waits=True,
        ),
        State(
            "interrupted",
            _("Прекратено, може да се възстанови"),
            _("Прекратено"),
            INSPECTOR,
            colour="red",
            next_step=_(
                "Изплащането е прекратено. Съобщете, когато причината отпадне: правото може да се възстанови."
            ),
            waits=True,
        ),
        State(
            "stopped",
            _("Прекратено"),
            _("Прекратено"),
            "",
            colour="red",
            next_step=_("Изплащането е прекратено. Причината е в разпореждането."),
            closes=True,
            decides=True,
        ),
        State(
            "annulled",
            _("Отпускането е отменено"),
            _("Отпускането е отменено"),
            "",
            colour="red",
            next_step=_("Отпускането е отменено. Причините са в разпореждането."),
            closes=True,
            decides=True,
        ),
        State(
            "refused",
            _("Отказано"),
            _("Отказано"),
            "",
            colour="red",
            next_step=_("Обезщетението не е отпуснато. Причините са в разпореждането."),
            closes=True,
            decides=True,
        ),
    ),
    acts=(
        Act(
            "register",
            _("Регистрирайте лицето"),
            ("received",),
            (INSPECTOR,),
            to=("registered",),
            done=_("Лицето е регистрирано"),
            told=_("Регистрирахме Ви в системата за обезщетения"),
            perform=acts.register,
        ),
        Act(
            "examine_documents",
            _("Прегледайте документите"),
            ("registered", "irregular", "granted", "suspended", "interrupted", "stopped"),
            (INSPECTOR,),
            done=_("Издадена е справка за приети, върнати и липсващи документи"),
            told=_("Издадохме Справка за приети, върнати и липсващи документи"),
            form=DocumentsForm,
            perform=acts.examine_documents,
            preview=acts.preview_statement,
            closes_tasks=(ADDED_DOCUMENT,),
        ),
        Act(
            "present_originals",
            _("Отбележете представени оригинали"),
            ("received", "registered", "irregular", "granted", "suspended", "interrupted"),
            (INSPECTOR, CLERK),
            done=_("Представени са оригинали"),
            told=_("Представихте оригинали"),
            form=OriginalsForm,
            needs=acts.nothing_to_bring,
            perform=acts.present_originals,
        ),
        Act(
            "ask_to_put_right",
            _("Изпратете писмо за нередности"),
            ("registered",),
            (INSPECTOR,),
            to=("irregular",),
            done=_("Изпратено е уведомително писмо за нередности"),
            form=IrregularitiesForm,
            rests_on_documents=True,
            needs=acts.not_examined,
            perform=acts.ask_to_put_right,
            preview=acts.preview_letter,
        ),
        Act(
            FILE_AGAIN,
            _("Подайте отново"),
            ("irregular",),
            (PERSON,),
            to=("registered",),
            done=_("Заявлението е подадено отново"),
        ),
        Act(
            "decide",
            _("Решете по заявлението"),
            ("registered",),
            (INSPECTOR,),
            to=("granted", "refused"),
            done=_("Издадено е разпореждане"),
            form=AssessmentForm,
            rests_on_documents=True,
            needs=acts.not_examined,
            perform=acts.decide,
            preview=acts.preview_order,
        ),
        Act(
            "follow_event",
            _("Впишете промяна в обстоятелствата"),
            ("granted", "suspended", "interrupted"),
            (INSPECTOR,),
            to=("granted", "suspended", "interrupted", "stopped"),
            done=_("Издадено е разпореждане за промяната"),
            form=EventForm,
            rests_on_documents=True,
            perform=acts.follow_event,
            preview=acts.preview_event,
            closes_tasks=(BY_REGISTERS,),
        ),
        Act(
            "assess_again",
            _("Издайте разпореждане за изменение по сегашните данни"),
            ("granted", "suspended", "interrupted"),
            (INSPECTOR,),
            done=_("Издадено е разпореждане за изменение"),
            intro=_(
                "Правото се преценява отново със сегашните данни в регистъра и размерите, които вече са известни."
            ),
            form=AssessAgainForm,
            rests_on_documents=True,
            needs=acts.nothing_to_change,
            perform=acts.assess_again,
            preview=acts.preview_change,
            closes_tasks=(BY_REGISTERS,),
        ),
        Act(
            "annul",
            _("Отменете отпускането по сегашните данни"),
            ("granted", "suspended", "interrupted", "stopped"),
            (INSPECTOR,),
            to=("annulled",),
            done=_("Издадено е разпореждане за отмяна на отпускането"),
            intro=_(
                "По сегашните данни в регистъра лицето не е имало право. Разпореждането отменя отпускането от началото му; платеното се иска обратно с отделно разпореждане."
            ),
            form=AnnulForm,
            rests_on_documents=True,
            needs=acts.nothing_to_annul,
            perform=acts.annul,
            preview=acts.preview_annulment,
            warns=True,
            closes_tasks=(BY_REGISTERS,),
        ),
        Act(
            "leave_proposal",
            _("Оставете предложение без последици"),
            WATCHED,
            (INSPECTOR,),
            done=_("Предложеното разпореждане не се издава"),
            form=LeaveProposalForm,
            needs=acts.nothing_proposed,
            perform=acts.leave_proposal,
        ),
        Act(
            DECLARE,
            _("Съобщете за промяна в обстоятелствата"),
            ("granted", "suspended", "interrupted"),
            (PERSON,),
            done=_("Лицето декларира промяна в обстоятелствата"),
            told=_("Съобщихте за промяна в обстоятелствата"),
            perform=declare_circumstance,
            page="declare_circumstance",
        ),
        Act(
            "leave_as_is",
            _("Приемете декларацията без последици"),
            ("granted", "suspended", "interrupted"),
            (INSPECTOR,),
            done=_("Декларираната промяна не засяга обезщетението"),
            form=LeaveAsIsForm,
            needs=acts.nothing_declared,
            perform=acts.leave_as_is,
        ),
        Act(
            "order_repayment",
            _("Издайте разпореждане за недължимо получени суми"),
            WATCHED,
            (INSPECTOR,),
            done=_("Издадено е разпореждане за възстановяване на недължимо получени суми"),
            form=UndulyForm,
            needs=nothing_unduly_received,
            perform=order_repayment,
            preview=preview_repayment,
            closes_tasks=(BY_PAYMENTS,),
            warns=True,
        ),
        Act(
            "enter_repayment",
            _("Впишете върната сума"),
            ("registered", *WATCHED),
            (INSPECTOR,),
            done=_("Вписана е върната сума"),
            told=_("Вписахме сума, която върнахте"),
            form=RepaymentForm,
            needs=nothing_asked_back,
            perform=note_repayment,
        ),
        Act(
            "cancel_repayment",
            _("Отменете запис за върната сума"),
            ("registered", *WATCHED),
            (INSPECTOR,),
            done=_("Отменен е запис за върната сума"),
            told=_("Поправихме запис за върната сума"),
            form=WrongRepaymentForm,
            needs=nothing_entered,
            perform=take_repayment_back,
            warns=True,
        ),
        Act(
            REVOKE,
            _("Отменете разпореждането с решение по жалба"),
            ("refused", *WATCHED),
            (DECISION,),
            to=("registered",),
            done=_("Разпореждането е отменено и преписката е върната за ново решаване"),
            perform=acts.revoke,
        ),
    ),
)
