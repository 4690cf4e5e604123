"""„Сигурност“: what a person sees of their own PIKs, and the button that annuls the present one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from nssi.access.guards import person_required
from nssi.access.models import Identification, PikCredential
from nssi.access.visitors import PersonRequest
from nssi.audit import Actor
from nssi.pik.actions.annul_pik_of import annul_pik_of
from nssi.pik.models import PikIssue
from nssi.pik.ways import way_of, ways_of

SHOWN = 10
ANNULLED = _("Вашият ПИК е анулиран. С него вече не може да се влиза.")


@person_required
@never_cache
@require_safe
def my_security(request: PersonRequest) -> HttpResponse:
    """Show a person their PIKs: which is valid, since when, how it was issued, which is to come, which were (M-10)."""
    piks = PikCredential.objects.filter(person=request.person).exclude(state=PikCredential.State.DESTROYED)
    waiting = PikIssue.objects.filter(person=request.person, state=PikIssue.State.HANDED_OVER)
    shown = list(piks.exclude(state=PikCredential.State.INACTIVE).order_by("-issued_at")[:SHOWN])
    ways = ways_of(pik.pk for pik in shown)
    context = {
        "piks": [(pik, ways.get(pik.pk, "")) for pik in shown],
        "active": piks.filter(state=PikCredential.State.ACTIVE).first(),
        "waiting": (found := waiting.select_related("credential", "body", "outreach_office").first()),
        "way_of_waiting": way_of(found) if found else "",
    }
    return render(request, "pik/my_security.html", context)


@person_required
@require_POST
def my_pik_annul(request: PersonRequest) -> HttpResponse:
    """Annul the person's own PIK; whoever is logged in with it is out."""
    annul_pik_of(request.person, Actor.person(request.person.pk))
    if request.identification == Identification.PIK:
        messages.success(request, str(ANNULLED))
        return redirect("catalogue")
    messages.success(request, str(ANNULLED))
    return redirect("my_security")
