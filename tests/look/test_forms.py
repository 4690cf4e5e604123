"""How forms are rendered: hints and errors belong to their fields, and the error summary leads to them (§3.4, G4)."""

from datetime import date

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from nssi.look.forms import Checkboxes, DateField, ErrorEntry, PasswordInput, PortalForm, Radios
from nssi.look.page_checks import text_of


class EverythingForm(PortalForm):
    """A field of each kind."""

    full_name = forms.CharField(
        label="Три имена",
        help_text="Както са в личната карта",
        error_messages={"required": "Въведете трите имена"},
    )
    pik = forms.CharField(label="ПИК", widget=PasswordInput(), error_messages={"required": "Въведете ПИК"})
    way = forms.ChoiceField(
        label="Начин на получаване",
        choices=[("counter", "На гише"), ("post", "По пощата"), ("electronic", "По електронен път")],
        widget=Radios(
            hints={"electronic": "Изтеглят се само с КЕП или ПИК"},
            conditional={"post": ("address",), "electronic": ("email",)},
        ),
        error_messages={"required": "Изберете начин на получаване"},
    )
    address = forms.CharField(label="Точен адрес", required=False, widget=forms.Textarea({"rows": 3}))
    email = forms.EmailField(
        label="Електронна поща",
        required=False,
        error_messages={"invalid": "Въведете адрес като име@пример.bg"},
    )
    kinds = forms.MultipleChoiceField(
        label="Вид удостоверение",
        choices=[("service", "за стаж"), ("income", "за доход")],
        widget=Checkboxes(),
        error_messages={"required": "Изберете поне един вид"},
    )
    office = forms.ChoiceField(
        label="ТП на НОИ",
        choices=[("", ""), ("Област Варна", [("03", "ТП на НОИ – Варна")])],
        error_messages={"required": "Изберете ТП на НОИ"},
    )
    ended_on = DateField(label="Дата на прекратяване", help_text="Например 21 11 2026")
    act = forms.FileField(label="Копие от акта", error_messages={"required": "Приложете копие от акта"})
    read = forms.BooleanField(
        label="Прочетох бележките", error_messages={"required": "Отбележете, че сте ги прочели"}
    )
    step = forms.CharField(widget=forms.HiddenInput(), initial="3")


def rendered(form: PortalForm) -> html.HtmlElement:
    return html.fromstring(f"<form>{form}</form>")


@pytest.fixture
def empty() -> html.HtmlElement:
    return rendered(EverythingForm())


@pytest.fixture
def wrong() -> html.HtmlElement:
    return rendered(EverythingForm({"email": "няма", "way": "electronic", "ended_on_day": "3"}, {}))


def by_id(root: html.HtmlElement, id_: str) -> html.HtmlElement:
    (element,) = root.xpath("//*[@id=$id]", id=id_)
    return element


def test_the_browser_is_left_nothing_to_validate(empty):
    assert empty.xpath("//@required") == []


def test_a_hint_describes_its_field(empty):
    assert by_id(empty, "id_full_name").get("aria-describedby") == "id_full_name_helptext"
    assert text_of(by_id(empty, "id_full_name_helptext")) == "Както са в личната карта"
    assert by_id(empty, "id_office").get("aria-describedby") is None


def test_an_error_describes_its_field_after_the_hint(wrong):
    field = by_id(wrong, "id_full_name")
    assert field.get("aria-describedby") == "id_full_name_helptext id_full_name_error"
    assert field.get("aria-invalid") == "true"
    assert "govuk-input--error" in field.get("class")
    assert text_of(by_id(wrong, "id_full_name_error")) == "Грешка: Въведете трите имена"


@pytest.mark.parametrize(
    ("id_", "family"),
    [
        ("id_full_name", "govuk-input"),
        ("id_pik", "govuk-input"),
        ("id_address", "govuk-textarea"),
        ("id_office", "govuk-select"),
        ("id_act", "govuk-file-upload"),
        ("id_way_0", "govuk-radios__input"),
        ("id_kinds_1", "govuk-checkboxes__input"),
        ("id_read", "govuk-checkboxes__input"),
    ],
)
def test_each_control_has_the_classes_of_its_family(empty, id_: str, family: str):
    assert family in by_id(empty, id_).get("class").split()


def test_own_classes_are_kept():
    class OneForm(PortalForm):
        code = forms.CharField(widget=forms.TextInput({"class": "nssi-code"}))

    assert by_id(rendered(OneForm()), "id_code").get("class") == "govuk-input nssi-code"


def test_a_group_has_its_question_as_legend_and_its_hint_and_error_beside_it(wrong):
    (legend,) = wrong.xpath("//fieldset[@aria-describedby='id_kinds_error']/legend")
    assert text_of(legend) == "Вид удостоверение"
    assert by_id(wrong, "id_kinds_0").get("aria-invalid") is None


def test_a_conditional_field_stands_once_right_under_its_option(wrong):
    email = by_id(wrong, "id_email")
    (place,) = email.xpath("ancestor::div[contains(@class, 'nssi-conditional')]")
    option = place.getprevious()
    assert text_of(option.xpath(".//label")[0]) == "По електронен път"
    assert option.xpath(".//input/@checked")
    assert option.xpath(".//input/@aria-describedby") == ["id_way_2_hint"]
    assert text_of(by_id(wrong, "id_way_2_hint")) == "Изтеглят се само с КЕП или ПИК"


def test_a_secret_is_never_sent_back_and_can_be_shown(empty):
    filled = rendered(EverythingForm({"pik": "SECRET"}, {}))
    assert by_id(filled, "id_pik").get("value") is None
    assert by_id(filled, "id_pik").get("autocomplete") == "current-password"
    (button,) = empty.xpath("//button[@aria-controls='id_pik']")
    assert button.get("type") == "button"
    assert button.get("aria-label").startswith(text_of(button))
    assert "hidden" in button.attrib, "without scripts it could do nothing"


def test_what_was_typed_survives_an_error(wrong):
    assert by_id(wrong, "id_email").get("value") == "няма"
    assert by_id(wrong, "id_ended_on_day").get("value") == "3"
    assert wrong.xpath("//input[@name='step']/@value") == []


def test_hidden_fields_are_rendered_without_a_label(empty):
    assert by_id(empty, "id_step").get("value") == "3"
    assert empty.xpath("//label[@for='id_step']") == []


def test_the_error_summary_leads_to_the_first_control_of_each_field_in_the_order_of_the_page():
    form = EverythingForm({"email": "няма", "way": "", "ended_on_day": "3"}, {})
    assert form.error_entries == [
        ErrorEntry("Въведете трите имена", "id_full_name"),
        ErrorEntry("Въведете ПИК", "id_pik"),
        ErrorEntry("Изберете начин на получаване", "id_way_0"),
        ErrorEntry("Въведете адрес като име@пример.bg", "id_email"),
        ErrorEntry("Изберете поне един вид", "id_kinds_0"),
        ErrorEntry("Изберете ТП на НОИ", "id_office"),
        ErrorEntry("Датата трябва да има ден, месец и година", "id_ended_on_month"),
        ErrorEntry("Приложете копие от акта", "id_act"),
        ErrorEntry("Отбележете, че сте ги прочели", "id_read"),
    ]
    root = rendered(form)
    for entry in form.error_entries:
        assert by_id(root, entry.target) is not None


def test_what_is_wrong_with_the_whole_form_leads_to_its_first_field():
    form = EverythingForm({}, {})
    form.full_clean()
    form.add_error(None, "Данните не си съответстват")
    assert form.error_entries[0] == ErrorEntry("Данните не си съответстват", "id_full_name")


def test_a_form_that_nobody_sent_has_no_errors():
    assert EverythingForm().error_entries == []


def test_the_only_question_of_a_page_is_its_heading():
    class AbroadForm(PortalForm):
        heading = "abroad"
        abroad = forms.ChoiceField(
            label="Работили ли сте в друга държава?", choices=[("yes", "Да")], widget=Radios()
        )

    class PhoneForm(PortalForm):
        heading = "phone"
        phone = forms.CharField(label="Номер на мобилен телефон", widget=forms.TelInput())

    assert (
        text_of(rendered(AbroadForm()).xpath("//fieldset/legend/h1")[0]) == "Работили ли сте в друга държава?"
    )
    assert rendered(PhoneForm()).xpath("//h1/label/@for") == ["id_phone"]


class TestDate:
    """A date is typed into three boxes."""

    def cleaned(self, day: str, month: str, year: str, required: bool = True) -> object:
        field = DateField(required=required)
        data = {"x_day": day, "x_month": month, "x_year": year}
        return field.clean(field.widget.value_from_datadict(data, {}, "x"))

    @given(st.dates(min_value=date(1000, 1, 1)))
    def test_every_day_can_be_typed(self, day: date):
        assert self.cleaned(f" {day.day}", f"{day.month:02} ", str(day.year)) == day

    @pytest.mark.parametrize(
        ("typed", "text"),
        [
            (("", "", ""), "Въведете дата"),
            (("1", "", "2026"), "Датата трябва да има ден, месец и година"),
            (("", "2", ""), "Датата трябва да има ден, месец и година"),
            (("31", "2", "2026"), "Въведете истинска дата, например 21 11 2026"),
            (("29", "2", "2025"), "Въведете истинска дата, например 21 11 2026"),
            (("1", "13", "2026"), "Въведете истинска дата, например 21 11 2026"),
            (("1", "1", "26"), "Въведете истинска дата, например 21 11 2026"),
            (("1", "1", "0000"), "Въведете истинска дата, например 21 11 2026"),
            (("-1", "1", "2026"), "Въведете истинска дата, например 21 11 2026"),
            (("едно", "май", "2026"), "Въведете истинска дата, например 21 11 2026"),
            (("٣", "1", "2026"), "Въведете истинска дата, например 21 11 2026"),
            (("9" * 5000, "1", "2026"), "Въведете истинска дата, например 21 11 2026"),
        ],
    )
    def test_what_is_no_date_is_refused_with_what_to_type(self, typed: tuple[str, str, str], text: str):
        with pytest.raises(forms.ValidationError) as refused:
            self.cleaned(*typed)
        assert refused.value.messages == [text]

    def test_it_may_be_left_empty_where_it_is_not_asked_for(self):
        assert self.cleaned("", "", "", required=False) is None

    def test_the_box_that_is_missing_is_marked_and_led_to(self):
        class EndForm(PortalForm):
            ended_on = DateField(label="Дата")

        form = EndForm({"ended_on_day": "3", "ended_on_month": "5"})
        assert form.error_entries[0].target == "id_ended_on_year"
        root = rendered(form)
        assert root.xpath("//input[@aria-invalid='true']/@id") == ["id_ended_on_year"]
        assert root.xpath("//fieldset/@aria-describedby") == ["id_ended_on_error"]

    def test_a_known_date_fills_the_boxes(self):
        class EndForm(PortalForm):
            ended_on = DateField(label="Дата")

        root = rendered(EndForm(initial={"ended_on": date(2026, 11, 3)}))
        assert root.xpath("//input/@value") == ["3", "11", "2026"]

    def test_a_date_that_was_not_touched_has_not_changed(self):
        class EndForm(PortalForm):
            ended_on = DateField(label="Дата")

        same = {"ended_on_day": "3", "ended_on_month": "11", "ended_on_year": "2026"}
        assert not EndForm(same, initial={"ended_on": date(2026, 11, 3)}).has_changed()
        assert EndForm(same | {"ended_on_day": "4"}, initial={"ended_on": date(2026, 11, 3)}).has_changed()
