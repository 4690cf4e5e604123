"""The procedure of the archive certificate: what is read, what is issued, and the thirty days for it (S2.6, S2.7)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from nssi.access.models import Official
from nssi.applications.representation import POWER_OF_ATTORNEY_SLOT
from nssi.law.term import Unit
from nssi.proceedings.actions.see_originals import see_originals
from nssi.proceedings.forms import ActForm, SeenForm
from nssi.proceedings.models import Proceeding
from nssi.proceedings.originals import PresentedOriginalsForm, files_in, is_seen
from nssi.proceedings.procedures import PERSON, Act, Doing, Procedure, ProcedureTerm, State, Text
from nssi.services.archive_certificate import duplicates, issuing
from nssi.services.archive_certificate.follow_up import TERM_DAYS
from nssi.services.archive_certificate.subject import facts_for

Role = Official.Role

SERVICE = "arhivni-udostovereniya"
ISSUING = "archive_certificate.issuing"
EXAMINED, ISSUED, NO_DATA = "examined", "issued", "no_data"


class NoDataForm(ActForm):
    """What was looked through, for the letter."""

    searched = forms.CharField(
        label=_("Кои документи са проверени (по желание)"),
        help_text=_("Влиза в писмото: например „ведомости 1967–1979, заповеди 1970–1975“"),
        required=False,
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        error_messages={
            "max_length": _("Текстът може да е до %(limit_value)d\u00a0знака, а е %(show_value)d")
        },
    )


class OriginalsForm(PresentedOriginalsForm):
    """The original of a power of attorney, shown to certify its copy (S2.2)."""

    slots = (POWER_OF_ATTORNEY_SLOT.name,)


def no_original_to_see(proceeding: Proceeding) -> Text:
    """Say that no copy came whose original can be shown, or nothing."""
    copies = files_in(proceeding.application_id, OriginalsForm.slots)
    return _("Няма документ, чийто оригинал да се чака.") if all(map(is_seen, copies)) else ""


def note_originals(doing: Doing) -> None:
    """Note which originals an official has seen."""
    see_originals(doing.data["documents"], issuing.acting_official(doing))


class IssueForm(SeenForm):
    """Nothing but that what was read is what the official saw."""

    def says(self) -> object:
        """Return what confirmed extracts hold of the person."""
        return facts_for(self.proceeding.application)


PROCEDURE = Procedure(
    service=SERVICE,
    states=(
        State(
            EXAMINED,
            _("За проверка"),
            _("В обработка"),
            Role.ARCHIVE_OFFICER,
            next_step=_(
                "Проверяваме приетите ведомости и документи. Ще получите документа по начина, който сте избрали."
            ),
            starts=(ISSUING,),
        ),
        State(
            duplicates.AWAITING_PAYMENT,
            _("Чака плащане"),
            _("Чака плащане"),
            Role.ARCHIVE_OFFICER,
            colour="yellow",
            next_step=_(
                "Платете таксата за дубликата – на гише или онлайн. Издаваме го, след като я платите."
            ),
            waits=True,
        ),
        State(
            duplicates.PAID,
            _("Платено"),
            _("В обработка"),
            Role.ARCHIVE_OFFICER,
            next_step=_("Таксата е платена. Издаваме дубликата."),
            starts=(ISSUING,),
        ),
        State(
            ISSUED,
            _("Издадено"),
            _("Издадено"),
            "",
            colour="green",
            next_step=_("Документът е издаден и се връчва по начина, който сте избрали."),
            closes=True,
            decides=True,
        ),
        State(
            NO_DATA,
            _("Няма данни"),
            _("Няма данни в архива"),
            "",
            colour="grey",
            next_step=_("В приетите документи няма данни за лицето. Изпратихме Ви писмо за това."),
            closes=True,
            decides=True,
        ),
    ),
    acts=(
        Act(
            "issue",
            _("Издай поисканите документи"),
            (EXAMINED,),
            (Role.ARCHIVE_OFFICER,),
            to=(ISSUED,),
            done=_("Документите са издадени"),
            intro=_(
                "Издава се всеки поискан документ, за който има данни, и се връчва по избрания начин. За останалите се издава писмо."
            ),
            needs=issuing.needs_data,
            rests_on_documents=True,
            form=IssueForm,
            perform=issuing.issue,
            preview=issuing.preview_all,
            meets=(ISSUING,),
            closes_tasks=(ISSUING,),
        ),
        Act(
            "no_data",
            _("Издай писмо, че няма данни"),
            (EXAMINED,),
            (Role.ARCHIVE_OFFICER,),
            to=(NO_DATA,),
            done=_("Издадено е писмо, че няма данни"),
            needs=issuing.needs_no_data,
            rests_on_documents=True,
            form=NoDataForm,
            perform=issuing.issue_no_data,
            preview=issuing.preview_no_data,
            meets=(ISSUING,),
            closes_tasks=(ISSUING,),
        ),
        Act(
            "present_originals",
            _("Отбележете представени оригинали"),
            (EXAMINED, duplicates.AWAITING_PAYMENT, duplicates.PAID),
            (Role.ARCHIVE_OFFICER, Role.CLERK),
            done=_("Представени са оригинали"),
            told=_("Представихте оригинали"),
            intro=_("Оригиналът на пълномощното се представя само за заверка на копието."),
            form=OriginalsForm,
            needs=no_original_to_see,
            perform=note_originals,
        ),
        Act(
            "find_original",
            _("Поискай таксата за дубликат"),
            (EXAMINED,),
            (Role.ARCHIVE_OFFICER,),
            to=(duplicates.AWAITING_PAYMENT,),
            done=_("Намерен е издаденият документ и е поискана таксата"),
            needs=duplicates.needs_original,
            rests_on_documents=True,
            form=duplicates.OriginalForm,
            perform=duplicates.ask_for_fee,
            stops=(ISSUING,),
            closes_tasks=(ISSUING,),
        ),
        Act(
            "no_original",
            _("Издай писмо, че няма такъв документ"),
            (EXAMINED,),
            (Role.ARCHIVE_OFFICER,),
            to=(NO_DATA,),
            done=_("Издадено е писмо, че няма такъв документ"),
            needs=duplicates.needs_no_original,
            rests_on_documents=True,
            perform=duplicates.issue_no_original,
            preview=duplicates.preview_no_original,
            meets=(ISSUING,),
            closes_tasks=(ISSUING,),
        ),
        Act(
            "pay",
            _("Плати таксата"),
            (duplicates.AWAITING_PAYMENT,),
            (PERSON,),
            to=(duplicates.PAID,),
            done=_("Таксата е платена"),
            told=_("Таксата е платена"),
        ),
        Act(
            "issue_duplicate",
            _("Издай дубликата"),
            (duplicates.PAID,),
            (Role.ARCHIVE_OFFICER,),
            to=(ISSUED,),
            done=_("Дубликатът е издаден"),
            needs=duplicates.needs_payment,
            rests_on_documents=True,
            perform=duplicates.issue_duplicate,
            preview=duplicates.preview_duplicate,
            meets=(ISSUING,),
            closes_tasks=(ISSUING,),
        ),
    ),
    terms=(
        ProcedureTerm(
            ISSUING,
            _("Издаване на документа"),
            "описание на услугата",
            TERM_DAYS,
            Unit.DAYS,
            promised=True,
            task=_("Издайте документа от архива: срокът изтече"),
        ),
    ),
)
