"""A document that a person adds after filing (C-27): to what it can be added, and what is asked about it."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from nssi.applications.changes import form_of, has_ended
from nssi.applications.models import Application
from nssi.applications.services import FormVersion
from nssi.applications.steps import Slot
from nssi.attachments.actions.take_in_file import FileRefused, judge_upload
from nssi.attachments.verdict import ACCEPTED_EXTENSIONS, Verdict
from nssi.look.forms import FileInput, PortalForm, Radios


def can_be_added_to(application: Application) -> bool:
    """Return whether a document can be added: the form asks for documents, and nobody has finished with it."""
    form = form_of(application)
    filed = application.state == Application.State.FILED
    return filed and form is not None and bool(form.slots) and not has_ended(application)


class AddedDocumentForm(PortalForm):
    """Which document it is, and its file, judged: `file` is cleaned to its content and the verdict."""

    what = forms.ChoiceField(
        label=_("Какъв документ добавяте?"),
        widget=Radios,
        error_messages={"required": _("Изберете какъв е документът")},
    )
    file = forms.FileField(
        label=_("Файл"),
        help_text=_(
            "До 2,5\u00a0МБ: .pdf, снимка, текст или таблица, без парола и без връзки към други адреси."
        ),
        widget=FileInput({"accept": ACCEPTED_EXTENSIONS.replace(" ", ",")}),
        error_messages={"required": _("Изберете файл"), "empty": _("Файлът е празен")},
    )

    def __init__(self, *sent: Any, application: Application) -> None:
        super().__init__(*sent)
        form = form_of(application)
        self._slots = {slot.name: slot for slot in form.slots} if isinstance(form, FormVersion) else {}
        choices = [(slot.name, slot.title) for slot in self._slots.values()]
        self.fields["what"].choices = choices  # type: ignore[attr-defined]

    @property
    def slot(self) -> Slot:
        """What the document is, among those that the form knows."""
        return self._slots[self.cleaned_data["what"]]

    def clean_file(self) -> tuple[bytes, Verdict]:
        """Judge the file by the rules for all documents (S1.5)."""
        upload: UploadedFile[bytes] = self.cleaned_data["file"]
        try:
            return judge_upload(upload, upload.name or "")
        except FileRefused as refusal:
            raise forms.ValidationError(refusal.finding.text) from None
