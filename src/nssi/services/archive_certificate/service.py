"""The service as the register knows it: its address, its form, its checklist, whom it is addressed to."""

from pathlib import Path

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from nssi.applications.representation import (
    CAPACITY,
    HEIR,
    HEIRS_CERTIFICATE_SLOT,
    POWER_OF_ATTORNEY,
    POWER_OF_ATTORNEY_SLOT,
    REPRESENTED,
)
from nssi.applications.services import AdministrativeService, FormVersion, PaperForm, Particulars
from nssi.applications.shared_forms import DeclarationForm, DocumentsForm, PersonalDataForm, delivery_of
from nssi.applications.steps import Answers, Kind, Slot, Step
from nssi.services.archive_certificate.description import DESCRIPTION
from nssi.services.archive_certificate.follow_up import after_filing, ask_for_duplicate
from nssi.services.archive_certificate.forms import (
    BodyForm,
    CertificateForm,
    DeliveryForm,
    DuplicateForm,
    InsurersForm,
    NamesForm,
    PurposeForm,
    StartForm,
)

CHOSEN = "osiguritel"
"""How the address names the insurer that was chosen in the enquiry (see start.html)."""


def is_duplicate(answers: Answers) -> bool:
    """Return whether a duplicate is asked for: it goes its own, shorter way (S2.7)."""
    return answers.get("certificate", {}).get("wanted") == "duplicate"


def is_new(answers: Answers) -> bool:
    """Return whether a new document is asked for."""
    return answers.get("certificate", {}).get("wanted") == "document"


def names_differ(answers: Answers) -> bool:
    """Return whether the documents carry other names than the present ones (R-04)."""
    return answers.get("names", {}).get("names_differ") == "yes"


def application_address(insurer_id: int | None) -> str:
    """Return the first page of the form, with an insurer taken over from the enquiry (P-04), or the page of the service."""
    if insurer_id is None:
        return reverse("service_detail", args=[ARCHIVE_CERTIFICATE.slug])
    start = reverse("application_step", args=[ARCHIVE_CERTIFICATE.slug, FORM.steps[0].slug])
    return f"{start}?{CHOSEN}={insurer_id}"


def _particulars(answers: Answers) -> Particulars:
    method, address = delivery_of(answers)
    return Particulars(
        competent_body_code=answers["body"]["body"],
        email=answers["personal_data"]["email"],
        delivery_method=method,
        delivery_address=address,
    )


FORM = FormVersion(
    version="2026-1",
    steps=(
        Step(
            "start",
            "nachalo",
            _("Преди да започнете"),
            StartForm,
            own_template="archive_certificate/start.html",
        ),
        CAPACITY,
        REPRESENTED,
        POWER_OF_ATTORNEY,
        HEIR,
        Step("personal_data", "lichni-danni", _("Лични данни"), PersonalDataForm),
        Step("certificate", "vid", _("Вид на документа"), CertificateForm),
        Step(
            "duplicate",
            "dublikat",
            _("Дубликат"),
            DuplicateForm,
            own_template="archive_certificate/duplicate.html",
            applies=is_duplicate,
        ),
        Step(
            "insurers",
            "osiguritel",
            _("Осигурители и периоди"),
            InsurersForm,
            own_template="archive_certificate/insurers.html",
            applies=is_new,
        ),
        Step("purpose", "tsel", _("За какво е нужен документът"), PurposeForm, applies=is_new),
        Step("names", "imena", _("Различни имена"), NamesForm, applies=is_new),
        Step("documents", "dokumenti", _("Документи"), DocumentsForm, Kind.DOCUMENTS),
        Step(
            "body",
            "tp",
            _("До кого е заявлението"),
            BodyForm,
            own_template="archive_certificate/body.html",
        ),
        Step("delivery", "poluchavane", _("Начин на получаване"), DeliveryForm),
        Step("check", "proverka", _("Проверете данните"), DeclarationForm, Kind.CHECK),
    ),
    slots=(
        Slot(
            "employment_record_book",
            _("Копие на трудова книжка"),
            hint=_("Ако имате: страниците с името и със стажа при осигурителя"),
            applies=is_new,
        ),
        Slot(
            "name_identity_certificate",
            _("Удостоверение за идентичност на имена"),
            required=True,
            missing=_("Приложете удостоверение за идентичност на имена"),
            applies=names_differ,
        ),
        HEIRS_CERTIFICATE_SLOT,
        POWER_OF_ATTORNEY_SLOT,
        Slot("other", _("Друг документ")),
    ),
    particulars=_particulars,
    papers=(
        PaperForm(
            "zayavlenie-osiguritelen-arhiv",
            _("Заявление за документ от осигурителния архив"),
            Path(__file__).parent / "templates" / "archive_certificate" / "application.typ",
        ),
    ),
)

ARCHIVE_CERTIFICATE = AdministrativeService(
    slug="arhivni-udostovereniya",
    register_index="1002",
    description=DESCRIPTION,
    forms=(FORM,),
    after_filing=after_filing,
    afterwards=ask_for_duplicate,
)
