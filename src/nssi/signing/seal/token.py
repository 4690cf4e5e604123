"""Signing with a key that never leaves its token (PKCS#11): a smart card or a hardware security module."""

from collections.abc import Callable
from threading import Lock
from typing import Any

import pkcs11
from pkcs11.exceptions import PKCS11Error, UserAlreadyLoggedIn

from nssi.signing.seal.errors import SealNotReady


def token_signature(module: str, token: str, label: str, pin: str) -> Callable[[bytes], bytes]:
    """Return what signs with the private key `label` of the token that `module` (a shared library) reaches.

    Raises SealNotReady; so does what it returns, where the token is gone.
    """
    try:
        session = _session(pkcs11.lib(module).get_token(token_label=token), pin)
        key: Any = session.get_key(object_class=pkcs11.ObjectClass.PRIVATE_KEY, label=label)
    except (PKCS11Error, RuntimeError) as error:  # RuntimeError: no such library
        raise SealNotReady(f"the token with the seal's key is not there: {type(error).__name__}") from error
    one_at_a_time = Lock()  # a session does one thing at a time

    def sign(data: bytes) -> bytes:
        try:
            with one_at_a_time:
                return bytes(key.sign(data, mechanism=pkcs11.Mechanism.SHA256_RSA_PKCS))
        except PKCS11Error as error:
            raise SealNotReady(f"the token does not sign: {type(error).__name__}") from error

    return sign


def _session(token: Any, pin: str) -> Any:
    try:
        return token.open(user_pin=pin)
    except UserAlreadyLoggedIn:  # this process has been here before, and a login holds for all its sessions
        return token.open()
