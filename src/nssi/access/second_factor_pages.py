"""The pages of the second factor (O-01): after the password, at the first login, and an official's own app and keys."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from nssi.access import sessions
from nssi.access.actions.check_official_password import check_official_password
from nssi.access.actions.end_official_sessions import end_official_sessions
from nssi.access.actions.enrol_app import enrol_app
from nssi.access.actions.enrol_key import enrol_key
from nssi.access.actions.log_in_official import log_in_official
from nssi.access.actions.remove_key import remove_key
from nssi.access.actions.replace_password import replace_password
from nssi.access.client_address import client_address
from nssi.access.guards import official_required, public
from nssi.access.logins import Reason, Refusal
from nssi.access.models import AuthenticatorApp, Official
from nssi.access.next_page import asked_next, next_page
from nssi.access.second_factor.app_codes import address_of, in_groups, new_secret, qr_of
from nssi.access.second_factor.proofs import AppCode, KeyAnswer, Proof
from nssi.access.second_factor.sealing import seal, unseal
from nssi.access.second_factor.security_keys import NotProven, ask, ask_for_new, host_of
from nssi.access.second_factor_forms import (
    WRONG_KEY,
    CodeForm,
    FirstLoginForm,
    NewAppForm,
    NewKeyForm,
    NewPasswordForm,
    RemoveKeyForm,
)
from nssi.access.visitors import OfficialRequest, VisitorRequest
from nssi.look.forms import ErrorEntry

TOO_MANY_REQUESTS = 429
_NEW_SECRET, _QUESTION = "access.new_secret", "access.key_question"

PASSWORD_CHANGED = _("Паролата е сменена. На другите устройства вече не сте влезли.")
APP_REPLACED = _("Приложението е сменено. Старото вече не важи.")
KEY_ADDED = _("Ключът е добавен.")
KEY_REMOVED = _("Ключът е премахнат.")
SESSIONS_ENDED = _("На другите устройства вече не сте влезли.")


@public
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def official_second_factor(request: VisitorRequest) -> HttpResponse:
    """Ask who has given the right password for a code of the app, or for a security key (O-01)."""
    official = sessions.official_at_second_factor(request.session)
    if official is None:
        return redirect("official_login")
    if _is_at_first_login(official):
        return redirect("official_first_login")
    form, refusal, proof = CodeForm(), None, None
    if request.method == "POST":
        answer = request.POST.get("answer", "")
        form = CodeForm(None if answer else request.POST)
        proof = _proof(request, form, answer)
    if proof:
        with transaction.atomic():
            refusal = log_in_official(official, proof)
            if refusal is None:
                sessions.begin_official_session(request, official)
                return redirect(next_page(request, "official_home"))
    context = _question_context(request, official, form)
    if refusal and form.is_bound:
        form.refuse(refusal)
    elif refusal:
        context["error_entries"] = [ErrorEntry(str(WRONG_KEY), form["code"].error_target)]
    return render(request, "access/official_second_factor.html", context, status=_status(refusal))


@public
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def official_first_login(request: VisitorRequest) -> HttpResponse:
    """Let an official whose password was right enrol the app, and replace a temporary password, before anything else."""
    official = sessions.official_at_second_factor(request.session)
    if official is None:
        return redirect("official_login")
    if not _is_at_first_login(official):
        return redirect("official_second_factor")
    form = FirstLoginForm(official, request.POST or None)
    secret, refusal = _new_secret(request), None
    if form.is_valid():
        with transaction.atomic():
            refusal = enrol_app(official, secret, form.cleaned_data["code"])
            if refusal is None:
                if official.password_is_temporary:
                    replace_password(official, form.cleaned_data["password"])
                del request.session[_NEW_SECRET]
                sessions.begin_official_session(request, official)
                return redirect(next_page(request, "official_home"))
        form.refuse(refusal)
    context = {"form": form, "next": asked_next(request), **_app_context(official, secret)}
    return render(request, "access/official_first_login.html", context, status=_status(refusal))


@official_required()
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def official_factors(request: OfficialRequest) -> HttpResponse:
    """Show an official's app and security keys, and take a new key."""
    host = host_of(request)
    form, refusal = NewKeyForm(request.POST or None), None
    if form.is_valid():
        refusal = _wrong_password(request, form.cleaned_data["password"])
        if refusal:
            form.refuse_password(refusal)
        else:
            try:
                enrol_key(
                    request.official,
                    form.cleaned_data["name"],
                    host,
                    request.session.pop(_QUESTION, {}),
                    form.cleaned_data["answer"],
                )
            except NotProven:
                form.add_error("name", _("Ключът не беше добавен. Опитайте отново."))
            else:
                messages.success(request, str(KEY_ADDED))
                return redirect("official_factors")
    question = ""
    if host:
        question, request.session[_QUESTION] = ask_for_new(host, request.official)
    context = {
        "form": form,
        "question": question,
        "keys": request.official.security_keys.order_by("added_at"),
        "app": AuthenticatorApp.objects.filter(official=request.official).first(),
    }
    return render(request, "access/official_factors.html", context, status=_status(refusal))


@official_required()
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def official_new_app(request: OfficialRequest) -> HttpResponse:
    """Let an official replace the app: a new phone."""
    secret, refusal = _new_secret(request), None
    form = NewAppForm(request.POST or None)
    if form.is_valid():
        refusal = _wrong_password(request, form.cleaned_data["password"])
        if refusal:
            form.refuse_password(refusal)
        else:
            with transaction.atomic():
                refusal = enrol_app(request.official, secret, form.cleaned_data["code"])
            if refusal is None:
                del request.session[_NEW_SECRET]
                messages.success(request, str(APP_REPLACED))
                return redirect("official_factors")
            form.refuse(refusal)
    context = {"form": form, **_app_context(request.official, secret)}
    return render(request, "access/official_new_app.html", context, status=_status(refusal))


@official_required()
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def official_new_password(request: OfficialRequest) -> HttpResponse:
    """Let an official change the password; it ends their sessions everywhere else."""
    official, refusal = request.official, None
    form = NewPasswordForm(official, request.POST or None)
    if form.is_valid():
        refusal = _wrong_password(request, form.cleaned_data["password"])
        if refusal:
            form.refuse_password(refusal)
        else:
            try:
                with transaction.atomic():
                    replace_password(official, form.cleaned_data["new_password"])
            except ValidationError as same:
                form.add_error("new_password", same)
            else:
                sessions.begin_official_session(request, official)
                messages.success(request, str(PASSWORD_CHANGED))
                return redirect("official_factors")
    return render(request, "access/official_new_password.html", {"form": form}, status=_status(refusal))


@official_required()
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def official_key_remove(request: OfficialRequest, key_id: int) -> HttpResponse:
    """Take one of the official's own keys away, with the password."""
    key = get_object_or_404(request.official.security_keys, pk=key_id)
    form, refusal = RemoveKeyForm(request.POST or None), None
    if form.is_valid():
        refusal = _wrong_password(request, form.cleaned_data["password"])
        if refusal is None:
            remove_key(request.official, key.pk)
            messages.success(request, str(KEY_REMOVED))
            return redirect("official_factors")
        form.refuse_password(refusal)
    context = {"form": form, "key": key}
    return render(request, "access/official_key_remove.html", context, status=_status(refusal))


@official_required()
@require_POST
def official_sessions_end(request: OfficialRequest) -> HttpResponse:
    """End the official's sessions on all other devices."""
    official = end_official_sessions(request.official.pk)
    sessions.begin_official_session(request, official)
    messages.success(request, str(SESSIONS_ENDED))
    return redirect("official_factors")


def _is_at_first_login(official: Official) -> bool:
    return official.password_is_temporary or not AuthenticatorApp.objects.filter(official=official).exists()


def _proof(request: VisitorRequest, form: CodeForm, answer: str) -> Proof | None:
    if answer:
        return KeyAnswer(host_of(request), request.session.pop(_QUESTION, {}), answer)
    return AppCode(form.cleaned_data["code"]) if form.is_valid() else None


def _question_context(request: VisitorRequest, official: Official, form: CodeForm) -> dict[str, Any]:
    """What the page shows; with it goes a new question for the keys, where the official has some."""
    context: dict[str, Any] = {"form": form, "next": asked_next(request), "question": ""}
    keys, host = list(official.security_keys.all()), host_of(request)
    if keys and host:
        context["question"], request.session[_QUESTION] = ask(host, keys)
    return context


def _new_secret(request: VisitorRequest) -> str:
    """The secret of the app that is being enrolled: it stays the same until its first code is right."""
    if _NEW_SECRET not in request.session:
        request.session[_NEW_SECRET] = seal(new_secret())
    return unseal(request.session[_NEW_SECRET])


def _app_context(official: Official, secret: str) -> dict[str, Any]:
    address = address_of(secret, official.username)
    return {"qr": qr_of(address), "address": address, "secret": in_groups(secret)}


def _wrong_password(request: OfficialRequest, password: str) -> Refusal | None:
    with transaction.atomic():
        return check_official_password(request.official.username, password, client_address(request)).refusal


def _status(refusal: Refusal | None) -> int:
    return TOO_MANY_REQUESTS if refusal and refusal.reason is Reason.STOPPED else 200
