"""`nssi bench pages`: every page that a citizen can open, one after another: its server time and its queries."""

import statistics
import time
from typing import Any

from nssi.operate.benchmarks.throwaway import throwaway_database

REQUIRED = 60  # milliseconds of server time, p95 of the slowest page
MOST_QUERIES = 12


def measure(full: bool) -> dict[str, Any]:
    """Open every page many times and return the measurement of the slowest."""
    with throwaway_database():
        return _measured(200 if full else 40)


def _measured(times: int) -> dict[str, Any]:
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    settings.ALLOWED_HOSTS = ["testserver"]
    settings.WHITENOISE_AUTOREFRESH = True
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    anybody, somebody = Client(), Client()
    _log_in(somebody)
    found: dict[str, tuple[float, int]] = {}
    for client, path in [(anybody, path) for path in _public()] + [(somebody, path) for path in _personal()]:
        with CaptureQueriesContext(connection) as queries:
            status = client.get(path).status_code
        count = len(queries)
        if status != 200:
            raise RuntimeError(f"{path} answered {status}")
        found[path] = (_p95(client, path, times), count)
    slowest = max(found, key=lambda path: found[path][0])
    hungriest = max(found, key=lambda path: found[path][1])
    figure, most = found[slowest][0], found[hungriest][1]
    return {
        "figure": round(figure, 1),
        "unit": "ms",
        "required": f"{REQUIRED} ms, {MOST_QUERIES} queries",
        "ratio": round(min(REQUIRED / figure, MOST_QUERIES / max(most, 1)), 2),
        "peers": {
            f"median of all, slowest {slowest}": {
                "figure": round(statistics.median(time for time, _ in found.values()), 1),
                "unit": "ms",
            },
            f"most queries, at {hungriest}": {"figure": most, "unit": "queries"},
        },
        "volume": f"{len(found)} pages, {times} times each, p95",
    }


def _p95(client: Any, path: str, times: int) -> float:
    spent = []
    for _ in range(times):
        began = time.perf_counter()
        client.get(path)
        spent.append((time.perf_counter() - began) * 1000)
    return statistics.quantiles(spent, n=20)[-1]


def _public() -> list[str]:
    from django.urls import reverse

    from nssi.applications.services import all_services

    names = [
        "catalogue", "pik_ways", "application_status_lookup", "accessibility_statement", "privacy", "cookies",
        "session_ended", "pik_start", "pik_steps", "login", "login_pik", "official_login",
    ]  # fmt: skip
    services = [reverse("service_detail", args=[service.slug]) for service in all_services()]
    return [*map(reverse, names), *services]


def _personal() -> list[str]:
    """The page of a person who has begun every application, the first page of each, and the catalogue for them."""
    from django.urls import reverse

    from nssi.applications.services import all_services

    forms = [
        reverse("application_step", args=[service.slug, service.form.steps[0].slug])
        for service in all_services()
        if service.forms
    ]
    return [reverse("my_home"), *forms, reverse("catalogue") + "?tarsi=пенсия"]


def _log_in(client: Any) -> None:
    from django.http import HttpRequest

    from nssi.access.actions.activate_pik import activate_pik
    from nssi.access.actions.issue_pik import issue_pik
    from nssi.access.sessions import begin_person_session
    from nssi.applications.actions.start_draft import start_draft
    from nssi.applications.services import all_services
    from nssi.people.actions.recognise_person import recognise_person
    from nssi.people.identifiers import Kind
    from nssi.people.models import Names

    person = recognise_person(Kind.EGN, "8502124512", Names("Мария", "Петрова", "Иванова"))
    credential, _pik = issue_pik(person, "1004-000001-01.01.2026")
    request = HttpRequest()
    request.session = client.session
    begin_person_session(request, activate_pik(credential.pk))
    request.session.save()
    client.cookies["sessionid"] = str(request.session.session_key)
    for service in all_services():
        if service.forms:
            start_draft(service, person)
