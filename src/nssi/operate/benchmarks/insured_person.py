"""The page on which a person sees what was declared of them (C-32), opened for people of a full register."""

import statistics
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nssi.insurance.models import Submission


def milliseconds_of_page(submission: "Submission", people: int, times: int) -> tuple[float, float]:
    """Open the page so many times for each of some people of a submission, and return the p95 of its server time in milliseconds.

    By the clock, and the CPU time of our own process in it.
    """
    from django.conf import settings
    from django.test import Client
    from django.urls import reverse

    settings.ALLOWED_HOSTS = ["testserver"]
    settings.WHITENOISE_AUTOREFRESH = True
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    path, spent, cpu = reverse("my_insurance"), [], []
    for serial, number in enumerate(_numbers(submission, people)):
        client = Client()
        _log_in(client, number, serial)
        for _ in range(times):
            began, cpu_began = time.perf_counter(), time.process_time()
            response = client.get(path)
            spent.append((time.perf_counter() - began) * 1000)
            cpu.append((time.process_time() - cpu_began) * 1000)
            if response.status_code != 200:
                raise RuntimeError(f"{path} answered {response.status_code}")
    return statistics.quantiles(spent, n=20)[-1], statistics.quantiles(cpu, n=20)[-1]


def _numbers(submission: "Submission", people: int) -> list[str]:
    """Return the ЕГН of people from all over a file."""
    from nssi.insurance.models import InsuranceDataRecord

    if submission.last_month is None:
        raise RuntimeError("the file has brought nothing")
    lines = range(1, submission.rows, submission.rows // people)
    records = submission.records.filter(
        line__in=lines, identifier_kind=InsuranceDataRecord.IdentifierKind.EGN, month=submission.last_month
    )
    return list(dict.fromkeys(record.identifier for record in records))


def _log_in(client: Any, number: str, serial: int) -> None:
    from django.http import HttpRequest

    from nssi.access.actions.activate_pik import activate_pik
    from nssi.access.actions.issue_pik import issue_pik
    from nssi.access.sessions import begin_person_session
    from nssi.people.actions.recognise_person import recognise_person
    from nssi.people.identifiers import Kind
    from nssi.people.models import Names

    person = recognise_person(Kind.EGN, number, Names("Мария", "Петрова", "Иванова"))
    credential, _pik = issue_pik(person, f"1004-{serial:06d}-01.01.2026")
    request = HttpRequest()
    request.session = client.session
    begin_person_session(request, activate_pik(credential.pk))
    request.session.save()
    client.cookies["sessionid"] = str(request.session.session_key)
