"""What officials are asked for when they work on a registration (O-06…O-08, O-40…O-42)."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from nssi.applications.models import ApplicationFile
from nssi.institution.parameters import current_parameters
from nssi.insurance.queries import declared_of
from nssi.law.errors import LawError
from nssi.law.facts import write
from nssi.law.unemployment_benefit.assess import assess
from nssi.law.unemployment_benefit.facts import Event, EventKind, Ground
from nssi.look.forms import DateField, Radios
from nssi.look.typography import date_text
from nssi.proceedings.forms import ActForm, NoteField, SeenForm
from nssi.proceedings.linked_documents import LinkedDocumentsForm, judgements_in
from nssi.proceedings.originals import PresentedOriginalsForm
from nssi.services.unemployment_benefit.case_facts import facts_in
from nssi.services.unemployment_benefit.circumstances import (
    EVENTS,
    DoesNotFollow,
    assessed_again,
    consequence_of,
    open_declarations,
    proposal_for,
)
from nssi.services.unemployment_benefit.known_events import known_event
from nssi.services.unemployment_benefit.models import BenefitDecision, DocumentResult
from nssi.services.unemployment_benefit.proposals import open_proposals
from nssi.services.unemployment_benefit.questions import FOREIGN
from nssi.services.unemployment_benefit.unduly import unduly_in
from nssi.terms.models import Task

Result = DocumentResult.Result


class DocumentsForm(LinkedDocumentsForm):
    """What is found of each document (O-06): accepted, returned with a reason; and what is missing."""

    missing = forms.CharField(
        label=_("Липсващи документи"),
        help_text=_("По един на ред. Оставете празно, ако нищо не липсва."),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
    )

    def asked_about(self) -> list[ApplicationFile]:
        """Return every document that came in."""
        files = ApplicationFile.objects.filter(application=self.proceeding.application_id).order_by("pk")
        return list(files.select_related("attachment"))

    def prepare(self) -> None:
        """Ask for a result of each document that came in, and for what is missing."""
        super().prepare()
        self._begin_with_what_was_found()

    def _begin_with_what_was_found(self) -> None:
        """Begin with the last results: a document that was added makes a new statement of all of them."""
        results = DocumentResult.objects.filter(registration__proceeding=self.proceeding)
        missing: dict[str, None] = {}
        last_at = max((row.at for row in results), default=None)
        for row in results:
            if row.file_id is not None:
                self.initial[f"result_{row.file_id}"] = row.result
                self.initial[f"why_{row.file_id}"] = row.why
            elif row.at == last_at:
                missing[row.title] = None
        self.initial["missing"] = "\n".join(missing)
        for file_id, judgement in judgements_in(self.proceeding.application_id).items():
            if judgement.accepted:
                self.initial[f"no_reference_{file_id}"] = judgement.why

    def clean(self) -> dict[str, Any]:
        """Tell the missing ones apart."""
        cleaned = super().clean()
        cleaned["missing_titles"] = [
            line.strip()[:200] for line in cleaned.get("missing", "").splitlines() if line.strip()
        ]
        return cleaned


class OriginalsForm(PresentedOriginalsForm):
    """Which originals of documents from other states were brought."""

    slots = FOREIGN


class IrregularitiesForm(ActForm):
    """What has to be put right (O-08)."""

    items = forms.CharField(
        label=_("Нередности"),
        help_text=_("По една на ред – така ще ги прочете лицето."),
        max_length=3000,
        widget=forms.Textarea({"rows": 5}),
        error_messages={"required": _("Опишете поне една нередност")},
    )

    def prepare(self) -> None:
        """Begin with the documents that were returned or are missing."""
        registration = getattr(self.proceeding, "registration", None)
        if registration is None:
            return
        last: dict[str, DocumentResult] = {row.title: row for row in registration.results.all()}
        told = [
            f"{row.title}: {row.get_result_display()}{f' – {row.why}' if row.why else ''}"
            for row in last.values()
            if row.result != Result.ACCEPTED
        ]
        self.initial["items"] = "\n".join(told)

    def clean_items(self) -> list[str]:
        """Return them one by one."""
        return [line.strip() for line in self.cleaned_data["items"].splitlines() if line.strip()]


class AssessmentForm(SeenForm):
    """What the official records for the assessment, each with its proof (O-41)."""

    terminated_on = DateField(label=_("Дата на прекратяване по акта"))
    ground = forms.ChoiceField(
        label=_("Основание за прекратяване по акта"),
        choices=[
            (Ground.OWN_WILL.value, _("по желание на лицето")),
            (Ground.MUTUAL_CONSENT.value, _("по взаимно съгласие")),
            (Ground.GUILTY_CONDUCT.value, _("заради виновно поведение")),
            (Ground.OTHER.value, _("друго")),
        ],
        widget=Radios,
        error_messages={"required": _("Изберете основанието")},
    )
    act_proof = forms.CharField(
        label=_("Доказателство за прекратяването"),
        help_text=_("Например „заповед №\u00a012 от 16.03.2026\u00a0г.“"),
        max_length=200,
        error_messages={"required": _("Посочете доказателството")},
    )
    registered_on = DateField(
        label=_("Регистрация в бюрото по труда от"),
        help_text=_("Оставете празно, ако лицето няма регистрация."),
        required=False,
    )
    registration_proof = forms.CharField(
        label=_("Доказателство за регистрацията"), required=False, max_length=200
    )
    late_for_good_reason = forms.BooleanField(label=_("Забавянето е по уважителни причини"), required=False)
    previous_right_on = DateField(label=_("Дата на предишно право на обезщетение, ако има"), required=False)
    note = NoteField(label=_("Бележка"), required=False)

    def prepare(self) -> None:
        """Begin with what the application says."""
        said = self.proceeding.application.answers.get("termination", {})
        if said:
            on = date.fromisoformat(said["terminated_on"])
            self.initial.update({"terminated_on": on, "ground": said["ground"]})
        super().prepare()

    def says(self) -> object:
        """Return what insurers have declared of the person."""
        return list(declared_of(self.proceeding.person))

    def clean(self) -> dict[str, Any]:
        """Assess, so that facts that cannot be are told here."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("registered_on") and not cleaned.get("registration_proof"):
            self.add_error("registration_proof", _("Посочете доказателството за регистрацията"))
        if self.errors:
            return cleaned
        try:
            cleaned["receipt"] = assess(facts_in(self.proceeding, cleaned), current_parameters())
        except LawError as error:
            raise ValidationError(error.told) from None
        cleaned["proofs"] = {
            "Прекратяване": cleaned["act_proof"],
            **(
                {"Регистрация в бюрото по труда": cleaned["registration_proof"]}
                if cleaned["registered_on"]
                else {}
            ),
        }
        return cleaned


class EventForm(ActForm):
    """A circumstance that changes the benefit (Art. 54g, 54d); it begins with what the person declared first, or a register tells."""

    kind = forms.ChoiceField(
        label=_("Какво се промени?"),
        choices=[(kind.value, text) for kind, text in EVENTS.items()],
        widget=Radios,
        error_messages={"required": _("Изберете какво се промени")},
    )
    on = DateField(label=_("От коя дата?"), error_messages={"required": _("Въведете датата")})
    proof = forms.CharField(
        label=_("Доказателство"), max_length=200, error_messages={"required": _("Посочете доказателството")}
    )

    def prepare(self) -> None:
        """Begin with the declaration that waits longest, or with what a register tells, and say which order the law asks for."""
        waiting = open_declarations(self.proceeding)
        if not waiting:
            self._begin_with_registers()
            return
        declared = waiting[0]
        proof = f"декларация {declared.registry_uid}"
        self.initial.update({"kind": declared.kind, "on": declared.on, "proof": proof})
        self.fields["kind"].help_text = _("Предложение по декларацията: %(order)s") % {
            "order": proposal_for(declared)
        }

    def _begin_with_registers(self) -> None:
        known = known_event(self.proceeding)
        if known is None:
            return
        self.initial.update({"kind": known.event.kind, "on": known.event.on, "proof": known.proof})
        self.fields["kind"].help_text = _("Предложение по регистрите: %(order)s") % {
            "order": known.consequence.kind.label
        }

    def clean(self) -> dict[str, Any]:
        """Assess anew with the event, so that what cannot be is told here."""
        cleaned: dict[str, Any] = super().clean() or {}
        if self.errors:
            return cleaned
        kind = EventKind(cleaned["kind"])
        try:
            consequence = consequence_of(self.proceeding, Event(kind, cleaned["on"]))
        except DoesNotFollow as refusal:
            raise ValidationError(str(refusal)) from None
        cleaned |= {"consequence": consequence, "receipt": consequence.receipt}
        with translation.override(settings.LANGUAGE_CODE):  # it stands in the order
            cleaned["proofs"] = {str(EVENTS[kind]): cleaned["proof"]}
        return cleaned


class AssessAgainForm(SeenForm):
    """With what the change is proven; the rest is in the registers."""

    proven = "Изменение"

    proof = forms.CharField(
        label=_("На какво се основава изменението?"),
        help_text=_(
            "Например „размери за 2027\u00a0г. по ЗБДОО“ или „коригирана декларация за 07.2025\u00a0г.“"
        ),
        max_length=200,
        error_messages={"required": _("Посочете на какво се основава изменението")},
    )

    def prepare(self) -> None:
        """Assess, if there is what to change."""
        self.receipt = assessed_again(self.proceeding)
        super().prepare()

    def says(self) -> object:
        """Return the assessment of today."""
        return self.receipt and write(self.receipt.answer)

    def clean(self) -> dict[str, Any]:
        """Bring the assessment and its proof together."""
        cleaned = super().clean()
        before = BenefitDecision.objects.filter(proceeding=self.proceeding).last()
        if self.receipt is None or before is None:
            raise ValidationError(_("По сегашните данни преценката е същата."))
        return {
            **cleaned,
            "receipt": self.receipt,
            "proofs": {**before.proofs, self.proven: cleaned.get("proof", "")},
        }


class AnnulForm(AssessAgainForm):
    """With what it is proven that there was no right."""

    proven = "Отмяна"

    def prepare(self) -> None:
        """Ask in its own words."""
        super().prepare()
        field = self.fields["proof"]
        field.label = _("На какво се основава отмяната?")
        field.help_text = _("Например „заличена декларация за 07.2025\u00a0г.“")
        field.error_messages["required"] = _("Посочете на какво се основава отмяната")


class LeaveProposalForm(ActForm):
    """Which proposed order is not issued, and why."""

    task = forms.ModelChoiceField(
        label=_("Кое предложение?"),
        queryset=Task.objects.none(),
        empty_label=None,
        widget=Radios,
        error_messages={
            "required": _("Изберете предложение"),
            "invalid_choice": _("Предложението вече не чака. Прегледайте преписката отново."),
        },
    )
    note = NoteField(label=_("Защо разпореждането не се издава?"))

    def prepare(self) -> None:
        """Offer what is proposed; one alone is chosen already."""
        waiting = open_proposals(self.proceeding)
        field = self.fields["task"]
        field.queryset = Task.objects.filter(pk__in=[each.pk for each in waiting])  # type: ignore[attr-defined]
        field.label_from_instance = lambda task: task.title  # type: ignore[attr-defined]
        if len(waiting) == 1:
            self.initial["task"] = waiting[0].pk


class LeaveAsIsForm(ActForm):
    """Why what was declared changes nothing."""

    note = NoteField(label=_("Защо промяната не засяга обезщетението?"))

    def prepare(self) -> None:
        """Say which declaration it is about: the one that waits longest."""
        for declared in open_declarations(self.proceeding)[:1]:
            self.fields["note"].help_text = _("Декларация %(uid)s: %(what)s, %(day)s") % {
                "uid": declared.registry_uid,
                "what": EVENTS[EventKind(declared.kind)],
                "day": date_text(declared.on),
            }


class UndulyForm(ActForm):
    """Why sums were received without ground, and whether the person knew (Art. 54e, 114)."""

    ground = forms.CharField(
        label=_("Защо сумите не са били дължими?"),
        help_text=_("Например „започната работа от 04.05.2026\u00a0г., съобщена след изплащането“"),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        error_messages={
            "required": _("Напишете защо сумите не са били дължими"),
            "max_length": _("Текстът може да е до %(limit_value)d\u00a0знака, а е %(show_value)d"),
        },
    )
    faith = forms.ChoiceField(
        label=_("Как са получени сумите?"),
        choices=[
            ("good", _("добросъвестно: връщат се без лихва")),
            ("bad", _("недобросъвестно: дължи се и лихва")),
        ],
        widget=Radios,
        error_messages={"required": _("Изберете как са получени сумите")},
    )
    cents = forms.IntegerField(widget=forms.HiddenInput)

    def prepare(self) -> None:
        """Show what is asked back: the page keeps the sum, so that another one is noticed."""
        receipt = unduly_in(self.proceeding)
        if receipt is None:
            return
        self.initial["cents"] = receipt.answer.money.cents
        self.fields["ground"].label = _("Защо не са били дължими %(amount)s?") % {
            "amount": receipt.answer.money.told
        }

    def clean(self) -> dict[str, Any]:
        """Notice that another sum is asked back now than the page showed."""
        cleaned: dict[str, Any] = super().clean() or {}
        receipt = unduly_in(self.proceeding)
        if receipt is None or receipt.answer.money.cents != cleaned.get("cents"):
            self.data = {**self.data, "cents": self.initial.get("cents", "")}  # what was typed stays
            raise ValidationError(_("Платеното или дължимото се промени. Прегледайте страницата отново."))
        return cleaned
