"""Log in with a personal number and a PIK (L-02)."""

from dataclasses import dataclass

from nssi.access import throttle
from nssi.access.hashing import hash_pik, is_outdated, nobodys_pik_hash, pik_matches
from nssi.access.logins import BY_ADDRESS, BY_PERSON, Reason, Refusal
from nssi.access.models import PikCredential
from nssi.access.pik import is_nra_pik, normalise_pik
from nssi.audit import ANONYMOUS, Actor, record
from nssi.people.identifiers import normalise

LOGGED_IN = "access.log_in"
REFUSED = "access.refuse_login"


@dataclass(frozen=True)
class LoginResult:
    """The PIK with which somebody has logged in, or why not."""

    credential: PikCredential | None = None
    refusal: Refusal | None = None


def log_in_with_pik(number: str, pik: str, address: str) -> LoginResult:
    """Return who logs in with `number` (ЕГН or ЛНЧ, as typed) and `pik` (as typed) from `address`.

    Call it in a transaction: tries with the same number take turns. A wrong number, an unknown person, a PIK that is
    not active and a wrong PIK are refused alike, and after the same work.
    """
    number, pik = normalise(number), normalise_pik(pik)
    if is_nra_pik(pik):
        return LoginResult(refusal=Refusal(Reason.NRA_PIK))
    standing = throttle.take_turn(BY_PERSON, number, beside=(BY_ADDRESS, address))
    if standing.refused_until:
        return LoginResult(refusal=Refusal(Reason.STOPPED, standing.refused_until))
    credentials = _active_piks(number)
    for credential in credentials:
        if pik_matches(pik, credential.pik_hash):
            if standing.has_failed:
                throttle.forget(BY_PERSON, number)
            actor = Actor.person(credential.person_id)
            record(LOGGED_IN, actor=actor, subject_kind="person", subject_id=actor.id)
            if is_outdated(credential.pik_hash):
                _hash_anew(credential, pik)
            return LoginResult(credential)
    if not credentials:
        pik_matches(pik, nobodys_pik_hash())
    return LoginResult(refusal=_refuse(number, address, credentials))


def _active_piks(number: str) -> list[PikCredential]:
    """The active PIKs of whoever has this number: one person, or two where it is the ЕГН of one and the ЛНЧ of another."""
    return list(PikCredential.objects.raw(_ACTIVE_PIKS, [number]))


_ACTIVE_PIKS = """
SELECT pik.id, pik.person_id, pik.pik_hash
FROM access_pikcredential AS pik JOIN people_identifier AS identifier USING (person_id)
WHERE pik.state = 'active' AND identifier.kind IN ('egn', 'lnch') AND identifier.number = %s
"""  # written out: it runs at every login, and the ORM needs three times as long for it


def _hash_anew(credential: PikCredential, pik: str) -> None:
    """Keep the PIK under the newest pepper: only now it is known."""
    PikCredential.objects.filter(pk=credential.pk, pik_hash=credential.pik_hash).update(
        pik_hash=hash_pik(pik)
    )


def _refuse(number: str, address: str, credentials: list[PikCredential]) -> Refusal:
    throttle.count(BY_PERSON, number)
    throttle.count(BY_ADDRESS, address)
    until = throttle.check(BY_PERSON, number) or throttle.check(BY_ADDRESS, address)
    refusal = Refusal(Reason.STOPPED if until else Reason.WRONG, until)
    record(
        REFUSED,
        actor=ANONYMOUS,
        subject_kind="person",
        subject_id=str(credentials[0].person_id) if credentials else "",
        details={"reason": refusal.reason},
    )
    return refusal
