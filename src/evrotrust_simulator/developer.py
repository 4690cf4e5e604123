"""The developer's controls as pages, S-08: plans and settings beside every page, people and requests on their own."""

from werkzeug import Request, Response
from werkzeug.exceptions import BadRequest, NotFound

from evrotrust_simulator.plans import EVENTS, Plan
from evrotrust_simulator.rendering import render, see_other
from evrotrust_simulator.simulator import Simulator
from evrotrust_simulator.transactions import ConflictError

PATH = "/simulator/upravlenie/"


def show_controls(simulator: Simulator, request: Request) -> Response:
    """`/simulator/upravlenie/`"""
    locked = {person.id for person in simulator.people.all() if simulator.people.is_locked(person)}
    transactions = list(reversed(simulator.transactions.all()))
    return render(simulator, "controls.html", transactions=transactions, locked=locked, page="controls")


def plan(simulator: Simulator, request: Request) -> Response:
    """Plans each event that was chosen; for one phone, or for whoever comes first."""
    for kind in EVENTS:
        if value := request.form.get(kind):
            try:
                simulator.plans.add(Plan(kind, value, request.form.get("plan-phone", "")))
            except ValueError as error:
                raise BadRequest from error
    return see_other(PATH)


def change_settings(simulator: Simulator, request: Request) -> Response:
    try:
        simulator.settings = simulator.settings.changed(request.form.to_dict())
    except ValueError as error:
        raise BadRequest from error
    return see_other(PATH)


def act_on_request(simulator: Simulator, request: Request) -> Response:
    """Signs, refuses or expires a request without the phone."""
    transaction = simulator.transactions.get(request.form.get("transaction", ""))
    if transaction is None:
        raise NotFound
    try:
        match request.form.get("act"):
            case "sign":
                simulator.sign(transaction)
            case "reject":
                simulator.reject(transaction, "Отказано от управлението")
            case "expire":
                simulator.expire(transaction)
            case _:
                raise BadRequest
    except ConflictError:
        pass  # it has just ended otherwise: the list shows how
    return see_other(PATH)


def unlock(simulator: Simulator, request: Request) -> Response:
    simulator.people.unlock_all()
    return see_other(PATH)


def reset(simulator: Simulator, request: Request) -> Response:
    simulator.reset()
    return see_other(PATH)
