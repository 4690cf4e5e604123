"""Abandon a procedure: the person gives it up, or begins anew."""

from nssi.audit import ANONYMOUS
from nssi.pik.actions.end_procedure import end_procedure
from nssi.pik.models import PikProcedure
from nssi.pik.queries import locked_procedure


def abandon_procedure(token: str) -> None:
    """End the procedure of the browser that holds `token`, if it is still open, in the caller's transaction."""
    procedure = locked_procedure(token)
    if procedure is not None and procedure.is_open:
        end_procedure(procedure, PikProcedure.End.ABANDONED, actor=ANONYMOUS)
