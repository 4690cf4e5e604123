"""Step 1: ask the provider whether the phone has a registration that can sign (S0.2)."""

from nssi.pik.failures import F03, F04, F05, Failure
from nssi.pik.models import StepRun
from nssi.signing.actions.look_up_registration import look_up_registration
from nssi.signing.port import ProviderRefused, ProviderUnavailable


def perform_check(run: StepRun) -> Failure | None:
    """Return how the check failed, or None: registered and able to sign."""
    try:
        registration = look_up_registration(run.procedure.phone)
    except (ProviderUnavailable, ProviderRefused):
        return F05
    if not registration.is_registered:
        return F03
    return None if registration.can_sign else F04
