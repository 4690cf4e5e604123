"""The register of administrative services: each folder of `services/` registers its own when the house starts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from django.urls import reverse

from nssi.applications.steps import Answers, Slot, Step, Text

if TYPE_CHECKING:
    from nssi.applications.models import Application


@dataclass(frozen=True)
class ServiceDescription:
    """What a person must know before the form (P-02, S1.2): texts in Bulgarian, lists with one thing an entry."""

    title: Text
    summary: Text
    provider: Text
    legal_basis: tuple[Text, ...]
    competent_body: Text
    who_may_apply: Text
    how_to_apply: tuple[Text, ...]
    documents: tuple[Text, ...]
    fee: Text
    term: Text
    how_result_is_received: tuple[Text, ...]
    what_happens_next: tuple[Text, ...]
    important_notes: tuple[Text, ...]
    tag: Text
    kinds: tuple[Text, ...] = ()
    """The kinds of documents that are issued, or the official forms, where a service has several."""
    look_first: tuple[Text, str] | None = None
    """What is worth looking up before the start: words, and the name of the page."""


@dataclass(frozen=True)
class Particulars:
    """What all services need to know of an application, whatever their questions are called.

    `competent_body_code`: whom it is addressed to, by the rule of the service (a `CompetentBody`; two digits for a local
    office); `email`: where the message with the УРИ goes; `delivery_method`: a value of
    `DeliveryMethod`; `delivery_address`: the exact address or the e-mail for it, empty for the counter.
    """

    competent_body_code: str
    email: str
    delivery_method: str
    delivery_address: str


@dataclass(frozen=True)
class PaperForm:
    """An official form on paper: its address on the page of forms (C-33), its title, and the typst file that draws it.

    The file draws it both empty and filled in (see templates/applications/paper.typ). `applies` says of which answers it
    is the form, where a service has several.
    """

    slug: str
    title: Text
    template: Path
    applies: Callable[[Answers], bool] = lambda answers: True


@dataclass(frozen=True)
class FormVersion:
    """The form of a service as it was at one time. A draft is finished on the form on which it was begun.

    Who applies for whom is read from the steps of `representation.py`, where the form has them. `papers`: the layouts in
    which a filed application is printed; without any it is printed as the person checked it. `at_once`: it has one page,
    which shows all that is filed, and its button files it.
    """

    version: str
    steps: tuple[Step, ...]
    slots: tuple[Slot, ...]
    particulars: Callable[[Answers], Particulars]
    papers: tuple[PaperForm, ...] = ()
    at_once: bool = False

    def paper_for(self, answers: Answers) -> PaperForm | None:
        """Return the layout in which an application with these answers is printed, or None."""
        return next((paper for paper in self.papers if paper.applies(answers)), None)


@dataclass(frozen=True)
class AdministrativeService:
    """An administrative service: its address, its register, its description, and its form where it has one.

    `register_index`: four digits, one a service (УРИ). `forms`: the form in force first, then earlier ones that drafts may
    still hold; empty for a service that has its own pages at `start_url_name`. `after_filing`: what happens once it is
    filed, for the page with the УРИ and for the message (C-23, M-01), one sentence an entry. `qes_only`: it is asked for by
    people who are logged in with a QES, or sign the form with one, and on no other way.
    """

    slug: str
    register_index: str
    description: ServiceDescription
    start_url_name: str = "application_start"
    forms: tuple[FormVersion, ...] = ()
    after_filing: tuple[Text, ...] | Callable[[Answers, date], tuple[Text, ...]] = ()
    qes_only: bool = False
    afterwards: Callable[["Application"], Sequence[tuple[Text, str]]] = lambda application: ()
    """What else a person can ask for about an application of theirs, each with the path of its page (C-25)."""

    def what_follows(self, answers: Answers, filed_on: date) -> tuple[Text, ...]:
        """Return what happens once an application with these answers is filed on `filed_on`."""
        return self.after_filing(answers, filed_on) if callable(self.after_filing) else self.after_filing

    @property
    def title(self) -> str:
        """The name under which the catalogue shows the service."""
        return str(self.description.title)

    @property
    def form(self) -> FormVersion:
        """The form in force. Raises IndexError where the service has none."""
        return self.forms[0]

    @property
    def start_address(self) -> str:
        """The path of the page where the service begins."""
        return reverse(self.start_url_name, args=[self.slug] if self.forms else [])

    def form_of(self, version: str) -> FormVersion:
        """Return the form that had this version, or the one in force where that version is no longer served."""
        return next((form for form in self.forms if form.version == version), self.form)


_services: dict[str, AdministrativeService] = {}


def register(service: AdministrativeService) -> None:
    """Add `service` to the register. Raises ValueError where its slug or its register index is taken."""
    for other in _services.values():
        if other.slug == service.slug or other.register_index == service.register_index:
            raise ValueError(f"{service.slug}: {other.slug} has the same address or register index")
    _services[service.slug] = service


def all_services() -> list[AdministrativeService]:
    """Return every service, in the order of their register indexes."""
    return sorted(_services.values(), key=lambda service: service.register_index)


def service(slug: str) -> AdministrativeService | None:
    """Return the service with this slug, or None."""
    return _services.get(slug)
