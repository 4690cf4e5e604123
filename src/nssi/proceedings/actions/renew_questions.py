"""Raise the questions that the data of a proceeding leave open, and close those that they answer by now."""

from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import translation

from nssi.foundation import clock
from nssi.proceedings.models import ClarifyingQuestion, Proceeding
from nssi.proceedings.procedures import procedure_of


def renew_questions(proceeding: Proceeding) -> None:
    """Do it for a proceeding that the caller holds; where it has ended, nothing is asked any more."""
    asks = procedure_of(proceeding).asks
    if asks is None:
        return
    asked = asks(proceeding) if proceeding.closed_at is None else {}
    open_ones = {each.key: each for each in proceeding.questions.filter(closed_at=None)}
    answered = [question.pk for key, question in open_ones.items() if key not in asked]
    now = clock.now()
    if answered:
        ClarifyingQuestion.objects.filter(pk__in=answered).update(closed_at=now)
    with translation.override(settings.LANGUAGE_CODE):
        ClarifyingQuestion.objects.bulk_create(
            ClarifyingQuestion(
                proceeding=proceeding, key=key, text=str(each.text), of_person=each.of_person, raised_at=now
            )
            for key, each in asked.items()
            if key not in open_ones
        )


@transaction.atomic
def look_again(proceeding_id: UUID) -> None:
    """Do it for a proceeding about which nothing else happens: the register may have got the missing data."""
    renew_questions(Proceeding.objects.select_for_update(of=("self",)).get(pk=proceeding_id))
