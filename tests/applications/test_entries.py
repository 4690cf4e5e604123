"""The same questions several times on one page: one more entry, one less, and what counts of them."""

from django import forms
from hypothesis import given
from hypothesis import strategies as st

from nssi.applications.entries import EntriesForm
from nssi.applications.forms import QuestionForm, as_sent, typed_into
from nssi.people.models import Person


class PlaceForm(QuestionForm):
    place = forms.CharField(label="Място", max_length=10, error_messages={"required": "Въведете място"})
    remark = forms.CharField(label="Бележка", required=False)


class PlacesForm(EntriesForm):
    entry = PlaceForm
    entry_title = "Място %(number)s"
    add_another = "Добавете още едно място"
    most = 3


def form(typed: dict[str, list[str]]) -> PlacesForm:
    return PlacesForm(as_sent(typed), person=Person(), answers={})


def places(*names: str) -> dict[str, list[str]]:
    typed = {f"entry_{number}-place": [name] for number, name in enumerate(names)}
    return {"entry_count": [str(len(names))], **typed}


def test_every_entry_is_cleaned_in_its_order():
    filled = form(places("Русе", "Варна"))
    assert filled.is_valid()
    assert filled.cleaned_data == {
        "entries": [{"place": "Русе", "remark": ""}, {"place": "Варна", "remark": ""}]
    }


def test_an_entry_left_empty_does_not_count_but_the_first_must_be_there():
    assert form(places("Русе", "")).is_valid()
    assert not form(places("", "Русе")).is_valid()
    assert not form({}).is_valid()


def test_each_error_leads_to_the_control_of_its_entry():
    wrong = form(places("", "много дълго място"))
    assert not wrong.is_valid()
    assert [entry.target for entry in wrong.error_entries] == ["id_entry_0-place", "id_entry_1-place"]
    assert wrong.error_entries[0].text == "Въведете място"


def test_one_more_is_added_up_to_the_most():
    typed = {**places("Русе", "Варна"), "add": ["1"]}
    assert form(typed).rearranged(places("Русе", "Варна"))["entry_count"] == ["3"]
    typed = {**places("а", "б", "в"), "add": ["1"]}
    assert form(typed).rearranged(places("а", "б", "в"))["entry_count"] == ["3"]
    assert not form(typed).may_add


def test_the_one_that_is_removed_closes_up_the_others():
    typed = places("Русе", "Варна", "Бургас")
    assert form({**typed, "drop": ["1"]}).rearranged(typed) == places("Русе", "Бургас")
    assert form({**places("Русе"), "drop": ["0"]}).rearranged(places("Русе")) == {"entry_count": ["1"]}


def test_what_is_read_back_names_the_entry():
    filled = form(places("Русе", "Варна"))
    assert filled.is_valid()
    assert [(row.key, row.value) for row in filled.rows()] == [
        ("Място 1: Място", "Русе"),
        ("Място 2: Място", "Варна"),
    ]


def test_only_its_own_controls_are_taken():
    sent = as_sent({**places("Русе"), "csrfmiddlewaretoken": ["x"], "add": ["1"]})
    assert typed_into(PlacesForm, sent) == places("Русе")


@given(st.lists(st.text(alphabet="абв", min_size=1, max_size=10), min_size=1, max_size=3))
def test_what_was_filed_can_be_typed_again(names):
    filled = form(places(*names))
    assert filled.is_valid()
    again = form(PlacesForm.typed_again(filled.cleaned_data))
    assert again.is_valid() and again.cleaned_data == filled.cleaned_data


@given(st.dictionaries(st.sampled_from(["entry_count", "drop", "add", "entry_0-place"]), st.lists(st.text())))
def test_whatever_is_sent_the_page_is_shown(typed):
    sent = form(typed)
    sent.is_valid()
    assert 1 <= len(sent.entries) <= 3
    assert 1 <= int(sent.rearranged(typed)["entry_count"][0]) <= 3
