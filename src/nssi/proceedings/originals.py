"""Documents that came in as copies, and which of their originals an official has seen (S1.4, S2.2, S3.7)."""

from collections.abc import Collection
from typing import ClassVar
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from nssi.applications.models import ApplicationFile
from nssi.look.forms import Checkboxes
from nssi.proceedings.forms import ActForm


def files_in(application_id: UUID, slots: Collection[str]) -> list[ApplicationFile]:
    """Return the documents of an application in these slots, those added later too."""
    files = ApplicationFile.objects.filter(application_id=application_id, slot__in=slots)
    return list(files.select_related("attachment", "original_seen").order_by("pk"))


def is_seen(file: ApplicationFile) -> bool:
    """Return whether an official has seen the original of a document."""
    return hasattr(file, "original_seen")


def label_of(file: ApplicationFile) -> str:
    """Return how a document is called in letters and on pages."""
    return f"{file.title}: {file.attachment.name}"


class PresentedOriginalsForm(ActForm):
    """Which originals were brought; `slots`: of which documents originals are asked at all."""

    slots: ClassVar[tuple[str, ...]] = ()

    documents = forms.MultipleChoiceField(
        label=_("Кои оригинали видяхте?"),
        widget=Checkboxes,
        error_messages={"required": _("Изберете поне един документ")},
    )

    def prepare(self) -> None:
        """Offer the documents whose originals nobody has seen yet."""
        came = files_in(self.proceeding.application_id, self.slots)
        self.waiting = [file for file in came if not is_seen(file)]
        choices = [(str(file.pk), label_of(file)) for file in self.waiting]
        self.fields["documents"].choices = choices  # type: ignore[attr-defined]

    def clean_documents(self) -> list[ApplicationFile]:
        """Return the documents themselves."""
        chosen = set(self.cleaned_data["documents"])
        return [file for file in self.waiting if str(file.pk) in chosen]
