"""The forms of bodies and outreach offices (A-02)."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nssi.institution.models import CompetentBody, LocalOffice, OutreachOffice
from nssi.look.forms import DateField, PortalForm, Radios

Kind = CompetentBody.Kind
TOO_LONG = _("Текстът може да е до %(limit_value)d\u00a0знака, а е %(show_value)d")


def _text(
    label: Any, length: int, *, required: str | Any = "", width: str = "", hint: Any = ""
) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=length,
        required=bool(required),
        widget=forms.TextInput({"autocomplete": "off", "class": width}),
        error_messages={"required": required, "max_length": TOO_LONG},
    )


class ContactForm(PortalForm):
    """Where a place is, when it is open and how it is reached."""

    address = _text(_("Адрес"), 200)
    working_hours = _text(
        _("Работно време"), 200, hint=_("Например „понеделник – петък, 8:30 – 17:00\u00a0ч.“")
    )
    phone = _text(_("Телефон"), 50, width="govuk-input--width-20")
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        widget=forms.TextInput(
            {"autocomplete": "off", "inputmode": "email", "class": "govuk-input--width-20"}
        ),
        error_messages={"invalid": _("Въведете e-mail адрес, например tp@example.bg")},
    )
    since = DateField(label=_("Първи ден, ако е известен"), required=False)

    def clean_phone(self) -> str:
        typed = str(self.cleaned_data["phone"]).strip()
        if typed and not re.fullmatch(r"[0-9+/(),; .-]{3,50}", typed):
            raise forms.ValidationError(_("Въведете телефон от цифри, например 052\u00a0123\u00a0456"))
        return typed


class BodyForm(ContactForm):
    """What is known of a body. Unverified stays unverified until somebody names where it was read."""

    name = _text(
        _("Име"),
        50,
        required=_("Въведете името"),
        hint=_("На териториално поделение – само мястото, например „Варна“"),
    )
    region = _text(_("Област"), 50, width="govuk-input--width-20")
    city = _text(_("Град"), 50, width="govuk-input--width-20")
    source = _text(_("Източник"), 200, hint=_("Акт или страница на института, където е прочетено"))
    verified = forms.BooleanField(label=_("Проверено е в източника"), required=False)
    field_order = (
        "kind",
        "code",
        "name",
        "region",
        "city",
        "address",
        "working_hours",
        "phone",
        "email",
        "since",
    )

    def __init__(self, data: Any = None, *, body: CompetentBody | None = None, **kwargs: Any) -> None:
        if body is not None:
            kwargs["initial"] = _known(body)
        super().__init__(data, **kwargs)
        self.body = body
        if body is not None and body.kind != Kind.LOCAL_OFFICE:
            del self.fields["region"], self.fields["city"]
            self.fields["name"].help_text = ""
            self.fields["name"].max_length = 100  # type: ignore[attr-defined]

    @property
    def kind(self) -> str:
        """What kind of body it is."""
        return self.body.kind if self.body else self.cleaned_data.get("kind", "")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        cleaned.setdefault("region", "")
        cleaned.setdefault("city", "")
        if self.kind == Kind.LOCAL_OFFICE:
            for name, error in ("region", _("Въведете областта")), ("city", _("Въведете града")):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, error)
        if cleaned.get("verified") and not cleaned.get("source"):
            self.add_error("source", _("Посочете източника, в който е проверено"))
        since, until = cleaned.get("since"), self.body.until if self.body else None
        if since and until and since > until:
            self.add_error("since", _("Първият ден не може да е след последния"))
        if typed := cleaned.get("name"):
            self._check_name(typed)
        return cleaned

    def _check_name(self, name: str) -> None:
        label = LocalOffice(name=name).label if self.kind == Kind.LOCAL_OFFICE else name
        others = CompetentBody.objects.exclude(pk=self.body.pk if self.body else "")
        if others.filter(label=label).exists():
            self.add_error("name", _("Вече има орган с това име"))


class NewBodyForm(BodyForm):
    """A new body, with its kind and its code, which stay for ever."""

    code = _text(
        _("Код"),
        20,
        required=_("Въведете код"),
        width="govuk-input--width-10",
        hint=_(
            "Две цифри за териториално поделение; латински букви и тирета за архивен център, например „archive-vratsa“. После не се променя."
        ),
    )

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["kind"] = forms.ChoiceField(
            label=_("Какво е?"),
            choices=[(kind.value, kind.label) for kind in (Kind.LOCAL_OFFICE, Kind.ARCHIVE_CENTRE)],
            widget=Radios,
            error_messages={"required": _("Изберете какво е")},
        )
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        code = str(cleaned.get("code", "")).lower()
        wanted = r"[0-9]{2}" if self.kind == Kind.LOCAL_OFFICE else r"[a-z][a-z-]{2,19}"
        if code and not re.fullmatch(wanted, code):
            self.add_error("code", _("Въведете две цифри за поделение, за център – латински букви и тирета"))
        elif code and CompetentBody.objects.filter(pk=code).exists():
            self.add_error("code", _("Този код вече е даден"))
        cleaned["code"] = code
        return cleaned


class CloseBodyForm(PortalForm):
    """The last day of a body."""

    last_day = DateField(
        label=_("Последен ден, в който приема заявления"),
        error_messages={"required": _("Въведете последния ден")},
    )


class OutreachOfficeForm(ContactForm):
    """A new outreach office of a local office."""

    local_office = forms.ModelChoiceField(
        label=_("Териториално поделение"),
        queryset=LocalOffice.objects.order_by("name"),
        empty_label=_("Изберете"),
        error_messages={
            "required": _("Изберете териториално поделение"),
            "invalid_choice": _("Изберете териториално поделение"),
        },
    )
    name = _text(_("Населено място"), 100, required=_("Въведете населено място"))
    field_order = ("local_office", "name", "address", "working_hours", "phone", "email", "since")

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        _need_address(self)


class OutreachContactForm(ContactForm):
    """What is known of an outreach office that is there."""

    def __init__(self, data: Any = None, *, office: OutreachOffice) -> None:
        known = {name: getattr(office, name) for name in ContactForm.base_fields}
        super().__init__(data, initial=known)
        self.office = office
        _need_address(self)

    def clean_since(self) -> Any:
        since = self.cleaned_data["since"]
        if since and self.office.until and since > self.office.until:
            raise forms.ValidationError(_("Първият ден не може да е след последния"))
        return since


def _need_address(form: PortalForm) -> None:
    field = form.fields["address"]
    field.required = True
    field.error_messages["required"] = _("Въведете адрес")


def _known(body: CompetentBody) -> dict[str, Any]:
    names = (*ContactForm.base_fields, "source", "verified")
    known = {name: getattr(body, name) for name in names}
    office = body.local_office
    if office is None:
        return {**known, "name": body.label}
    return {**known, "name": office.name, "region": office.region, "city": office.city}
