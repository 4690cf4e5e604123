"""Choose a step: start its run, or join the one at work."""

from nssi.foundation import clock
from nssi.pik.actions.end_procedure import end_procedure
from nssi.pik.actions.start_run import start_run
from nssi.pik.models import PikProcedure
from nssi.pik.queries import locked_procedure, progress_of
from nssi.pik.steps import Answer, Step


def choose_step(token: str, step: Step) -> Answer | None:
    """Choose `step` in the procedure of the browser that holds `token`, in the caller's transaction.

    Return what it came to; only `Answer.RUN` started something. None: this browser has no open procedure (F23),
    or its 2 hours are over – then it ends here (F20).
    """
    procedure = locked_procedure(token)
    if procedure is None or not procedure.is_open:
        return None
    if procedure.is_past(clock.now()):
        end_procedure(procedure, PikProcedure.End.EXPIRED)
        return None
    answer = progress_of(procedure).answer_to(step)
    if answer is Answer.RUN:
        start_run(procedure, step)
    return answer
