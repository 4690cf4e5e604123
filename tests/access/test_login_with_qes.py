"""Logging in with a QES: the certificate is checked with its issuer, and only in the browser that began (L-03, S1.1)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import quote, urlsplit

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import AuthorityInformationAccessOID, NameOID
from django.test import Client

from nssi.access.actions.begin_qes_login import VALID_FOR
from nssi.access.actions.check_certificate import check_certificate
from nssi.access.models import QesLogin
from nssi.audit.models import AuditEntry
from nssi.demo.qes.authority import Issued, Subject, kept_authority
from nssi.foundation import clock
from nssi.look.page_client import PageClient
from nssi.people.actions.recognise_person import recognise_person
from nssi.people.identifiers import Kind
from nssi.people.models import Names
from tests.signing.answers import answering
from tests.support.issuer import SECRET, Issuer, issuer

__all__ = ["issuer"]

MARIA = Subject("PNOBG-8502124512", "Maria", "Ivanova")
FOREIGNER = Subject("PI:BG-7111042925", "Jean", "Martin")


@pytest.fixture
def browser(db) -> PageClient:
    return PageClient(Client())


def begin(browser: PageClient, next_page: str = "") -> str:
    """Press the button; return the path on the host of certificates to which it leads."""
    response = browser.client.post("/vhod/kep/", {"next": next_page})
    assert response.status_code == 303
    assert response["Location"].startswith("https://kep.example/vhod/kep/udostoverenie/")
    return urlsplit(response["Location"]).path


def show(path: str, certificate: x509.Certificate | None, secret: str = SECRET) -> str:
    """Show a certificate to the proxy, as a browser of its own would; return where that browser is sent."""
    shown = quote(certificate.public_bytes(Encoding.PEM)) if certificate else ""
    response = Client(headers={"X-Nssi-Client-Certificate": f"{secret} {shown}"}).get(path)
    assert response.status_code == 303
    return response["Location"].removeprefix("http://testserver")


def ask_issuer() -> None:
    """Do what the job does."""
    for login in QesLogin.objects.filter(state=QesLogin.State.PRESENTED):
        check_certificate(login.pk)


def come_back(browser: PageClient, address: str) -> None:
    response = browser.client.get(address)
    assert (response.status_code, response["Location"]) == (303, "/vhod/kep/proverka/")


def log_in(browser: PageClient, issued: Issued | None, next_page: str = "") -> None:
    """Go the whole way, up to the page that says what became of it."""
    come_back(browser, show(begin(browser, next_page), issued.certificate if issued else None))
    ask_issuer()


def test_a_person_logs_in_with_a_qualified_certificate(browser, issuer):  # S1.1
    issued = issuer.authority.certify(MARIA)
    come_back(browser, show(begin(browser), issued.certificate))
    waiting = browser.get("/vhod/kep/proverka/")
    assert "Питаме издателя" in waiting.text
    assert (
        browser.client.get("/vhod/kep/proverka/sastoyanie/", headers={"HX-Request": "true"}).status_code
        == 204
    )
    ask_issuer()
    checked = browser.get("/vhod/kep/proverka/")
    assert "Влизате като Maria Ivanova." in checked.text
    response = browser.client.post("/vhod/kep/proverka/")
    assert (response.status_code, response["Location"]) == (302, "/moite/")
    assert browser.client.get("/moite/").status_code == 200
    entry = AuditEntry.objects.get(event="access.log_in_with_qes")
    assert entry.details == {"certificate": QesLogin.objects.get().certificate_sha256}


def test_it_returns_to_the_page_that_asked_for_the_login(browser, issuer):
    log_in(browser, issuer.authority.certify(MARIA), next_page="/moite/zayavleniya/")
    assert browser.client.post("/vhod/kep/proverka/")["Location"] == "/moite/zayavleniya/"


def test_it_leads_to_no_page_of_another_host(browser, issuer):
    log_in(browser, issuer.authority.certify(MARIA), next_page="https://elsewhere.example/")
    assert browser.client.post("/vhod/kep/proverka/")["Location"] == "/moite/"


def test_the_known_person_is_recognised_and_keeps_the_names(browser, issuer):
    known = recognise_person(Kind.EGN, "8502124512", Names("Мария", "Петрова", "Иванова"))
    log_in(browser, issuer.authority.certify(MARIA))
    browser.client.post("/vhod/kep/proverka/")
    assert QesLogin.objects.get().person == known
    known.refresh_from_db()
    assert known.full_name == "Мария Петрова Иванова"


def test_the_prefix_says_whether_a_number_is_an_egn_or_a_lnch(browser, issuer):
    log_in(browser, issuer.authority.certify(FOREIGNER))
    person = QesLogin.objects.get().person
    assert person.identifiers.get().kind == Kind.LNCH


def test_a_certificate_of_a_person_in_an_organisation_logs_in_the_person(browser, issuer):
    log_in(browser, issuer.authority.certify(replace(MARIA, organisation="NTRBG-121082521")))
    browser.client.post("/vhod/kep/proverka/")
    assert browser.client.get("/moite/").status_code == 200
    assert QesLogin.objects.get().person.identifiers.get().number == "8502124512"


REFUSED: list[tuple[str, Callable[[Issuer], Issued | None], str]] = [
    ("no certificate is shown", lambda issuer: None, "не показа удостоверение"),
    (
        "expired",
        lambda issuer: issuer.authority.certify(
            MARIA, starts=datetime.now(UTC) - timedelta(days=20), lasts=timedelta(days=10)
        ),
        "изтекло или прекратено",
    ),
    ("revoked", lambda issuer: _revoked(issuer), "изтекло или прекратено"),
    ("its issuer does not answer", lambda issuer: _of_a_silent(issuer), "не отговаря"),
    ("not qualified", lambda issuer: issuer.authority.certify(MARIA, qualified=False), "не е прието"),
    (
        "of an organisation alone",
        lambda issuer: issuer.authority.certify(Subject("", "", "", "NTRBG-121082521")),
        "юридическо лице",
    ),
    (
        "without a number",
        lambda issuer: issuer.authority.certify(Subject("IDCBG-123456789", "A", "B")),
        "няма ЕГН",
    ),
    (
        "an identifier after PI:BG- that is no ЛНЧ",
        lambda issuer: issuer.authority.certify(Subject("PI:BG-7111042922", "A", "B")),
        "няма ЕГН",
    ),
]


def _revoked(issuer: Issuer) -> Issued:
    issued = issuer.authority.certify(MARIA)
    issuer.revoke(issued.certificate)
    return issued


def _of_a_silent(issuer: Issuer) -> Issued:
    issuer.fall_silent()
    return issuer.authority.certify(MARIA)


@pytest.mark.parametrize(("case", "make", "said"), REFUSED, ids=[case for case, _, _ in REFUSED])
def test_what_opens_nothing_says_why(browser, issuer, case, make, said):
    log_in(browser, make(issuer))
    page = browser.get("/vhod/kep/proverka/")
    assert said in page.text
    assert browser.client.post("/vhod/kep/proverka/").status_code == 200
    assert browser.client.get("/moite/").status_code == 302


def test_a_stranger_issuer_is_not_trusted(browser, issuer, tmp_path):
    (tmp_path / "other").mkdir()
    stranger = kept_authority(tmp_path / "other", issuer.authority.crl_url)
    log_in(browser, stranger.certify(MARIA))
    assert "не е прието" in browser.get("/vhod/kep/proverka/").text


def test_no_address_that_a_strangers_certificate_names_is_asked(browser, issuer):  # SSRF
    asked = []
    with answering(200, b"inside", asked=asked) as inside:
        log_in(browser, _of_a_stranger(f"{inside}/latest/meta-data"))
    assert "не е прието" in browser.get("/vhod/kep/proverka/").text
    assert asked == []


def test_no_issuer_leads_us_elsewhere(browser, issuer):  # SSRF
    asked = []
    with answering(200, issuer.list, asked=asked) as inside:
        issuer.lead_to(f"{inside}/latest/meta-data")
        log_in(browser, issuer.authority.certify(MARIA))
    assert "не отговаря" in browser.get("/vhod/kep/proverka/").text
    assert asked == []


def _of_a_stranger(address: str) -> Issued:
    """What anybody can make: a certificate of an issuer that nobody knows, with an address wherever one can stand."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.SERIAL_NUMBER, MARIA.number)])
    place = x509.UniformResourceIdentifier(address)
    about = [
        x509.AccessDescription(each, place)
        for each in (AuthorityInformationAccessOID.CA_ISSUERS, AuthorityInformationAccessOID.OCSP)
    ]
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Nobody")]))
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime.now(UTC) - timedelta(days=1))
        .not_valid_after(datetime.now(UTC) + timedelta(days=1))
        .add_extension(x509.AuthorityInformationAccess(about), critical=False)
        .add_extension(
            x509.CRLDistributionPoints([x509.DistributionPoint([place], None, None, None)]), critical=False
        )
    )
    return Issued(builder.sign(key, SHA256()), key)


@pytest.mark.parametrize("before", ["", " ", "guessed ", f"{SECRET}x "])
def test_the_header_counts_from_the_proxy_alone(browser, issuer, before):
    """Also where a browser writes X_Nssi_Client_Certificate and the proxy lets that through beside its own secret."""
    path = begin(browser)
    certificate = quote(issuer.authority.certify(MARIA).certificate.public_bytes(Encoding.PEM))
    headers = {"X-Nssi-Proxy-Secret": SECRET, "X-Nssi-Client-Certificate": f"{before}{certificate}"}
    assert Client(headers=headers).get(path).status_code == 403
    assert QesLogin.objects.get().state == QesLogin.State.BEGUN


def test_the_certificate_of_another_never_opens_the_session_of_whoever_sent_them_there(browser, issuer):
    """A link to the host of certificates, sent to a victim, leads the victim's browser back and nobody in."""
    victim = PageClient(Client())
    ticket = show(begin(browser), issuer.authority.certify(MARIA).certificate)
    ask_issuer()
    come_back(victim, ticket)
    for either in (browser, victim):
        assert either.client.post("/vhod/kep/proverka/").status_code == 200
        assert either.client.get("/moite/").status_code == 302


def test_a_login_is_used_once(browser, issuer):
    log_in(browser, issuer.authority.certify(MARIA))
    browser.client.post("/vhod/kep/proverka/")
    browser.client.post("/izhod/")
    assert browser.client.post("/vhod/kep/proverka/").status_code == 200
    assert browser.client.get("/moite/").status_code == 302


def test_a_certificate_is_shown_once(browser, issuer):
    path, certificate = begin(browser), issuer.authority.certify(MARIA).certificate
    show(path, certificate)
    assert show(path, certificate) == "/vhod/kep/proverka/"


def test_a_login_that_took_too_long_is_begun_anew(browser, issuer):
    log_in(browser, issuer.authority.certify(MARIA))
    with clock.shift(VALID_FOR):
        page = browser.get("/vhod/kep/proverka/")
        assert "Започнете го отначало" in page.text
        assert browser.client.post("/vhod/kep/proverka/").status_code == 200


@pytest.mark.parametrize("shown", ["rubbish", "-----BEGIN CERTIFICATE-----", "%00", "A" * 20_000])
def test_what_is_no_certificate_is_told_so(browser, issuer, shown):
    headers = {"X-Nssi-Client-Certificate": f"{SECRET} {shown}"}
    address = Client(headers=headers).get(begin(browser))["Location"].removeprefix("http://testserver")
    come_back(browser, address)
    assert "не показа удостоверение" in browser.get("/vhod/kep/proverka/").text


def test_a_portal_without_such_a_host_says_so(browser, settings):
    settings.QES_URL = ""
    assert "не е включен" in browser.get("/vhod/kep/").text
    assert not QesLogin.objects.exists()
