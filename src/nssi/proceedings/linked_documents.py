"""Documents with links to other addresses: they are not examined until an official returns them, or records why the links are
no reference (S1.5). One rule for every service: what rests on documents waits for it (`Act.rests_on_documents`).
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nssi.applications.models import ApplicationFile
from nssi.attachments.verdict import kept_in_words
from nssi.look.forms import Radios
from nssi.proceedings.actions.judge_links import judge_links
from nssi.proceedings.actions.tell_person import tell_person
from nssi.proceedings.forms import ActForm
from nssi.proceedings.models import LinksJudgement, Proceeding
from nssi.proceedings.originals import label_of
from nssi.proceedings.procedures import Doing, Text, procedure_of

ACCEPTED, RETURNED = "accepted", "returned"
LONGEST_WHY = 300


def judgements_in(application_id: UUID) -> dict[int, LinksJudgement]:
    """Return what was judged last of the links in the documents of an application, by the id of the document."""
    judged = LinksJudgement.objects.filter(file__application_id=application_id).select_related("official")
    return {judgement.file_id: judgement for judgement in judged}


def unjudged(application_id: UUID) -> list[ApplicationFile]:
    """Return the documents with links of which nobody has judged yet, those added later too."""
    waiting = ApplicationFile.objects.filter(
        application_id=application_id,
        attachment__findings__contains=[{"code": "links"}],
        links_judged=None,
    )
    return list(waiting.select_related("attachment").order_by("pk"))


def links_in_the_way(proceeding: Proceeding) -> Text:
    """Return that documents with links wait to be judged, or nothing."""
    waiting = unjudged(proceeding.application_id)
    if not waiting:
        return ""
    return gettext(
        "Върнете документите с връзки към други адреси или запишете защо връзката не е препратка: %(names)s."
    ) % {"names": ", ".join(file.attachment.name for file in waiting)}


def nothing_to_judge(proceeding: Proceeding) -> Text:
    """Return that no document with links waits, or nothing."""
    return "" if unjudged(proceeding.application_id) else _("Няма документ с връзки, който да чака.")


def found_in(proceeding: Proceeding) -> dict[int, Text]:
    """Return what was found of each document that came in, by its id: returned for its links, or what the service says."""
    returned: dict[int, Text] = {
        file_id: gettext("върнат: %(why)s") % {"why": judgement.why}
        for file_id, judgement in judgements_in(proceeding.application_id).items()
        if not judgement.accepted
    }
    return returned | dict(procedure_of(proceeding).found(proceeding))


def told_to_person(proceeding: Proceeding) -> Mapping[int, Text]:
    """Return the same as its person reads it: also that a document with links is not examined as it is."""
    marked = {
        file.pk: " ".join(kept_in_words(each) for each in file.attachment.findings if each["code"] == "links")
        for file in unjudged(proceeding.application_id)
    }
    return marked | found_in(proceeding)


class LinkedDocumentsForm(ActForm):
    """What is found of documents: accepted, or returned with its reason; with links accepted only with the reason for it.

    A service that examines all documents extends it. It cleans to `results`: document, whether it is accepted, and why.
    """

    def asked_about(self) -> list[ApplicationFile]:
        """Return the documents that are asked about."""
        return unjudged(self.proceeding.application_id)

    def prepare(self) -> None:
        """Ask for a result of each document."""
        self.attached = self.asked_about()
        asked: dict[str, forms.Field] = {}
        for file in self.attached:
            linked = file.attachment.has_links
            no_reference = (f"no_reference_{file.pk}",) if linked else ()
            asked[f"result_{file.pk}"] = forms.ChoiceField(
                label=label_of(file),
                help_text=_("Съдържа връзки към други адреси и не се разглежда така.") if linked else "",
                choices=[(ACCEPTED, _("приет")), (RETURNED, _("върнат"))],
                widget=Radios(conditional={ACCEPTED: no_reference, RETURNED: (f"why_{file.pk}",)}),
                error_messages={"required": _("Отбележете резултат за всеки документ")},
            )
            if linked:
                asked[f"no_reference_{file.pk}"] = forms.CharField(
                    label=_("Защо връзката не е препратка?"),
                    help_text=_("Например „адресът е на бланката на осигурителя“"),
                    required=False,
                    max_length=LONGEST_WHY,
                )
            asked[f"why_{file.pk}"] = forms.CharField(
                label=_("Защо се връща?"), required=False, max_length=LONGEST_WHY
            )
        self.fields = {**asked, **self.fields}

    def clean(self) -> dict[str, Any]:
        """See that each result that needs its reason has it, and write what was judged of links for the history."""
        cleaned: dict[str, Any] = super().clean() or {}
        results, judged = [], []
        for file in self.attached:
            accepted = cleaned.get(f"result_{file.pk}") == ACCEPTED
            returned = cleaned.get(f"result_{file.pk}") == RETURNED
            field = f"no_reference_{file.pk}" if accepted else f"why_{file.pk}"
            why = cleaned.get(field, "").strip()
            if returned and not why:
                self.add_error(field, _("Напишете защо се връща документът"))
            if accepted and file.attachment.has_links and not why:
                self.add_error(field, _("Напишете защо връзката не е препратка, или върнете документа"))
            results.append((file, accepted, why))
            if file.attachment.has_links:
                judged.append(
                    f"{label_of(file)} – {'връзката не е препратка' if accepted else 'върнат'}: {why}"
                )
        cleaned |= {"results": results, "note": "\n".join(judged)}
        return cleaned


def judge(doing: Doing) -> None:
    """Record what was judged, and tell the person where a document is returned."""
    assert doing.official is not None  # noqa: S101 – officials do this
    judged = judge_links(doing.data["results"], doing.official)
    returned = [judgement for judgement in judged if not judgement.accepted]
    if returned:
        tell_person(doing.proceeding, "proceedings/messages/returned", str(returned[0].pk))
