"""The developer's controls as JSON: people, plans, settings, and what the person would do on the phone."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from werkzeug import Request, Response
from werkzeug.exceptions import HTTPException

from evrotrust_simulator.people import InvalidDetailsError, Person, details_from
from evrotrust_simulator.plans import EVENTS, Plan
from evrotrust_simulator.simulator import Simulator
from evrotrust_simulator.transactions import ConflictError, Transaction


class NotFoundError(Exception):
    """No such person or transaction."""


def answer(simulator: Simulator, request: Request, name: str) -> Response:
    """`/control/<name>`: 200 with JSON; 400 for what makes no sense, 404 and 409 for what is not there or over."""
    action = {"GET": _READS, "POST": _ACTS}.get(request.method, {}).get(name)
    if action is None:
        return _json({"error": "no such control"}, 404)
    try:
        if request.method == "GET":
            return action(simulator, request.args.to_dict())
        body = json.loads(request.get_data() or b"{}")
        return action(simulator, body if isinstance(body, dict) else {})
    except InvalidDetailsError as invalid:
        return _json({"error": f"wrong or missing: {invalid.field}"}, 400)
    except (ValueError, TypeError) as error:
        return _json({"error": str(error)}, 400)
    except NotFoundError:
        return _json({"error": "no such person or request"}, 404)
    except ConflictError:
        return _json({"error": "the request does not wait any more, or not yet"}, 409)
    except HTTPException as error:
        return _json({"error": error.name}, error.code or 400)


def register_person(simulator: Simulator, values: dict[str, Any]) -> Response:
    """A person ready-made: the fields of `Details`, and the six digits `code` of the app."""
    code = values.pop("code", "")
    person = simulator.people.register(details_from(values), str(code))
    return _json(_person(simulator, person))


def list_people(simulator: Simulator, _: dict[str, Any]) -> Response:
    return _json({"people": [_person(simulator, person) for person in simulator.people.all()]})


def plan_next(simulator: Simulator, values: dict[str, Any]) -> Response:
    """`{kind: event, …}` of `plans.EVENTS`, with `phone` for one person only and `times` for more than once."""
    phone, times = str(values.pop("phone", "")), int(values.pop("times", 1))
    for kind, value in values.items():
        for _ in range(times):
            simulator.plans.add(Plan(kind, value, phone))
    return list_plans(simulator, {})


def list_plans(simulator: Simulator, _: dict[str, Any]) -> Response:
    possible = {kind: list(events) for kind, events in EVENTS.items()}
    return _json({"waiting": [asdict(plan) for plan in simulator.plans.waiting()], "possible": possible})


def change_settings(simulator: Simulator, values: dict[str, Any]) -> Response:
    simulator.settings = simulator.settings.changed(values)
    return show_settings(simulator, {})


def show_settings(simulator: Simulator, _: dict[str, Any]) -> Response:
    return _json(asdict(simulator.settings))


def list_requests(simulator: Simulator, values: dict[str, Any]) -> Response:
    """All transactions, or those of one `phone`, oldest first, with those that have not appeared yet."""
    transactions = simulator.transactions.all()
    if phone := values.get("phone"):
        transactions = simulator.transactions.of_person(_person_of(simulator, phone))
    return _json({"requests": [_transaction(each) for each in transactions]})


def show_file(simulator: Simulator, values: dict[str, Any]) -> Response:
    """The PDF of a `transactionID`: signed where it is signed, else as it was sent."""
    transaction = simulator.transactions.get(str(values.get("transactionID")))
    if transaction is None:
        raise NotFoundError
    return Response(transaction.signed or transaction.sent.content, content_type="application/pdf")


def sign(simulator: Simulator, values: dict[str, Any]) -> Response:
    """Signs the `transactionID`, or the oldest request waiting for this `phone`, without the code."""
    transaction = _waiting(simulator, values)
    simulator.sign(transaction)
    return _json(_transaction(transaction))


def reject(simulator: Simulator, values: dict[str, Any]) -> Response:
    transaction = _waiting(simulator, values)
    simulator.reject(transaction, str(values.get("reason", "")))
    return _json(_transaction(transaction))


def expire(simulator: Simulator, values: dict[str, Any]) -> Response:
    transaction = _waiting(simulator, values)
    simulator.expire(transaction)
    return _json(_transaction(transaction))


def reset(simulator: Simulator, _: dict[str, Any]) -> Response:
    simulator.reset()
    return _json({})


_READS = {
    "people": list_people,
    "next": list_plans,
    "settings": show_settings,
    "requests": list_requests,
    "file": show_file,
}
_ACTS = {
    "people": register_person,
    "next": plan_next,
    "settings": change_settings,
    "sign": sign,
    "reject": reject,
    "expire": expire,
    "reset": reset,
}


def _person_of(simulator: Simulator, phone: str) -> Person:
    person = simulator.people.find(phone=phone)
    if person is None:
        raise NotFoundError
    return person


def _waiting(simulator: Simulator, values: dict[str, Any]) -> Transaction:
    if transaction_id := values.get("transactionID"):
        transaction = simulator.transactions.get(str(transaction_id))
        if transaction is None:
            raise NotFoundError
        return transaction
    transactions = simulator.transactions.of_person(_person_of(simulator, str(values.get("phone", ""))))
    for transaction in transactions:
        if transaction.is_pending and transaction.has_appeared:
            return transaction
    raise ConflictError if transactions else NotFoundError


def _person(simulator: Simulator, person: Person) -> dict[str, Any]:
    return {
        "phone": person.phone,
        "names": person.details.names,
        "is_identified": person.details.is_identified,
        "is_locked": simulator.people.is_locked(person),
    }


def _transaction(transaction: Transaction) -> dict[str, Any]:
    return {
        "transactionID": transaction.id,
        "threadID": transaction.thread_id,
        "kind": transaction.sent.kind.value,
        "title": transaction.sent.title,
        "status": int(transaction.status),
        "state": transaction.status.name.lower(),
        "isProcessing": transaction.is_processing,
        "hasAppeared": transaction.has_appeared,
        "isOver": transaction.is_over,
        "dateExpire": transaction.sent.expires_at,
        "callbacks": transaction.callbacks,
    }


def _json(body: dict[str, Any], code: int = 200) -> Response:
    return Response(json.dumps(body, ensure_ascii=False), code, content_type="application/json")
