"""The pages by which officials take in what comes on paper or by e-mail, and persons confirm it (O-04, O-05, C-28)."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nssi.access.guards import official_required, person_required
from nssi.access.models import Official
from nssi.access.visitors import OfficialRequest, PersonRequest
from nssi.applications.assistance import begin_assistance
from nssi.applications.models import Draft, IdentifiedBy
from nssi.applications.queries import title_of
from nssi.applications.services import service
from nssi.foundation import clock
from nssi.proceedings.actions.perform import perform_for_person
from nssi.proceedings.actions.take_in import begin_intake
from nssi.proceedings.confirmation import confirmation_term
from nssi.proceedings.guards import Case, case_page
from nssi.proceedings.intake_forms import IntakeForm
from nssi.proceedings.models import Intake, Proceeding
from nssi.proceedings.procedures import CONFIRM, TERMINATED, UNCONFIRMED
from nssi.proceedings.rights import ActRefused

TAKES_IN = (
    Official.Role.CLERK,
    Official.Role.ARCHIVE_OFFICER,
    Official.Role.PENSION_OFFICER,
    Official.Role.UNEMPLOYMENT_INSPECTOR,
)
CONFIRMED = _("Потвърдихте заявлението. Продължаваме работа по него.")


@official_required(*TAKES_IN)
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def intake(request: OfficialRequest) -> HttpResponse:
    """Ask how an application came and from whom, and lead to the form into which it is put (O-04)."""
    form = IntakeForm(request.POST or None)
    if form.is_valid():
        of = service(form.cleaned_data["service"])
        if of is None:
            raise Http404
        arrived = form.arrived
        draft = begin_intake(of, arrived, request.official)
        begin_assistance(request, draft, arrived.channel)
        return redirect("application_start", of.slug)
    begun = Draft.objects.filter(assisted_by=request.official, expires_at__gt=clock.now())
    drafts = [
        {"draft": each, "title": title_of(each)}
        for each in begun.select_related("person").order_by("-updated_at")
    ]
    return render(request, "proceedings/intake.html", {"form": form, "drafts": drafts})


@official_required(*TAKES_IN)
@require_POST
def intake_continue(request: OfficialRequest, draft_id: UUID) -> HttpResponse:
    """Go on with an application that the official began to take in."""
    draft = get_object_or_404(Draft, id=draft_id, assisted_by=request.official)
    begun = get_object_or_404(Intake, draft_id=draft.pk, application=None)
    begin_assistance(request, draft, IdentifiedBy(begun.channel))
    return redirect("application_start", draft.service)


@official_required(*TAKES_IN)
@require_safe
def intake_filed(request: OfficialRequest, application_id: UUID) -> HttpResponse:
    """Lead to the proceeding of an application that was taken in."""
    found = get_object_or_404(Proceeding, application=application_id)
    return redirect("proceeding", found.pk)


@case_page("GET")
def proceeding_intake(case: Case) -> HttpResponse:
    """Show how the application came, and whether its confirmation is waited for (O-05)."""
    found = get_object_or_404(Intake.objects.select_related("official"), application=case.application)
    return case.page("proceedings/intake_tab.html", intake=found, term=confirmation_term(case.proceeding))


@person_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_application(request: PersonRequest, proceeding_id: UUID) -> HttpResponse:
    """Ask whether an unsigned application is the person's, and confirm it (C-28)."""
    proceeding = get_object_or_404(Proceeding.objects.select_related("application", "body"), pk=proceeding_id)
    if proceeding.person_id != request.person.pk:
        raise PermissionDenied
    refused = ""
    if request.method == "POST":
        try:
            perform_for_person(CONFIRM, proceeding.pk, request.person)
        except ActRefused as refusal:
            refused = str(refusal)
        else:
            messages.success(request, str(CONFIRMED))
            return redirect("my_application", proceeding.application_id)
    context = {
        "proceeding": proceeding,
        "application": proceeding.application,
        "title": title_of(proceeding.application),
        "term": confirmation_term(proceeding),
        "waits": proceeding.state == UNCONFIRMED.name,
        "terminated": proceeding.state == TERMINATED.name,
        "refused": refused,
    }
    return render(request, "proceedings/confirm.html", context)
