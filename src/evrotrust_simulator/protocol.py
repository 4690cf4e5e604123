"""The vendor API: what each call takes, checks and answers, with the provider's own status codes."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from werkzeug import Request, Response

from evrotrust_simulator import fields
from evrotrust_simulator.config import Outage
from evrotrust_simulator.fields import WrongFieldError, check_fields, required
from evrotrust_simulator.people import PHONE, Person
from evrotrust_simulator.reading import (
    RefusalError,
    authorized,
    authorized_json,
    callback_url,
    check_algorithm,
    checked_file,
    expiry,
    multipart,
    parsed,
    public_key,
)
from evrotrust_simulator.simulator import Simulator
from evrotrust_simulator.statement import TITLE, identity_xml, statement_pdf
from evrotrust_simulator.transactions import ConflictError, Kind, Sent, Status, Transaction

COVERAGES = (0, 500, 20_000, 100_000, 250_000)

Endpoint = Callable[[Simulator, Request], Response]


def answer(simulator: Simulator, request: Request, endpoint: Endpoint) -> Response:
    """The answer of one call, or what an outage or a refusal makes of it."""
    if simulator.settings.outage is not Outage.NONE:
        if simulator.settings.outage is Outage.TIMEOUT:
            simulator.hang()
        return Response("outage", 503)
    try:
        return endpoint(simulator, request)
    except RefusalError as refusal:
        return Response(refusal.reason, refusal.code)
    except WrongFieldError as wrong:
        return Response(str(wrong), 400)


def get_version(simulator: Simulator, request: Request) -> Response:
    """`/version/get`: the one call without authorization."""
    check_fields(parsed(request.get_data()), fields.VERSION, is_strict=not simulator.settings.is_newer)
    return _json({"environment": "simulator", "version": simulator.settings.version.value})


def check_user(simulator: Simulator, request: Request) -> Response:
    """`/user/check`: 204 for a registered person, 438 for anyone else."""
    body = authorized_json(simulator, request, fields.USER_CHECK)
    person, planned = _checked_person(simulator, required(body, "user"))
    if person is None or planned == "not_registered":
        raise RefusalError(438, "user not found")
    return Response(status=204)


def check_user_extended(simulator: Simulator, request: Request) -> Response:
    """`/user/check/extended`: flags, also for those who are not registered."""
    body = authorized_json(simulator, request, fields.USER_CHECK)
    person, planned = _checked_person(simulator, required(body, "user"))
    is_registered = person is not None and planned != "not_registered"
    is_identified = bool(is_registered and person and person.details.is_identified)
    if planned == "not_identified":
        is_identified = False
    flags: dict[str, Any] = {
        "isRegistered": is_registered,
        "isIdentified": is_identified,
        "isSupervised": is_identified,
        "hasConfirmedPhone": is_registered,
        "hasConfirmedEmail": bool(is_registered and person and person.details.email),
    }
    if simulator.settings.is_newer:
        flags |= {"isRejected": False, "isReadyToSign": is_identified}
        flags = {name: int(flag) for name, flag in flags.items()} | {"rejectReason": ""}
    return _json(flags)


def send_identification(simulator: Simulator, request: Request) -> Response:
    """`/document/doc/identification`: the person is asked to hand over identity data under a signature."""
    body = authorized_json(simulator, request, fields.IDENTIFICATION)
    check_algorithm(body)
    includes = [name for name, is_asked in required(body, "includes").items() if is_asked is True]
    if not includes:
        raise WrongFieldError("body.includes asks for nothing")
    expires_at, key, url = expiry(body), public_key(body), callback_url(body)
    person = _known_person(simulator, required(body, "user"))
    planned = _planned_sending(simulator, person, may_be_busy=True)
    if not person.details.is_identified:
        raise RefusalError(449, "user data is not valid")
    xml = identity_xml(person.details, includes)
    reason = body.get("identificationReason", "")
    sent = Sent(
        kind=Kind.IDENTIFICATION,
        title=TITLE,
        file_name="identification.pdf",
        content=statement_pdf(person.details, includes, reason, xml),
        expires_at=expires_at,
        public_key=key,
        callback_url=url,
        xml=xml,
    )
    transaction = simulator.send(person, sent, is_undeliverable=planned == "undeliverable")
    answer = {"transactionID": transaction.id, "threadID": transaction.thread_id}
    return _sending_answer(simulator, planned, answer)


def send_document(simulator: Simulator, request: Request) -> Response:
    """`/document/doc/online`: a PDF to be signed by one person."""
    data, file = multipart(request)
    body = authorized(simulator, request, data, fields.ONLINE)
    check_algorithm(body)
    users = required(body, "users")
    if len(users) != 1:
        raise WrongFieldError("body.users: several signers are not simulated")
    document = required(body, "document")
    description = required(body, "document.description")
    if len(description) > 4000:
        raise WrongFieldError("body.document.description is too long")
    must_view = document.get("preview", 0)
    if must_view not in (0, 1):
        raise WrongFieldError("body.document.preview must be 0 or 1")
    if document.get("coverage") not in COVERAGES:
        raise RefusalError(454, "incorrect coverage")
    content = checked_file(simulator, body, document, file)
    expires_at, key, url = expiry(body), public_key(body), callback_url(body)
    person = _known_person(simulator, users[0])
    if not person.details.is_identified:
        raise RefusalError(438, "user cannot sign")
    planned = _planned_sending(simulator, person, may_be_busy=simulator.settings.is_newer)
    sent = Sent(
        kind=Kind.DOCUMENT,
        title=description,
        file_name=str(file.filename),
        content=content,
        expires_at=expires_at,
        public_key=key,
        callback_url=url,
        must_view=must_view == 1,
    )
    transaction = simulator.send(person, sent, is_undeliverable=planned == "undeliverable")
    answer = {
        "threadID": transaction.thread_id,
        "transactions": [{"transactionID": transaction.id, **users[0]}],
    }
    if not simulator.settings.is_newer:
        answer["transactionID"] = transaction.id
    return _sending_answer(simulator, planned, answer)


def get_status(simulator: Simulator, request: Request) -> Response:
    """`/document/status`: 443 until the document has appeared on the phone."""
    transaction = _transaction(simulator, authorized_json(simulator, request, fields.TRANSACTION))
    return _json(_state(simulator, transaction) | {"rejectReason": transaction.reject_reason})


def get_thread_status(simulator: Simulator, request: Request) -> Response:
    """`/document/thread/status`: the same by the operation."""
    transaction = _thread(simulator, authorized_json(simulator, request, fields.THREAD))
    document = {"transactionID": transaction.id, **_state(simulator, transaction)}
    return _json({"statuses": [{"documents": [document], "rejectReason": transaction.reject_reason}]})


def download(simulator: Simulator, request: Request) -> Response:
    """`/document/download`: the encrypted package; 443 as long as there is none."""
    transaction = _transaction(simulator, authorized_json(simulator, request, fields.TRANSACTION))
    package = simulator.download(transaction)
    if package is None:
        raise RefusalError(443, "document not found")
    return Response(package, content_type="application/octet-stream")


def withdraw(simulator: Simulator, request: Request) -> Response:
    """`/document/withdraw`: status 1 withdrawn, 2 too late, 3 withdrawn before."""
    transaction = _thread(simulator, authorized_json(simulator, request, fields.THREAD))
    try:
        simulator.withdraw(transaction)
    except ConflictError:
        return _json({"status": 3 if transaction.status is Status.WITHDRAWN else 2})
    return _json({"status": 1})


ENDPOINTS: dict[str, Endpoint] = {
    "/version/get": get_version,
    "/user/check": check_user,
    "/user/check/extended": check_user_extended,
    "/document/doc/identification": send_identification,
    "/document/doc/online": send_document,
    "/document/status": get_status,
    "/document/thread/status": get_thread_status,
    "/document/download": download,
    "/document/withdraw": withdraw,
}


def _person(simulator: Simulator, user: dict[str, str]) -> Person | None:
    given = {name: value for name, value in user.items() if name != "country"}
    if len(given) != 1 or ("country" in user and "identificationNumber" not in user):
        raise WrongFieldError("user: exactly one identifier")
    if "phone" in given and not PHONE.fullmatch(given["phone"]):
        raise WrongFieldError("user.phone must be + and digits")
    if user.get("country", "BG") != "BG":
        return None
    return simulator.people.find(
        identification_number=given.get("identificationNumber", ""),
        phone=given.get("phone", ""),
        email=given.get("email", ""),
    )


def _known_person(simulator: Simulator, user: dict[str, str]) -> Person:
    person = _person(simulator, user)
    if person is None:
        raise RefusalError(438, "user not found")
    return person


def _checked_person(simulator: Simulator, user: dict[str, str]) -> tuple[Person | None, str]:
    """Who is asked about, and what was planned for this check."""
    person = _person(simulator, user)
    planned = simulator.plans.take("check", person.phone if person else user.get("phone", ""))
    if planned in ("unavailable", "timeout"):
        if planned == "timeout":
            simulator.hang()
        raise RefusalError(503, "planned outage")
    return person, planned


def _planned_sending(simulator: Simulator, person: Person, *, may_be_busy: bool) -> str:
    # 469 is a code that the published API knows for identifications only.
    planned = simulator.plans.take("sending", person.phone, other_than="" if may_be_busy else "busy")
    if planned == "fails":
        raise RefusalError(500, "planned failure")
    if planned == "busy":
        raise RefusalError(469, "try again in 60 seconds")
    return planned


def _sending_answer(simulator: Simulator, planned: str, answer: dict[str, Any]) -> Response:
    if planned == "slow":
        simulator.hang()
    elif planned == "lost_answer":
        raise ConnectionAbortedError("planned: the answer is lost")
    return _json(answer)


def _transaction(simulator: Simulator, body: dict[str, Any]) -> Transaction:
    transaction = simulator.transactions.get(required(body, "transactionID"))
    return _appeared(transaction)


def _thread(simulator: Simulator, body: dict[str, Any]) -> Transaction:
    return _appeared(simulator.transactions.of_thread(required(body, "threadID")))


def _appeared(transaction: Transaction | None) -> Transaction:
    if transaction is None or not transaction.has_appeared:
        raise RefusalError(443, "document not found")
    return transaction


def _state(simulator: Simulator, transaction: Transaction) -> dict[str, int | bool]:
    if simulator.settings.is_newer:
        return {"status": int(transaction.status), "isProcessing": int(transaction.is_processing)}
    return {"status": int(transaction.status.as_published()), "isProcessing": transaction.is_processing}


def _json(body: dict[str, Any]) -> Response:
    return Response(json.dumps(body, ensure_ascii=False), content_type="application/json")
