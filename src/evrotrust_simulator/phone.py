"""The phone, S-02 to S-07: the code, waiting requests, signing, history."""

import json
from collections.abc import Callable
from functools import wraps

from werkzeug import Request, Response
from werkzeug.exceptions import NotFound

from evrotrust_simulator.people import Person
from evrotrust_simulator.registration import normal_phone
from evrotrust_simulator.rendering import pdf, render, see_other
from evrotrust_simulator.simulator import Simulator
from evrotrust_simulator.transactions import ConflictError, Status, Transaction

WAITING_PATH = "/simulator/zayavki/"
HISTORY_PATH = "/simulator/istoriya/"
WRONG_CODE = "Кодът не е верен. Опитайте отново"
LOCKED = "Приложението е заключено след 5 грешни опита"
NOT_REGISTERED = "Няма регистрация с този номер"
VIEW_FIRST = "Първо отворете файла"

InsidePage = Callable[[Simulator, Request, Person], Response]
RequestPage = Callable[[Simulator, Request, Transaction], Response]


def enter(simulator: Simulator, request: Request) -> Response:
    """S-02 `/simulator/`: the code opens the account; a browser that is nobody's phone yet asks for the number."""
    owner = None if "drug" in request.args else simulator.accounts.owner_of_phone(request, simulator.people)
    typed = request.form.get("phone", "+359")
    errors: dict[str, str] = {}
    if request.method == "POST":
        person = owner or simulator.people.find(phone=normal_phone(typed))
        if person is None:
            errors["phone"] = NOT_REGISTERED
        elif error := _code_error(simulator, request, person):
            errors["code"] = error
        else:
            response = see_other(WAITING_PATH)
            simulator.accounts.enter(person, response)
            return response
    return render(
        simulator,
        "enter.html",
        owner=owner,
        typed=typed,
        errors=errors,
        is_just_registered="registriran" in request.args,
    )


def leave(simulator: Simulator, request: Request) -> Response:
    response = see_other("/simulator/")
    simulator.accounts.leave(request, response)
    return response


def inside(page: InsidePage) -> Callable[[Simulator, Request], Response]:
    """A page that only the person who entered the code can open."""

    @wraps(page)
    def guarded(simulator: Simulator, request: Request) -> Response:
        person = simulator.accounts.person_inside(request, simulator.people)
        return page(simulator, request, person) if person else see_other("/simulator/")

    return guarded


def of_request(page: RequestPage) -> Callable[..., Response]:
    """A page about one of the person's own requests; 404 for one that is not there or not theirs."""

    @wraps(page)
    def guarded(simulator: Simulator, request: Request, transaction_id: str) -> Response:
        person = simulator.accounts.person_inside(request, simulator.people)
        if person is None:
            return see_other("/simulator/")
        transaction = simulator.transactions.get(transaction_id)
        if transaction is None or transaction.person.id != person.id or not transaction.has_appeared:
            raise NotFound
        return page(simulator, request, transaction)

    return guarded


@inside
def list_waiting(simulator: Simulator, request: Request, person: Person) -> Response:
    """S-03: what waits for a signature; what was signed is not here any more."""
    waiting = [each for each in _appeared(simulator, person) if each.is_pending]
    return render(simulator, "waiting.html", waiting=waiting, page="waiting")


@inside
def list_history(simulator: Simulator, request: Request, person: Person) -> Response:
    """S-07: what is over, newest first; the one place where a signed file can be read again."""
    over = [each for each in reversed(_appeared(simulator, person)) if each.is_over]
    return render(simulator, "history.html", over=over, page="history")


@of_request
def show_request(simulator: Simulator, request: Request, transaction: Transaction) -> Response:
    """S-04: the details, the file, and the choice; only what ended without a signature says why here."""
    if transaction.is_processing:
        return see_other(_path(transaction, "podpisvane"))
    if transaction.is_over and transaction.status is Status.SIGNED:
        return see_other(HISTORY_PATH)
    return render(simulator, "request.html", transaction=transaction)


@of_request
def show_file(simulator: Simulator, request: Request, transaction: Transaction) -> Response:
    transaction.is_viewed = True
    return pdf(transaction.signed or transaction.sent.content)


@of_request
def reject(simulator: Simulator, request: Request, transaction: Transaction) -> Response:
    try:
        simulator.reject(transaction, "Отказано от потребителя")
    except ConflictError:
        return see_other(_path(transaction))
    return see_other(HISTORY_PATH)


@of_request
def confirm(simulator: Simulator, request: Request, transaction: Transaction) -> Response:
    """S-05: the code once more, then signing starts."""
    if not transaction.is_pending:
        return see_other(_path(transaction))
    if transaction.sent.must_view and not transaction.is_viewed:
        return render(simulator, "request.html", transaction=transaction, errors={"view-file": VIEW_FIRST})
    if request.method == "GET":
        return render(simulator, "code.html", transaction=transaction)
    if error := _code_error(simulator, request, transaction.person):
        return render(simulator, "code.html", transaction=transaction, errors={"code": error})
    try:
        simulator.sign(transaction)
    except ConflictError:
        return see_other(_path(transaction))
    return see_other(_path(transaction, "podpisvane"))


@of_request
def show_signing(simulator: Simulator, request: Request, transaction: Transaction) -> Response:
    """S-06: progress; when it is over, the history, or why it failed."""
    if transaction.is_processing or transaction.status in (Status.FAILED, Status.FACE_CHECK_FAILED):
        return render(simulator, "signing.html", transaction=transaction)
    return see_other(HISTORY_PATH if transaction.is_over else _path(transaction))


@of_request
def signing_state(simulator: Simulator, request: Request, transaction: Transaction) -> Response:
    """What the script of S-06 asks for."""
    body = json.dumps({"isProcessing": transaction.is_processing})
    return Response(body, content_type="application/json", headers={"Cache-Control": "no-store"})


def _appeared(simulator: Simulator, person: Person) -> list[Transaction]:
    return [each for each in simulator.transactions.of_person(person) if each.has_appeared]


def _code_error(simulator: Simulator, request: Request, person: Person) -> str:
    """Nothing for the right code, else the text for the field."""
    if simulator.people.check_code(person, request.form.get("code", "")):
        return ""
    return LOCKED if simulator.people.is_locked(person) else WRONG_CODE


def _path(transaction: Transaction, *parts: str) -> str:
    return "/".join([WAITING_PATH.rstrip("/"), transaction.id, *parts, ""])
