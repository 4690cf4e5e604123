"""A vendor as the protocol describes one, written without the simulator's code; and its reading of results."""

from __future__ import annotations

import base64
import hashlib
import hmac
import io
import json
import time
import zipfile
from dataclasses import dataclass
from typing import Any

import urllib3
from cryptography.hazmat.primitives import padding
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import CBC
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from py3rijndael import RijndaelCbc, ZeroPadding

VENDOR_NUMBER = "TESTVENDOR000001"
API_KEY = "00000000-0000-4000-8000-000000000000"
PHONE = "+359880000001"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
PUBLIC_KEY = base64.b64encode(
    KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
).decode()
HTTP = urllib3.PoolManager(retries=False, timeout=30)
MARIA = {
    "phone": PHONE,
    "number": "8511100031",
    "first_name": "Мария",
    "middle_name": "Иванова",
    "last_name": "Щерева",
    "email": "maria@example.bg",
    "code": "123456",
}


@dataclass(frozen=True)
class Answer:
    code: int
    body: bytes

    @property
    def json(self) -> dict[str, Any]:
        return json.loads(self.body)


@dataclass(frozen=True)
class Vendor:
    """Speaks to one simulator: `call` for the protocol, `control` for what the developer or the person does."""

    url: str

    def call(self, path: str, *, api_key: str = API_KEY, **fields: Any) -> Answer:
        return self.send_text(path, json.dumps({"vendorNumber": VENDOR_NUMBER} | fields).encode(), api_key)

    def send_text(self, path: str, text: bytes, api_key: str = API_KEY) -> Answer:
        headers = {"Authorization": authorization(text, api_key), "Content-Type": "application/json"}
        answer = HTTP.request("POST", f"{self.url}/vendor{path}", body=text, headers=headers)
        return Answer(answer.status, answer.data)

    def identify(self, **changes: Any) -> Answer:
        return self.call("/document/doc/identification", **(identification() | changes))

    def send_document(
        self, content: bytes, *, file_name: str = "pik.pdf", extra_part: bool = False, **changes: Any
    ) -> Answer:
        text = json.dumps({"vendorNumber": VENDOR_NUMBER} | document(content) | changes).encode()
        parts: dict[str, Any] = {"data": text.decode(), "document": (file_name, content, "application/pdf")}
        if extra_part:
            parts["more"] = "1"
        body, content_type = urllib3.encode_multipart_formdata(parts)
        headers = {"Authorization": authorization(text, API_KEY), "Content-Type": content_type}
        answer = HTTP.request("POST", f"{self.url}/vendor/document/doc/online", body=body, headers=headers)
        return Answer(answer.status, answer.data)

    def status(self, transaction_id: str) -> Answer:
        return self.call("/document/status", transactionID=transaction_id)

    def download(self, transaction_id: str) -> Answer:
        return self.call("/document/download", transactionID=transaction_id)

    def control(self, name: str, **values: Any) -> Answer:
        answer = HTTP.request("POST", f"{self.url}/control/{name}", json=values)
        return Answer(answer.status, answer.data)

    def look(self, name: str, **values: str) -> Answer:
        answer = HTTP.request("GET", f"{self.url}/control/{name}", fields=values)
        return Answer(answer.status, answer.data)

    def wait_for(self, transaction_id: str, status: int) -> None:
        """Until the vendor API says so; fails after a minute."""
        until = time.monotonic() + 60
        while time.monotonic() < until:
            answer = self.status(transaction_id)
            if answer.code == 200 and answer.json["status"] == status and not answer.json["isProcessing"]:
                return
            time.sleep(0.1)
        raise AssertionError(f"no status {status}, last answer {answer}")

    def signed(self, transaction_id: str) -> bytes:
        """The PDF that comes back once the person has signed."""
        assert self.control("sign", transactionID=transaction_id).code == 200
        self.wait_for(transaction_id, 2)
        (content,) = opened(self.download(transaction_id).body).values()
        return content


def authorization(text: bytes, api_key: str) -> str:
    key = hashlib.sha256(api_key.encode()).digest()
    return hmac.new(key, text, hashlib.sha256).hexdigest()


def identification() -> dict[str, Any]:
    return {
        "document": {"dateExpire": int(time.time()) + 7200},
        "includes": {"names": True, "latinNames": True, "identificationNumber": True, "gender": False},
        "identificationReason": "Издаване на ПИК",
        "signInfo": {"algorithm": "SHA256"},
        "user": {"phone": PHONE},
        "publicKey": PUBLIC_KEY,
    }


def document(content: bytes) -> dict[str, Any]:
    return {
        "document": {
            "description": "PIK Certificate",
            "dateExpire": int(time.time()) + 7200,
            "coverage": 20000,
            "preview": 0,
            "checksumDocument": hashlib.sha512(content).hexdigest(),
        },
        "signInfo": {"type": "PDF1", "algorithm": "SHA256"},
        "users": [{"phone": PHONE}],
        "publicKey": PUBLIC_KEY,
    }


def opened(package: bytes) -> dict[str, bytes]:
    """The files inside a package, decrypted as a vendor does, by the length of the IV."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        entries = {name.partition("_OUT.enc")[2]: archive.read(name) for name in archive.namelist()}
    assert entries.keys() == {"", ".key", ".iv", ".filename"}
    key = KEY.decrypt(base64.b64decode(entries[".key"]), PKCS1v15())
    decrypt = decrypted_rijndael if len(entries[".iv"]) == 32 else decrypted_aes
    with zipfile.ZipFile(io.BytesIO(decrypt(entries[""], key, entries[".iv"]))) as inner:
        return {name: inner.read(name) for name in inner.namelist()}


def decrypted_rijndael(ciphertext: bytes, key: bytes, iv: bytes) -> bytes:
    cipher = RijndaelCbc(key, iv, ZeroPadding(32), block_size=32)
    pieces = (ciphertext[start : start + 7296] for start in range(0, len(ciphertext), 7296))
    texts = (cipher.decrypt(base64.b64decode(piece)).rstrip(b"\0") for piece in pieces)
    return b"".join(base64.b64decode(text, validate=True) for text in texts)


def decrypted_aes(ciphertext: bytes, key: bytes, iv: bytes) -> bytes:
    assert len(iv) == 16
    decryptor = Cipher(AES256(key), CBC(iv)).decryptor()
    padded = decryptor.update(base64.b64decode(ciphertext)) + decryptor.finalize()
    unpadder = padding.PKCS7(128).unpadder()
    return base64.b64decode(unpadder.update(padded) + unpadder.finalize(), validate=True)
