"""The phone, S-01: registering, with buttons in place of the pictures the real app takes."""

import re

from werkzeug import Request, Response

from evrotrust_simulator.accounts import STEPS, Draft
from evrotrust_simulator.people import CODE, InvalidDetailsError, details_from
from evrotrust_simulator.rendering import render, see_other
from evrotrust_simulator.simulator import Simulator

STEPS_PATH = "/simulator/registratsiya/stapki/"
_TYPED = [
    "phone",
    "first_name",
    "middle_name",
    "last_name",
    "number_kind",
    "number",
    "email",
    "card_number",
    "card_valid_until",
]
_ERRORS = {
    "phone": "Въведете мобилен номер, например +359 888 123 456",
    "first_name": "Въведете собствено име",
    "last_name": "Въведете фамилно име",
    "number_kind": "Изберете ЕГН или ЛНЧ",
    "number": "Въведете 10 цифри",
    "card_number": "Въведете номера на личната карта",
    "card_valid_until": "Въведете до кога е валидна личната карта",
    "code": "Въведете код от 6 цифри",
}


def register(simulator: Simulator, request: Request) -> Response:
    """`/simulator/registratsiya/`: what the person types."""
    typed = {name: request.form.get(name, "").strip() for name in _TYPED}
    if request.method == "GET":
        return render(simulator, "register.html", typed=typed | {"phone": "+359", "number_kind": "egn"})
    code = request.form.get("code", "")
    try:
        details = details_from(typed | {"phone": normal_phone(typed["phone"])})
        if not CODE.fullmatch(code):
            raise InvalidDetailsError("code")
    except InvalidDetailsError as invalid:
        errors = {invalid.field: _ERRORS.get(invalid.field, "Проверете написаното")}
        return render(simulator, "register.html", typed=typed, errors=errors)
    response = see_other(STEPS_PATH)
    simulator.accounts.start_draft(Draft(details, code), response)
    return response


def register_steps(simulator: Simulator, request: Request) -> Response:
    """`/simulator/registratsiya/stapki/`: document, face, SMS, one after the other."""
    draft = simulator.accounts.draft(request)
    if draft is None:
        return see_other("/simulator/registratsiya/")
    if request.method == "GET":
        return render(simulator, "register_steps.html", draft=draft, steps=STEPS)
    step, way = request.form.get("step"), request.form.get("way")
    if step != draft.step:
        return see_other(STEPS_PATH)
    if step == "face" and way != "operator":
        draft.has_face_failed = bool(simulator.plans.take("registration", draft.details.phone))
        if draft.has_face_failed:
            return see_other(STEPS_PATH)
    if step != STEPS[-1]:
        draft.step = STEPS[STEPS.index(step) + 1]
        return see_other(STEPS_PATH)
    person = simulator.people.register(draft.details, draft.code)
    response = see_other("/simulator/?registriran=1")
    simulator.accounts.drop_draft(request, response)
    simulator.accounts.remember_phone(person, response)
    return response


def normal_phone(typed: str) -> str:
    """`+359…` from what people type: spaces, hyphens and brackets, a leading 0 or 00."""
    digits = re.sub(r"[\s()./-]", "", typed)
    for prefix, country in (("00", "+"), ("0", "+359")):
        if digits.startswith(prefix):
            return country + digits.removeprefix(prefix)
    return digits
