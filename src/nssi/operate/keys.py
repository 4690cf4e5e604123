"""The rotation of the secrets that this installation keeps: what becomes of the old version of each, and when it may go.

A rotation is a plan that lies beside the secrets until it is done: each version is made once, and what must be made anew under
it is made anew row by row, so whoever was interrupted begins where they stopped.
"""

import json
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction

from nssi.access.models import AuthenticatorApp, PikCredential
from nssi.access.second_factor.sealing import is_of_newest, seal, unseal
from nssi.applications.models import Application
from nssi.audit import SYSTEM, record
from nssi.audit.models import AuditEntry
from nssi.delivery.models import Delivery
from nssi.documents.models import IssuedDocument
from nssi.foundation.keys import Keys, newest, replace_file
from nssi.operate.signing_key import SigningKeys

ROTATED, RETIRED = "operate.key_rotated", "operate.key_retired"
_SECRET = "secret"  # noqa: S105 – the kind of a subject
_AT_ONCE = 100
_HOUR = timedelta(hours=1)
"""How long every process has to read the newest version before an older one may go."""

Progress = Callable[[int, int], None]
"""Told how many rows are done, and of how many."""


class NotPossible(Exception):  # noqa: N818 – an answer, no error of ours
    """The text says why nothing was done."""


@dataclass(frozen=True)
class Secret:
    """A secret with versions.

    `old`: what an older version is good for; `used`: how many things still need a version; `kept_for`: how long an older
    version is kept in any case after its successor came; `renew`: makes anew what can be under the newest.
    """

    name: str
    keys: Callable[[], Keys | SigningKeys]
    old: str
    used: Callable[[str], int] = lambda _version: 0
    kept_for: timedelta = _HOUR
    renew: Callable[[Progress], None] | None = None
    only_when_named: bool = False


def renew_second_factors(tell: Progress) -> None:
    """Seal the secrets of all authenticator apps with the newest key, some at a time."""
    ids = list(AuthenticatorApp.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), _AT_ONCE):
        with transaction.atomic():
            for app in AuthenticatorApp.objects.select_for_update().filter(
                pk__in=ids[start : start + _AT_ONCE]
            ):
                if not is_of_newest(app.sealed_secret):
                    app.sealed_secret = seal(unseal(app.sealed_secret))
                    app.save(update_fields=["sealed_secret"])
        tell(min(start + _AT_ONCE, len(ids)), len(ids))


def _second_factors(_version: str) -> int:
    """An older version is needed while anything is not sealed by the newest."""
    return sum(
        not is_of_newest(sealed)
        for sealed in AuthenticatorApp.objects.values_list("sealed_secret", flat=True)
    )


def _piks(version: str) -> int:
    hashes = PikCredential.objects.exclude(pik_hash="")
    without = hashes.filter(pik_hash__startswith="$").count() if version == "1" else 0
    return hashes.filter(pik_hash__startswith=f"{version}$").count() + without


def _access_codes(version: str) -> int:
    return (
        Application.objects.filter(access_key_id=version).count()
        + IssuedDocument.objects.filter(code_key_id=version).count()
        + Delivery.objects.filter(access_key_id=version).count()
    )


SECRETS = (
    Secret(
        "secret-key", lambda: settings.SECRET_KEYS,
        "sessions of officials go on with the old one; tries that are counted begin anew",
        kept_for=timedelta(seconds=settings.SESSION_COOKIE_AGE),
    ),
    Secret(
        "pik-pepper", lambda: settings.PIK_PEPPERS,
        "a PIK is hashed with the new one when its person logs in next; until then it needs the old one",
        used=_piks,
    ),
    Secret(
        "access-code-key", lambda: settings.ACCESS_CODE_KEYS,
        "codes that were sent stay what they are; new applications and documents use the new one",
        used=_access_codes,
    ),
    Secret(
        "second-factor-key", lambda: settings.SECOND_FACTOR_KEYS,
        "all is sealed anew at once, and nothing needs the old one",
        used=_second_factors, renew=renew_second_factors,
    ),
    Secret(
        "audit-key", lambda: settings.AUDIT_KEYS,
        "older entries keep their codes of addresses; `nssi audit origin` tells both",
        kept_for=timedelta(days=366 * settings.AUDIT_YEARS),
    ),
    Secret(
        "qes-proxy-secret", lambda: settings.QES_PROXY_SECRETS,
        "both are believed until the old one is retired by name, once the proxy shows the new one",
        only_when_named=True,
    ),
    Secret(
        "signing-private-key", SigningKeys,
        "new requests ask the provider to encrypt for the new one; what was asked for before needs the old one",
        used=lambda version: SigningKeys.awaited(version),
    ),
)  # fmt: skip

OUTSIDE: Mapping[str, str] = {
    "signing-api-key": "NSSI_SIGNING_API_KEY: the provider gives a new one",
    "epayment-secret": "NSSI_EPAYMENT_SECRET: the payment system gives a new one",
    "seal-key": "NSSI_SEAL_KEY_FILE or a token: a trust service provider certifies a new one",
    "passwords": "of the database, the mail server and the object store: each of them gives a new one",
}
"""What rotates only together with somebody else."""


def secret_named(name: str) -> Secret:
    """Return the secret with this name. Raises NotPossible."""
    for secret in SECRETS:
        if secret.name == name:
            return secret
    raise NotPossible(f"{name}: {OUTSIDE[name]}" if name in OUTSIDE else f"there is no secret {name}")


def rotate(names: list[str], tell: Callable[[str], None]) -> None:
    """Make a new version of these secrets (of all where none is named), and anew under it what can be. Raises NotPossible.

    A rotation that was interrupted is ended first, and is all that is done then.
    """
    plan = _plan()
    if plan:
        tell(f"going on with the rotation of {', '.join(plan)}")
    else:
        plan = _new_plan(names)
        _write(plan)
    for name, version in list(plan.items()):
        secret = secret_named(name)
        secret.keys().make_version(version)
        _note(ROTATED, name, version)
        tell(f"{name}: version {version} is in use")
        if secret.renew:
            secret.renew(lambda done, of, name=name: tell(f"{name}: {done} of {of}"))  # type: ignore[misc]
        del plan[name]
        _write(plan)


def retire(names: list[str], tell: Callable[[str], None]) -> None:
    """Remove the older versions of these secrets (of all where none is named) that nothing needs. Raises NotPossible."""
    for secret in [secret_named(name) for name in names] or [
        each for each in SECRETS if not each.only_when_named
    ]:
        for version in list(secret.keys())[:-1]:
            if why := _needed(secret, version):
                tell(f"{secret.name}: version {version} stays: {why}")
                continue
            _note(RETIRED, secret.name, version)
            secret.keys().retire(version)
            tell(f"{secret.name}: version {version} is gone")


def standing() -> Iterator[dict[str, object]]:
    """Yield of each secret its versions with how many things need them, and what becomes of an old one."""
    for secret in SECRETS:
        keys = secret.keys()
        yield {
            "name": secret.name,
            "variable": keys.variable,
            "given_by": "file" if keys.file else "environment",
            "newest": newest(keys)[0],
            "needed": {version: secret.used(version) for version in keys},
            "old_version": secret.old,
        }


def _needed(secret: Secret, version: str) -> str:
    """Why an older version must stay, or nothing."""
    keys = secret.keys()
    if keys.file is None:
        return f"the environment gives it; put a dash in its place in {keys.variable}"
    if used := secret.used(version):
        return f"{used} need it"
    if time.time() - keys.file.stat().st_mtime < secret.kept_for.total_seconds():
        return f"its successor is younger than {secret.kept_for}"
    return ""


def _new_plan(names: list[str]) -> dict[str, str]:
    plan = {}
    for secret in [secret_named(name) for name in names] or SECRETS:
        keys = secret.keys()
        if keys.file is not None:
            plan[secret.name] = keys.next_version
        elif secret.renew:
            plan[secret.name] = newest(keys)[0]  # the environment gave a new one: use it
        elif names:
            raise NotPossible(
                f"{secret.name}: the environment gives it; add a new one behind the others in {keys.variable}"
            )
    return plan


def _note(event: str, name: str, version: str) -> None:
    """Note in the trail what was done, once however often it was interrupted."""
    noted = AuditEntry.objects.filter(
        subject_kind=_SECRET, subject_id=name, event=event, details__version=version
    )
    if not noted.exists():
        record(event, actor=SYSTEM, subject_kind=_SECRET, subject_id=name, details={"version": version})


def _file() -> Path:
    return Path(settings.SECRETS) / ".rotation"


def _plan() -> dict[str, str]:
    try:
        plan: dict[str, str] = json.loads(_file().read_text())
    except FileNotFoundError:
        return {}
    return plan


def _write(plan: dict[str, str]) -> None:
    if plan:
        _file().parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        replace_file(_file(), json.dumps(plan))
    else:
        _file().unlink(missing_ok=True)
