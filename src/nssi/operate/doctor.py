"""`nssi doctor`: says what is broken in an installation, and where."""

import json
import os
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path


def examine(*, as_json: bool) -> int:
    """Run every examination, print what each found, and return 1 if one found something broken."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nssi.config.settings")
    import django

    django.setup()
    findings = {name: _examined(look) for name, look in EXAMINATIONS.items()}
    if as_json:
        print(json.dumps({"healthy": not any(findings.values()), "findings": findings}, ensure_ascii=False))
    else:
        for name, broken in findings.items():
            print(f"{name}: {'; '.join(broken) or 'healthy'}", file=sys.stderr if broken else sys.stdout)
    return 1 if any(findings.values()) else 0


def _examined(look: Callable[[], list[str]]) -> list[str]:
    from django.db import Error

    try:
        return look()
    except (Error, OSError) as error:
        return [f"{type(error).__name__}: cannot be examined"]


def _settings() -> list[str]:
    from django.core.checks import run_checks

    return [str(message.msg) for message in run_checks() if not message.is_silenced()]


def _database() -> list[str]:
    from django.core.checks import Tags, run_checks
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    broken = [str(message.msg) for message in run_checks(tags=[Tags.database], databases=["default"])]
    executor = MigrationExecutor(connection)
    if waiting := executor.migration_plan(executor.loader.graph.leaf_nodes()):
        broken.append(f"{len(waiting)} migrations wait: run `nssi migrate`")
    return broken


def _queue() -> list[str]:
    """A job that should have been done an hour ago means that no worker runs, or that it cannot keep up."""
    from django.db.models import Q

    from nssi.foundation import clock
    from nssi.foundation.queue import ProcrastinateJob

    hour_ago = clock.now() - timedelta(hours=1)
    late = ProcrastinateJob.objects.filter(status="todo").filter(Q(scheduled_at__lt=hour_ago))
    failed = ProcrastinateJob.objects.filter(status="failed")
    broken = [f"{count} jobs are late by more than an hour"] if (count := late.count()) else []
    return broken + ([f"{count} jobs have failed for good"] if (count := failed.count()) else [])


def _files() -> list[str]:
    from django.conf import settings

    return [
        f"{name} cannot be written"
        for name in ("VAR", "ATTACHMENTS")
        if (folder := getattr(settings, name)).exists() and not os.access(folder, os.W_OK)
    ]


def _scanner() -> list[str]:
    from nssi.attachments.scanning.scanner import scanner_in_use

    scanner = scanner_in_use()
    return [] if scanner.answers else [f"clamd does not answer: {scanner.version}"]


def _mail() -> list[str]:
    """Messages that wait for long mean that the mail server takes none; those that rest want an administrator."""
    from django.conf import settings

    from nssi.foundation import clock
    from nssi.messages.models import OutgoingMessage

    day_ago = clock.now() - timedelta(days=1)
    late = OutgoingMessage.objects.filter(state="waiting", created_at__lt=day_ago)
    broken = [f"{count} messages wait for more than a day"] if (count := late.count()) else []
    if settings.EMAIL_BOUNCES and not (Path(settings.EMAIL_BOUNCES) / "new").is_dir():
        broken.append("NSSI_EMAIL_BOUNCES is no Maildir")
    return broken


def _documents() -> list[str]:
    from nssi.documents.integrity import ailments

    return ailments()


def _trust() -> list[str]:
    from nssi.access.qes.trusted_list import ailments
    from nssi.foundation import clock

    return ailments(clock.elsewhere(clock.now()))


EXAMINATIONS = {
    "settings": _settings,
    "database": _database,
    "queue": _queue,
    "files": _files,
    "scanner": _scanner,
    "mail": _mail,
    "documents": _documents,
    "trust": _trust,
}
