"""The course of a recalculation: originals asked for by letter, waited for, an order drafted, and issued by the head (S3.7)."""

from django.utils.translation import gettext_lazy as _

from nssi.delivery.models import Delivery
from nssi.law.term import Unit
from nssi.proceedings.actions.perform import carry_out, hold
from nssi.proceedings.forms import NoteForm
from nssi.proceedings.procedures import (
    CLOCK,
    DECISION,
    REVOKE,
    Act,
    Doing,
    Procedure,
    ProcedureTerm,
    State,
)
from nssi.services.pension_recalculation import acts, issuing
from nssi.services.pension_recalculation.course import course_of
from nssi.services.pension_recalculation.official_forms import (
    AWAITS_ORIGINALS,
    AskOriginalsForm,
    DraftOrderForm,
    OriginalsForm,
    PensionForm,
    RefusalForm,
)
from nssi.services.pension_recalculation.queries import SLUG


def when_letter_is_served(delivery: Delivery) -> None:
    """Go on in the proceeding as soon as the receipt of its letter is entered (registered with `delivery`)."""
    document = delivery.document
    if document.kind != issuing.LETTER.name or delivery.served_on is None:
        return
    proceeding = hold(document.subject_id)  # type: ignore[arg-type]
    if proceeding.state == "asked":
        carry_out(Doing(PROCEDURE.act("notified"), proceeding, data={"on": delivery.served_on}))


WAITS = _("Получихте писмо с искане за оригинални документи. Представете ги до посочената дата.")
PROCEDURE = Procedure(
    service=SLUG,
    enters=acts.enters,
    facts=acts.facts,
    course=course_of,
    entrances=("received_with_scans",),
    states=(
        State(
            "received",
            _("За преглед"),
            _("В обработка"),
            acts.OFFICER,
            next_step=_("Служител преглежда заявлението и данните Ви в регистъра."),
        ),
        State(
            "received_with_scans",
            _("Да се поискат оригинали"),
            _("В обработка"),
            acts.OFFICER,
            next_step=_(
                "Ще получите препоръчано писмо, с което Ви искаме оригиналите на приложените документи."
            ),
            starts=(acts.ASK,),
        ),
        State(
            "asked",
            _("Чака обратна разписка"),
            _("В обработка"),
            acts.OFFICER,
            next_step=_("Изпратихме Ви препоръчано писмо. Срокът за оригиналите тече от получаването му."),
        ),
        State(
            "waiting",
            _("Чака оригинали"),
            _("Чака оригинали"),
            acts.OFFICER,
            colour="yellow",
            next_step=WAITS,
            waits=True,
            starts=(acts.BRING,),
        ),
        State(
            "waiting_treaty",
            _("Чака оригинали (международен договор)"),
            _("Чака оригинали"),
            acts.OFFICER,
            colour="yellow",
            next_step=WAITS,
            waits=True,
            starts=(acts.BRING_TREATY,),
        ),
        State(
            "to_decide",
            _("За проект на разпореждане"),
            _("В обработка"),
            acts.OFFICER,
            next_step=_("Изготвяме разпореждането."),
        ),
        State(
            "drafted",
            _("Проект за подпис"),
            _("В обработка"),
            acts.HEAD,
            next_step=_("Ръководителят по пенсионното осигуряване преглежда разпореждането."),
        ),
        State(
            "ordered",
            _("Издадено разпореждане"),
            _("Приключено"),
            "",
            colour="green",
            next_step=_("Разпореждането е издадено. Изтеглете го от „Моите документи“."),
            closes=True,
            decides=True,
        ),
        State(
            "yearly",
            _("Вписано за ежегодно преизчисляване"),
            _("Приключено"),
            "",
            colour="green",
            next_step=_("Пенсията се преизчислява всяка година на 1\u00a0април, без ново заявление."),
            closes=True,
            decides=True,
        ),
    ),
    acts=(
        Act(
            "ask_originals",
            _("Изпратете писмо за оригинали"),
            ("received_with_scans",),
            (acts.OFFICER,),
            to=("asked",),
            done=_("Изпратено е писмо за оригинали"),
            intro=_("Писмото тръгва препоръчано, с обратна разписка. Срокът тече от датата на разписката."),
            form=AskOriginalsForm,
            perform=acts.ask_originals,
            preview=acts.preview_letter,
            meets=(acts.ASK,),
            closes_tasks=(acts.ASK,),
        ),
        Act(
            "notified",
            _("Впишете датата на обратната разписка"),
            ("asked",),
            (CLOCK,),
            to=("waiting", "waiting_treaty"),
            done=_("Лицето е уведомено: обратната разписка е вписана"),
            perform=acts.note_notice,
        ),
        Act(
            "present_originals",
            _("Отбележете представени оригинали"),
            ("received", *AWAITS_ORIGINALS, "to_decide", "drafted"),
            (acts.OFFICER, acts.CLERK),
            to=("received", *AWAITS_ORIGINALS, "to_decide", "drafted"),
            done=_("Представени са оригинали"),
            told=_("Представихте оригинали"),
            form=OriginalsForm,
            needs=acts.nothing_to_bring,
            perform=acts.present_originals,
        ),
        Act(
            "not_presented",
            _("Приключете чакането на оригинали"),
            ("waiting", "waiting_treaty"),
            (CLOCK,),
            to=("to_decide",),
            done=_("Оригиналите не са представени в срока"),
        ),
        Act(
            "draft_order",
            _("Изгответе проект на разпореждане"),
            ("received", "waiting", "waiting_treaty", "to_decide"),
            (acts.OFFICER,),
            to=("drafted",),
            done=_("Изготвен е проект на разпореждане"),
            form=DraftOrderForm,
            needs=acts.not_drafted_yet,
            rests_on_documents=True,
            perform=acts.draft_order,
            preview=acts.preview_draft(acts.proposal),
        ),
        Act(
            "enter_yearly",
            _("Впишете ежегодното преизчисляване"),
            ("received", "to_decide"),
            (acts.OFFICER,),
            to=("yearly",),
            done=_("Пенсията е вписана за ежегодно преизчисляване"),
            form=PensionForm,
            needs=acts.not_yearly,
            rests_on_documents=True,
            perform=acts.enter_yearly,
            preview=acts.preview_yearly_notice,
        ),
        Act(
            "draft_refusal",
            _("Изгответе проект за отказ"),
            ("received", "to_decide"),
            (acts.OFFICER,),
            to=("drafted",),
            done=_("Изготвен е проект за отказ"),
            form=RefusalForm,
            rests_on_documents=True,
            perform=acts.draft_refusal,
            preview=acts.preview_draft(acts.refusal),
        ),
        Act(
            "return_draft",
            _("Върнете проекта"),
            ("drafted",),
            (acts.HEAD,),
            to=("to_decide",),
            done=_("Проектът е върнат"),
            form=NoteForm,
        ),
        Act(
            "issue_order",
            _("Издайте разпореждането"),
            ("drafted",),
            (acts.HEAD,),
            to=("ordered",),
            done=_("Издадено е разпореждане"),
            intro=_("Разпореждането се подпечатва и се изпраща на електронния адрес на лицето."),
            four_eyes_of="draft_order",
            rests_on_documents=True,
            perform=acts.issue_order,
            preview=acts.preview_order,
        ),
        Act(
            REVOKE,
            _("Отменете разпореждането с решение по жалба"),
            ("ordered",),
            (DECISION,),
            to=("to_decide",),
            done=_("Разпореждането е отменено и преписката е върната за ново решаване"),
            perform=acts.revoke,
        ),
    ),
    terms=(
        ProcedureTerm(
            acts.ASK,
            _("Писмо за оригинали"),
            acts.BY_DESCRIPTION,
            15,
            Unit.DAYS,
            task=_("Изпратете писмото за оригинали: срокът изтече"),
        ),
        ProcedureTerm(
            acts.BRING,
            _("Представяне на оригинали"),
            acts.BY_DESCRIPTION,
            1,
            Unit.MONTHS,
            of_person=True,
            ends_with="not_presented",
        ),
        ProcedureTerm(
            acts.BRING_TREATY,
            _("Представяне на оригинали (международен договор)"),
            acts.BY_DESCRIPTION,
            2,
            Unit.MONTHS,
            of_person=True,
            ends_with="not_presented",
        ),
    ),
)
