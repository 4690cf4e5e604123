"""How forms look: Django's form renderer with our templates, the form all pages use, and the date of three boxes.

A page's form is a `PortalForm`; Django's own fields and widgets are used as they are. Ids: the hint of field `x` is
`id_x_helptext`, its error `id_x_error`; an entry of the error summary leads to the first control of its field.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, cast

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import TemplatesSetting
from django.forms.widgets import Input
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class ErrorEntry:
    """One line of the error summary: what is wrong, and the id of the control where it is put right."""

    text: str
    target: str


@dataclass(frozen=True)
class Option:
    """One radio button or checkbox: its control, its words, and the fields that belong to it alone."""

    tag: str
    id: str
    label: str
    hint: str
    fields: tuple["PortalBoundField", ...]


class PortalBoundField(forms.BoundField):
    """A field on the page: its classes, its template, and where an error leads."""

    field_templates = (
        (forms.RadioSelect, "forms/options.html"),  # checkboxes of one question are a kind of it
        (forms.CheckboxInput, "forms/checkbox.html"),
    )
    control_classes = (
        ((forms.CheckboxSelectMultiple, forms.CheckboxInput), "govuk-checkboxes__input", ""),
        (forms.RadioSelect, "govuk-radios__input", ""),
        (forms.FileInput, "govuk-file-upload", "govuk-file-upload--error"),
        (forms.Textarea, "govuk-textarea", "govuk-textarea--error"),
        (forms.Select, "govuk-select", "govuk-select--error"),
        (Input, "govuk-input", "govuk-input--error"),
    )

    @property
    def template_name(self) -> str:
        widget = self.field.widget
        for widgets, template in self.field_templates:
            if isinstance(widget, widgets):
                return template
        return self.form.renderer.field_template_name

    @property
    def is_page_heading(self) -> bool:
        """Whether the label of this field is the page's heading: the only question of its page."""
        return self.name == getattr(self.form, "heading", "")

    @property
    def kind(self) -> str:
        """The family of classes of a group of options: radios or checkboxes."""
        return "checkboxes" if isinstance(self.field.widget, forms.CheckboxSelectMultiple) else "radios"

    @property
    def error_target(self) -> str:
        """The id of the control that an entry of the error summary leads to."""
        widget = self.field.widget
        if isinstance(widget, DateInput):
            return widget.first_wrong_id(self.auto_id, self.value())
        if isinstance(widget, forms.RadioSelect):
            return f"{self.auto_id}_0"
        return self.auto_id

    @cached_property
    def options(self) -> list[Option]:
        """The radio buttons or checkboxes of this field with their hints and conditional fields."""
        hints: Mapping[str, Any] = getattr(self.field.widget, "hints", {})
        options = []
        for subwidget in self.subwidgets:
            value, control = str(subwidget.data["value"]), subwidget.data["attrs"]
            fields = tuple(
                cast(PortalBoundField, self.form[name]) for name in self.conditional_fields.get(value, ())
            )
            if hint := hints.get(value, ""):
                control["aria-describedby"] = f"{control['id']}_hint"
            options.append(Option(subwidget.tag(), control["id"], subwidget.choice_label, hint, fields))
        return options

    @property
    def conditional_fields(self) -> Mapping[str, Sequence[str]]:
        """The names of the fields that belong to one option, by the value of the option."""
        return getattr(self.field.widget, "conditional", {})

    def build_widget_attrs(self, attrs: Any, widget: forms.Widget | None = None) -> dict[str, Any]:
        widget = widget or self.field.widget
        built = super().build_widget_attrs(attrs, widget)
        if widget.is_hidden:
            return built
        for widgets, base, error in self.control_classes:
            if isinstance(widget, widgets):
                own = widget.attrs.get("class", "")
                built["class"] = " ".join(filter(None, (base, own, error if self.errors else "")))
                break
        if isinstance(widget, forms.RadioSelect):
            built.pop(
                "aria-invalid", None
            )  # not for a single option; the group's description tells of the error
        return built


class PortalRenderer(TemplatesSetting):
    """Django's form renderer with the templates of this room."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
    bound_field_class = PortalBoundField


class PortalForm(forms.Form):
    """A form of the portal. The server alone validates it, so its errors are the same with and without scripts.

    `heading` names the field whose label is the page's heading, where the page asks one thing only.
    """

    heading: ClassVar[str] = ""
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)

    def __getitem__(self, name: str) -> PortalBoundField:
        return cast(PortalBoundField, super().__getitem__(name))  # the renderer has them made so

    def shown_fields(self) -> list[PortalBoundField]:
        """Return the fields that stand in the form by themselves: neither hidden nor under an option of another."""
        fields = self._seen_fields()
        conditional = {
            name for field in fields for names in field.conditional_fields.values() for name in names
        }
        return [field for field in fields if field.name not in conditional]

    @property
    def error_entries(self) -> list[ErrorEntry]:
        """The entries of the error summary, in the order of the page. Empty while nothing was sent."""
        fields = self._seen_fields()
        first = fields[0].error_target if fields else "main-content"
        entries = [ErrorEntry(str(text), first) for text in self.non_field_errors()]
        for field in fields:
            entries += [ErrorEntry(str(text), field.error_target) for text in field.errors]
        return entries

    def _seen_fields(self) -> list[PortalBoundField]:
        return [self[name] for name in self.fields if not self[name].is_hidden]


class PasswordInput(forms.PasswordInput):
    """A secret with a button that shows it; what was typed is never sent back to the page."""

    template_name = "forms/password.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        hooks = (
            "govuk-password-input__input govuk-js-password-input-input"  # of the script that shows and hides
        )
        super().__init__(
            {"autocomplete": "current-password", "spellcheck": "false", **(attrs or {}), "class": hooks}
        )


class FileInput(forms.FileInput):
    """A file. With scripts the words of the control are ours, and a file can be dropped there."""

    template_name = "forms/file.html"


class Radios(forms.RadioSelect):
    """Radio buttons. `hints`: a hint by value; `conditional`: names of the fields shown under a value."""

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        choices: Any = (),
        *,
        hints: Mapping[str, Any] | None = None,
        conditional: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        super().__init__(attrs, choices)
        self.hints = hints or {}
        self.conditional = conditional or {}


class LongList(forms.Select):
    """A list of many options. With scripts, what is typed above it leaves those in which it stands (`look/search.js`)."""

    def __init__(self, attrs: dict[str, Any] | None = None, choices: Any = ()) -> None:
        told = {
            "data-search": _("Търсене в списъка"),
            "data-found": _("Намерени:"),
            "data-chosen": _("Избрано:"),
        }
        super().__init__({**told, **(attrs or {})}, choices)


class Checkboxes(forms.CheckboxSelectMultiple):
    """Checkboxes of one question. `hints`: a hint by value."""

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        choices: Any = (),
        *,
        hints: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(attrs, choices)
        self.hints = hints or {}


@dataclass(frozen=True)
class DateParts:
    """A date as it was typed in its three boxes."""

    day: str = ""
    month: str = ""
    year: str = ""

    @classmethod
    def of(cls, value: Any) -> "DateParts":
        """Return the parts of `value`: a date, parts, or nothing."""
        if isinstance(value, DateParts):
            return value
        return cls(str(value.day), str(value.month), str(value.year)) if isinstance(value, date) else cls()

    def to_date(self) -> date:
        """Return the date; raise ValueError where there is no such day."""
        if not re.fullmatch(r"[0-9]{1,2}-[0-9]{1,2}-[0-9]{4}", f"{self.day}-{self.month}-{self.year}"):
            raise ValueError("not written as a date")
        return date(int(self.year), int(self.month), int(self.day))


class DateInput(forms.Widget):
    """Three boxes: day, month, year."""

    template_name = "forms/date.html"
    use_fieldset = True
    boxes = (("day", _("Ден"), 2), ("month", _("Месец"), 2), ("year", _("Година"), 4))

    def value_from_datadict(self, data: Any, files: Any, name: str) -> DateParts:
        return DateParts(
            *(str(data.get(f"{name}_{box}") or "").strip()[:10] for box, _label, _width in self.boxes)
        )

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return not any(f"{name}_{box}" in data for box, _label, _width in self.boxes)

    def id_for_label(self, id_: str) -> str:
        return ""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        parts = DateParts.of(value)
        id_ = context["widget"]["attrs"].get("id", f"id_{name}")
        wrong = self.first_wrong_id(id_, parts) if context["widget"]["attrs"].get("aria-invalid") else ""
        context["widget"]["boxes"] = [
            {
                "name": f"{name}_{box}",
                "id": f"{id_}_{box}",
                "label": label,
                "width": width,
                "value": getattr(parts, box),
                "wrong": wrong == f"{id_}_{box}",
            }
            for box, label, width in self.boxes
        ]
        return context

    def first_wrong_id(self, id_: str, value: Any) -> str:
        """Return the id of the first box that keeps the date from being one: the day where all are filled."""
        parts = DateParts.of(value)
        if parts == DateParts():
            return f"{id_}_day"
        return next((f"{id_}_{box}" for box, *_rest in self.boxes if not getattr(parts, box)), f"{id_}_day")


class DateField(forms.Field):
    """A date typed as day, month and year; it cleans to `datetime.date`, or None where it may be empty."""

    widget = DateInput
    default_error_messages = {
        "required": _("Въведете дата"),
        "incomplete": _("Датата трябва да има ден, месец и година"),
        "invalid": _("Въведете истинска дата, например 21 11 2026"),
    }

    def to_python(self, value: Any) -> date | None:
        parts = DateParts.of(value)
        if parts == DateParts():
            return None
        if not (parts.day and parts.month and parts.year):
            raise ValidationError(self.error_messages["incomplete"], code="incomplete")
        try:
            return parts.to_date()
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None

    def has_changed(self, initial: Any, data: Any) -> bool:
        return DateParts.of(initial) != DateParts.of(data)
