"""What happens once the application is filed, for the page with the УРИ and for the message (C-23, M-02)."""

from datetime import date

from django.utils.translation import gettext

from nssi.applications.steps import Answers, Text


def after_filing(answers: Answers, filed_on: date) -> tuple[Text, ...]:
    """Say what follows; how long originals are waited for depends on the treaty (S3.7)."""
    if answers["recalculation"]["treaty"] == "yes":
        originals = gettext("Имате два месеца от уведомяването да ги представите.")
    else:
        originals = gettext("Имате един месец от уведомяването да ги представите.")
    return (
        gettext("С този УРИ се удостоверява, че производството по преизчисляване е започнало."),
        gettext(
            "Ако сте приложили сканирани документи, служител ще Ви поиска оригиналите с препоръчано писмо в 15-дневен срок."
        ),
        originals,
    )
