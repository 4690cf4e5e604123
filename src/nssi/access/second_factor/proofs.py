"""What an official gives as the second factor, and whether it is right. Each is spent by being right once."""

from dataclasses import dataclass
from typing import ClassVar

from nssi.access.models import AuthenticatorApp, Official
from nssi.access.second_factor.app_codes import step_of
from nssi.access.second_factor.sealing import unseal
from nssi.access.second_factor.security_keys import NotProven, State, answered_by


@dataclass(frozen=True)
class AppCode:
    """A code as it was typed."""

    code: str
    kind: ClassVar[str] = "app"

    def is_right(self, official: Official) -> bool:
        """Return whether the official's app shows this code now, and it was not given before."""
        app = AuthenticatorApp.objects.filter(official=official).first()
        if app is None:
            return False
        step = step_of(unseal(app.sealed_secret), self.code, after=app.last_step)
        if step is None:
            return False
        app.last_step = step
        app.save(update_fields=["last_step"])
        return True


@dataclass(frozen=True)
class KeyAnswer:
    """The answer of a browser with a security key to the question that left `state`."""

    host: str
    state: State
    answer: str
    kind: ClassVar[str] = "key"

    def is_right(self, official: Official) -> bool:
        """Return whether a key of this official has given the answer."""
        try:
            key, signed = answered_by(self.host, self.state, list(official.security_keys.all()), self.answer)
        except NotProven:
            return False
        key.sign_count = signed
        key.save(update_fields=["sign_count"])
        return True


Proof = AppCode | KeyAnswer
