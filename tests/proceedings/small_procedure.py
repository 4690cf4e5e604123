"""A procedure as small as one can be that has everything: two roles, four eyes, terms of both sides, the clock, an end."""

from nssi.access.models import Official
from nssi.law.term import Unit
from nssi.proceedings.forms import NoteForm
from nssi.proceedings.procedures import CLOCK, FILE_AGAIN, PERSON, Act, Procedure, ProcedureTerm, State
from tests.applications.three_questions import THREE_QUESTIONS

Role = Official.Role

ISSUING, ANSWERING = "tests.issuing", "tests.answering"
told = []
"""The ids of which the clock's act spoke."""

SMALL = Procedure(
    service=THREE_QUESTIONS.slug,
    states=(
        State(
            "examined", "За проверка", "В обработка", Role.CLERK, next_step="Проверяваме.", starts=(ISSUING,)
        ),
        State(
            "irregular",
            "Има недостатъци",
            "Има недостатъци",
            Role.CLERK,
            colour="yellow",
            next_step="Подайте отново.",
            waits=True,
            starts=(ANSWERING,),
        ),
        State("drafted", "Проект", "В обработка", Role.PENSION_HEAD),
        State("issued", "Издадено", "Приключено", "", colour="green", closes=True, decides=True),
        State("terminated", "Прекратено", "Прекратено", "", colour="red", closes=True),
    ),
    acts=(
        Act("draft", "Изготви проект", ("examined",), (Role.CLERK,), to=("drafted",), form=NoteForm),
        Act("ask", "Поискай поправка", ("examined",), (Role.CLERK,), to=("irregular",), told="Писахме Ви"),
        Act("return", "Върни", ("drafted",), (Role.PENSION_HEAD,), to=("examined",)),
        Act(
            "issue",
            "Издай",
            ("drafted",),
            (Role.PENSION_HEAD,),
            to=("issued",),
            four_eyes_of="draft",
            meets=(ISSUING,),
            needs=lambda proceeding: "Първо платете." if proceeding.parked_why == "unpaid" else "",
            perform=lambda doing: None,
            preview=lambda doing: b"%PDF-1.7 " + doing.note.encode(),
            closes_tasks=(ISSUING,),
        ),
        Act(FILE_AGAIN, "Подай отново", ("irregular",), (PERSON,), to=("examined",), meets=(ANSWERING,)),
        Act(
            "terminate",
            "Прекрати",
            ("irregular",),
            (CLOCK,),
            to=("terminated",),
            after=told.extend,
        ),
    ),
    terms=(
        ProcedureTerm(ISSUING, "Издаване", "чл. 1", 30, Unit.DAYS, task="Издайте: срокът изтече"),
        ProcedureTerm(ANSWERING, "Отговор", "чл. 2", 7, Unit.DAYS, of_person=True, ends_with="terminate"),
    ),
)
