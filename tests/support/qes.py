"""A person who has a qualified electronic signature and no PIK, as a browser test acts."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509

from nssi.demo.qes.authority import Issued, Subject, kept_authority, write_private
from nssi.demo.qes.front import crl_url_at
from nssi.operate.installation import Installation
from tests.support.journeys import Visit
from tests.support.phone import Phone


@dataclass(frozen=True)
class Holder:
    """A holder of a certificate; `browser` is what `open_page(qes=…)` needs to show it."""

    number: str
    issued: Issued
    browser: tuple[str, Path]

    @classmethod
    def new(cls, installation: Installation) -> "Holder":
        """Return somebody new, with a certificate of the installation's test issuer."""
        number = Phone.register_new(installation.simulator_url).number
        variables = installation.environment
        folder = Path(variables["NSSI_VAR"]) / "qes"
        authority = kept_authority(folder, crl_url_at(int(variables["DEMO_QES_LISTS_PORT"])))
        issued = authority.certify(Subject(f"PNOBG-{number}", "Мария", "Иванова"))
        file = folder / f"{number}.pem"
        write_private(file, issued.to_pem())
        return cls(number, issued, (installation.qes_url, file))

    @property
    def certificate(self) -> x509.Certificate:
        return self.issued.certificate


def logs_in_with_qes(visit: Visit) -> None:
    """From the page of the ways to log in to the page that asked for the login."""
    visit.follow("Вход с КЕП")
    visit.press("Към избора на удостоверение")
    visit.wait_until_done()
    visit.press("Влезте")


def officials_do(installation: Installation, registry_uid: str, *acts: str) -> None:
    """Let demonstration officials do these acts in the proceeding of an application, each `user name:act:JSON`."""
    subprocess.run(
        [sys.executable, "-c", _DO, registry_uid, *acts],
        env=installation.environment,
        cwd=Path(__file__).parents[2],
        check=True,
    )


_DO = """
import json, sys, django
django.setup()
from nssi.access.models import Official
from nssi.proceedings.actions.perform import perform
from nssi.proceedings.models import Proceeding
proceeding = Proceeding.objects.get(application__registry_uid=sys.argv[1])
for said in sys.argv[2:]:
    username, act, data = said.split(":", 2)
    perform(act, proceeding.pk, Official.objects.get(username=username), json.loads(data))
"""
