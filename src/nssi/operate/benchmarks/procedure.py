"""The procedure of the service of three fields: two roles, a term of the institution, and one that the clock ends."""

from nssi.access.models import Official
from nssi.law.term import Unit
from nssi.proceedings.procedures import CLOCK, Act, Procedure, ProcedureTerm, State

_CLERK, _HEAD = Official.Role.CLERK, Official.Role.PENSION_HEAD

DECIDING = "benchmarks.deciding"
"""The term whose end changes the state, opens a task and marks the proceeding as late."""

THREE_FIELDS_PROCEDURE = Procedure(
    service="tri-poleta",
    states=(
        State("examined", "За проверка", "В обработка", _CLERK, starts=(DECIDING,)),
        State("drafted", "Проект", "В обработка", _HEAD),
        State("urgent", "Спешно", "В обработка", _CLERK),
        State("decided", "Решено", "Приключено", "", closes=True, decides=True),
    ),
    acts=(
        Act("draft", "Изготви проект", ("examined", "urgent"), (_CLERK,), to=("drafted",)),
        Act("decide", "Реши", ("drafted",), (_HEAD,), to=("decided",), four_eyes_of="draft"),
        Act("hurry", "Отбележи като спешно", ("examined",), (CLOCK,), to=("urgent",)),
    ),
    terms=(
        ProcedureTerm(
            DECIDING, "Решаване", "чл. 1", 30, Unit.DAYS, task="Решете: срокът изтече", ends_with="hurry"
        ),
    ),
)
