"""The institution's seal: pyHanko, pdfsig and qpdf judge what we made; without key or time-stamp nothing is sealed."""

import io
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest
from asn1crypto import tsp
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
    pkcs12,
)
from cryptography.x509 import load_pem_x509_certificates

from nssi.documents.kinds import PLAIN_LETTER
from nssi.documents.rendering import render
from nssi.foundation import clock
from nssi.signing.seal import sealing, stamps
from nssi.signing.seal.errors import SealNotReady, StampNotGiven
from nssi.signing.seal.own import own_seal_file
from nssi.signing.seal.sealing import seal
from nssi.signing.seal.verification import seal_anchors, verify_seal
from nssi.signing.verification import Fault, NotVerified
from tests.support.time_stamps import time_stamp_server

SOFTHSM = Path("/usr/lib/softhsm/libsofthsm2.so")


@pytest.fixture(autouse=True)
def _own_caches():
    def forget() -> None:
        sealing._loaded_seal.cache_clear()
        sealing._room_for_stamp.cache_clear()

    forget()
    yield
    forget()


@pytest.fixture(scope="module")
def letter() -> bytes:
    data = {"paragraphs": ["Дълго писмо."] * 120}
    issue = {"draft": False, "number": "9001-000001-29.11.2026", "date": "29.11.2026 г.", "body": "ТП на НОИ"}
    return render(PLAIN_LETTER, data, title="Писмо", issue=issue)


def fault_of(content: bytes, *, stamped: bool = False) -> Fault:
    with pytest.raises(NotVerified) as refusal:
        verify_seal(content, seal_anchors(), sealed_at=clock.now(), stamped=stamped)
    return refusal.value.fault


class TestWhatIsSealed:
    @pytest.mark.parametrize("stamped", [False, True], ids=["PAdES-B-B", "PAdES-B-T"])
    def test_it_is_valid_to_all_who_judge(self, letter, tmp_path, stamped):
        content = seal(letter, stamped=stamped)
        verify_seal(content, seal_anchors(), sealed_at=clock.now(), stamped=stamped)
        file = tmp_path / "letter.pdf"
        file.write_bytes(content)
        said = subprocess.run(["pdfsig", "-nocert", file], capture_output=True, text=True, check=False).stdout
        assert "Signature is Valid." in said
        assert "Total document signed" in said
        assert "ETSI.CAdES.detached" in said
        subprocess.run(["qpdf", "--check", file], capture_output=True, check=True)

    def test_the_letter_itself_is_not_changed_by_a_byte(self, letter):
        assert seal(letter, stamped=False).startswith(letter)

    def test_the_field_is_a_form_element_that_readers_aloud_find_from_both_sides(self, letter):
        """PDF/UA-1 7.18: a name, a place in the structure, and the order of the page's tabs; PDF/A-2: printed."""
        with pikepdf.open(io.BytesIO(seal(letter, stamped=False))) as pdf:
            assert len(pdf.pages) > 1
            (field,) = pdf.Root.AcroForm.Fields
            assert str(field.TU) == "Електронен печат на институцията"
            assert int(field.F) == 0b10000100
            page = pdf.pages[-1].obj
            assert page.Tabs == "/S"
            assert field.P.objgen == page.objgen
            assert field.objgen in {annotation.objgen for annotation in page.Annots}
            numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
            keys = [int(key) for key in numbers[::2]]
            assert keys == sorted(keys)
            element = numbers[2 * keys.index(int(field.StructParent)) + 1]
            assert (element.S, element.K.Type) == ("/Form", "/OBJR")
            assert element.K.Obj.objgen == field.objgen
            assert element.objgen in {kid.objgen for kid in element.P.K}
            assert int(pdf.Root.StructTreeRoot.ParentTreeNextKey) == keys[-1] + 1

    @pytest.mark.parametrize(
        ("damage", "fault"),
        [
            (lambda content: content.replace(b"Title", b"Titel", 1), Fault.BROKEN),
            (lambda content: content + b"\n%more\n", Fault.CHANGED_AFTER_SIGNING),
            (lambda content: content[: len(content) // 2], Fault.NOT_READABLE),
        ],
    )
    def test_what_was_altered_is_found(self, letter, damage, fault):
        assert fault_of(damage(seal(letter, stamped=False))) is fault

    def test_what_was_never_sealed_is_found(self, letter):
        assert fault_of(letter) is Fault.NOT_ONE_SIGNATURE

    def test_an_order_without_its_time_stamp_is_found(self, letter):
        assert fault_of(seal(letter, stamped=False), stamped=True) is Fault.SIGNING_TIME

    def test_a_seal_of_somebody_else_is_found(self, letter, settings, tmp_path):
        content = seal(letter, stamped=False)
        settings.VAR = tmp_path
        assert fault_of(content) is Fault.NOT_TRUSTED


class TestTheKey:
    @pytest.fixture
    def parts(self):
        content = own_seal_file().read_bytes()
        return load_pem_private_key(content, None), load_pem_x509_certificates(content)

    def judged(self, letter: bytes) -> None:
        verify_seal(seal(letter, stamped=False), seal_anchors(), sealed_at=clock.now(), stamped=False)

    def test_it_may_lie_in_a_pem_file_with_a_passphrase(self, letter, settings, tmp_path, parts):
        key, certificates = parts
        file, beside = tmp_path / "key.pem", tmp_path / "certificates.pem"
        file.write_bytes(
            key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption("тайна".encode()))
        )
        beside.write_bytes(b"".join(each.public_bytes(Encoding.PEM) for each in certificates))
        settings.SEAL_KEY_FILE, settings.SEAL_CERTIFICATES = str(file), [beside]
        settings.SEAL_PASSPHRASE = "друга"
        with pytest.raises(SealNotReady, match="wrong passphrase"):
            seal(letter, stamped=False)
        settings.SEAL_PASSPHRASE = "тайна"
        self.judged(letter)

    def test_it_may_lie_in_a_pkcs_12_file(self, letter, settings, tmp_path, parts):
        key, (certificate, *others) = parts
        file = tmp_path / "seal.p12"
        file.write_bytes(
            pkcs12.serialize_key_and_certificates(
                b"seal", key, certificate, others, BestAvailableEncryption(b"1234")
            )
        )
        settings.SEAL_KEY_FILE, settings.SEAL_PASSPHRASE = str(file), "1234"
        self.judged(letter)
        settings.SEAL_PASSPHRASE = ""
        sealing._loaded_seal.cache_clear()
        with pytest.raises(SealNotReady, match="wrong passphrase"):
            seal(letter, stamped=False)

    @pytest.mark.skipif(not SOFTHSM.exists(), reason="softhsm2 is not installed")
    def test_it_may_lie_in_a_token(self, letter, settings, tmp_path, parts, monkeypatch):
        key, certificates = parts
        (tmp_path / "tokens").mkdir()
        configuration, file, beside = (
            tmp_path / name for name in ("softhsm2.conf", "key.pem", "certificates.pem")
        )
        configuration.write_text(f"directories.tokendir = {tmp_path / 'tokens'}\nlog.level = ERROR\n")
        monkeypatch.setenv("SOFTHSM2_CONF", str(configuration))
        file.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        beside.write_bytes(b"".join(each.public_bytes(Encoding.PEM) for each in certificates))
        for arguments in (
            ["--init-token", "--free", "--label", "nssi", "--so-pin", "8765", "--pin", "4321"],
            ["--import", file, "--token", "nssi", "--label", "seal", "--id", "01", "--pin", "4321"],
        ):
            subprocess.run(["softhsm2-util", *arguments], check=True, capture_output=True)
        settings.SEAL_PKCS11_MODULE, settings.SEAL_PKCS11_TOKEN = str(SOFTHSM), "nssi"
        settings.SEAL_PKCS11_KEY, settings.SEAL_CERTIFICATES = "seal", [beside]
        settings.SEAL_PASSPHRASE = "4321"
        self.judged(letter)
        settings.SEAL_PKCS11_KEY = "another"
        sealing._loaded_seal.cache_clear()
        with pytest.raises(SealNotReady, match="NoSuchKey"):
            seal(letter, stamped=False)

    @pytest.mark.parametrize(
        "by", [timedelta(days=21 * 365), timedelta(days=-21 * 365)], ids=["after", "before"]
    )
    def test_it_is_not_used_outside_the_days_of_its_certificate(self, letter, by):
        seal(letter, stamped=False)
        with clock.shift(by), pytest.raises(SealNotReady, match="is valid from"):
            seal(letter, stamped=False)

    def test_one_that_was_put_right_is_loaded_without_a_new_start(self, letter, settings, tmp_path):
        settings.SEAL_KEY_FILE = str(tmp_path / "seal.pem")
        with pytest.raises(SealNotReady, match="No such file"):
            seal(letter, stamped=False)
        shutil.copy(own_seal_file(), settings.SEAL_KEY_FILE)
        self.judged(letter)

    def test_an_installation_that_is_no_demonstration_seals_with_nothing_of_its_own(self, letter, settings):
        settings.SEAL_MAY_BE_OWN = False
        with pytest.raises(SealNotReady, match="NSSI_SEAL_KEY_FILE"):
            seal(letter, stamped=False)

    def test_another_kind_of_key_is_refused(self, letter, settings, tmp_path, parts):
        file = tmp_path / "key.pem"
        key = ec.generate_private_key(ec.SECP256R1())
        file.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        settings.SEAL_KEY_FILE = str(file)
        settings.SEAL_CERTIFICATES = [own_seal_file()]
        with pytest.raises(SealNotReady, match="not an RSA key"):
            seal(letter, stamped=False)


class TestTheTimeStamp:
    def test_it_comes_from_the_server_of_the_settings(self, letter, settings):
        with time_stamp_server() as settings.TIMESTAMP_URL:
            content = seal(letter, stamped=True)
        verify_seal(content, seal_anchors(), sealed_at=clock.now(), stamped=True)

    @pytest.mark.parametrize(
        ("answer", "reason"),
        [
            (lambda request: (503, b""), "answers 503"),
            (lambda request: (200, b"<html>"), "is no stamp"),
            (lambda request: (200, b""), "is no stamp"),
            (lambda request: (200, bytes.fromhex("30053003020102")), "is no stamp"),  # a rejection
            (lambda request: (200, another_stamp()), "something else"),
        ],
    )
    def test_without_a_right_answer_nothing_is_sealed(self, letter, settings, answer, reason):
        with time_stamp_server(answer) as settings.TIMESTAMP_URL, pytest.raises(StampNotGiven, match=reason):
            seal(letter, stamped=True)

    def test_without_a_server_nothing_is_sealed(self, letter, settings):
        with time_stamp_server() as settings.TIMESTAMP_URL:
            pass
        with pytest.raises(StampNotGiven, match="does not answer"):
            seal(letter, stamped=True)
        with pytest.raises(
            StampNotGiven, match="a moment ago"
        ):  # workers have something else to do than to wait
            seal(letter, stamped=True)

    def test_there_is_none_of_our_own_but_on_a_demonstration(self, letter, settings):
        settings.SEAL_KEY_FILE = str(own_seal_file())
        settings.SEAL_MAY_BE_OWN = False
        with pytest.raises(StampNotGiven, match="NSSI_TIMESTAMP_URL"):
            seal(letter, stamped=True)
        seal(letter, stamped=False)


def another_stamp() -> bytes:
    return tsp.TimeStampResp(
        {"status": {"status": "granted"}, "time_stamp_token": stamps._own(bytes(32))}
    ).dump()
