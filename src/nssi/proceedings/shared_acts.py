"""What every procedure has beside what its service says: confirming, documents with links, added documents, withdrawal."""

from django.utils.translation import gettext_lazy as _

from nssi.access.models import Official
from nssi.law.term import Unit
from nssi.proceedings.models import SUBJECT
from nssi.proceedings.procedures import (
    ADD_DOCUMENT,
    ADDED_DOCUMENT,
    CLOCK,
    CONFIRM,
    JUDGE_LINKS,
    PERSON,
    SIGN_BY_HAND,
    TERMINATE,
    TERMINATED,
    UNCONFIRMED,
    WITHDRAW,
    WITHDRAWN,
    Act,
    Doing,
    Procedure,
    ProcedureTerm,
)
from nssi.terms.actions.open_tasks import open_tasks
from nssi.terms.models import Task

_CONFIRMATION_ARTICLE = "описание на услугата „Удостоверения от осигурителния архив“, НОИ"


def acts_of_every(procedure: Procedure) -> tuple[Act, ...]:
    """Return the acts that this procedure has because every one has them."""
    withdraw = Act(
        WITHDRAW,
        _("Оттегли заявлението"),
        done=_("Лицето оттегли заявлението"),
        sources=tuple(state.name for state in procedure.all_states if not state.closes),
        to=(WITHDRAWN.name,),
        roles=(PERSON,),
    )
    add = Act(
        ADD_DOCUMENT,
        _("Добавете документ"),
        done=_("Лицето добави документ"),
        sources=withdraw.sources,
        roles=(PERSON,),
        perform=look_at_added,
    )
    return (*judging_links(procedure), *confirming(procedure), add, withdraw)


def look_at_added(doing: Doing) -> None:
    """Let whoever acts in the state look at a document that came after filing (`change`: its incoming number)."""
    proceeding, uid = doing.proceeding, doing.data["registry_uid"]
    task = Task(
        key=f"{ADDED_DOCUMENT}:{uid}",
        kind=ADDED_DOCUMENT,
        title=f"Прегледайте добавения документ {uid}",
        subject_kind=SUBJECT,
        subject_id=str(proceeding.pk),
        body_id=proceeding.body_id,
        role=proceeding.role,
    )
    open_tasks([task])


def confirmation_of(service: str) -> ProcedureTerm:
    """Return the term within which an unsigned application of this service is confirmed (S2.5)."""
    return ProcedureTerm(
        f"proceedings.confirmation:{service}",
        _("Потвърждаване на заявлението"),
        _CONFIRMATION_ARTICLE,
        3,
        Unit.DAYS,
        of_person=True,
        ends_with=TERMINATE,
    )


def confirming(procedure: Procedure) -> tuple[Act, ...]:
    """Return the acts by which an unsigned application is confirmed or not (C-28, O-05)."""
    from nssi.proceedings.confirmation import confirm_in_time, tell_terminated

    term = confirmation_of(procedure.service).name
    to = (procedure.initial.name, *procedure.entrances)

    def enter(doing: Doing) -> str:
        return procedure.entered_by(doing.proceeding.application).name

    return (
        Act(
            CONFIRM,
            _("Потвърдете заявлението"),
            done=_("Лицето потвърди заявлението"),
            told=_("Потвърдихте заявлението"),
            sources=(UNCONFIRMED.name,),
            to=to,
            roles=(PERSON,),
            needs=confirm_in_time,
            perform=enter,
            page="confirm_application",
            meets=(term,),
        ),
        Act(
            SIGN_BY_HAND,
            _("Отбележи, че е подписано на място"),
            done=_("Лицето подписа заявлението на място"),
            told=_("Подписахте заявлението"),
            sources=(UNCONFIRMED.name,),
            to=to,
            roles=(Official.Role.CLERK,),
            needs=confirm_in_time,
            perform=enter,
            meets=(term,),
        ),
        Act(
            TERMINATE,
            _("Прекрати производството"),
            done=_("Производството е прекратено: заявлението не е потвърдено"),
            sources=(UNCONFIRMED.name,),
            to=(TERMINATED.name,),
            roles=(CLOCK,),
            after=tell_terminated,
        ),
    )


def judging_links(procedure: Procedure) -> tuple[Act, ...]:
    """Return the act that judges documents with links (S1.5); none where an act of the service's own does it."""
    from nssi.proceedings.linked_documents import LinkedDocumentsForm, judge, nothing_to_judge

    resting = [act for act in procedure.acts if act.rests_on_documents]
    if not resting or any(act.form and issubclass(act.form, LinkedDocumentsForm) for act in procedure.acts):
        return ()
    roles = tuple(dict.fromkeys(role for act in resting for role in act.roles))
    return (
        Act(
            JUDGE_LINKS,
            _("Решете за документите с връзки"),
            tuple(state.name for state in procedure.states if state.role in roles and not state.closes),
            roles,
            done=_("Решено е за документите с връзки към други адреси"),
            told=_("Прегледахме документите с връзки към други адреси"),
            intro=_(
                "Документ с връзки към други електронни адреси не се разглежда. Върнете го или запишете защо връзката не е препратка."
            ),
            form=LinkedDocumentsForm,
            needs=nothing_to_judge,
            perform=judge,
        ),
    )
