"""What happens once the application is filed, for the page with the УРИ and for the message (C-23, M-01)."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext

from nssi.applications.models import Application
from nssi.applications.steps import Answers, Text
from nssi.foundation import clock
from nssi.institution.parameters import current_parameters
from nssi.law.term import TermFacts, Unit, term_of
from nssi.look.typography import date_text, ended
from nssi.proceedings.models import Proceeding
from nssi.services.archive_certificate.kinds import CertificateKind, duplicate_fee

TERM_DAYS = 30
"""Certificates are issued within so many days (S2.7)."""


def issued_until(filed_on: date) -> date:
    """Return the last day on which a document asked for on `filed_on` is in time."""
    return term_of(TermFacts(filed_on.isoformat(), TERM_DAYS, Unit.DAYS), current_parameters()).answer.due


def after_filing(answers: Answers, filed_on: date) -> tuple[Text, ...]:
    """Say what follows: a note alone is never called a certificate, and a duplicate is paid for."""
    words = {"days": TERM_DAYS, "until": date_text(issued_until(filed_on))}
    if answers["certificate"]["wanted"] == "duplicate":
        return (
            gettext("Ще намерим издадения документ."),
            duplicate_fee(filed_on, current_parameters()),
            gettext("Дубликатът се издава, след като го платите."),
        )
    checks = gettext("Ще проверим приетите ведомости.")
    if answers["certificate"]["kinds"] == [CertificateKind.TAX_OFFICIAL_NOTE]:
        issued = gettext("Служебната бележка се издава безплатно до %(days)d\u00a0дни – до %(until)s")
    elif len(answers["certificate"]["kinds"]) == 1:
        issued = gettext("Удостоверението се издава безплатно до %(days)d\u00a0дни – до %(until)s")
    else:
        issued = gettext("Документите се издават безплатно до %(days)d\u00a0дни – до %(until)s")
    return (checks, issued % words)


def ask_for_duplicate(application: Application) -> tuple[tuple[Text, str], ...]:
    """Offer a duplicate to whom a certificate was issued (C-25, S2.7)."""
    issued = Proceeding.objects.filter(application=application, state="issued").exists()
    if not issued:
        return ()
    return ((gettext("Поискайте дубликат"), reverse("application_start", args=[application.service])),)


def day_of_term(proceeding: Proceeding) -> str:
    """Return which day of the thirty it is and which is the last, in words; nothing where they do not run (O-22)."""
    day = proceeding.deadline
    if day is None or proceeding.closed_at is not None or proceeding.waits:
        return ""
    until = date_text(day)
    if clock.today() > day:
        return gettext("Срокът беше до %(until)s и изтече.") % {"until": until}
    number = (clock.today() - clock.local(proceeding.opened_at).date()).days
    return gettext("Ден %(number)d от %(days)d. Последният ден е %(until)s") % {
        "number": number,
        "days": TERM_DAYS,
        "until": ended(until),
    }
