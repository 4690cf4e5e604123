"""The page client: it fills in forms by the words that people read, follows links, and refuses bad pages."""

import io
from datetime import date

import pytest
from django import forms
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template import engines
from django.urls import path

from nssi.look.forms import Checkboxes, DateField, PortalForm, Radios
from nssi.look.page_client import PageClient


class FilingForm(PortalForm):
    """A field of each kind that is filled in differently."""

    full_name = forms.CharField(label="Три имена", error_messages={"required": "Въведете трите имена"})
    way = forms.ChoiceField(
        label="Начин на получаване",
        choices=[("counter", "На гише"), ("electronic", "По електронен път")],
        widget=Radios(conditional={"electronic": ("email",)}),
    )
    email = forms.EmailField(label="Електронна поща", required=False)
    kinds = forms.MultipleChoiceField(
        label="Вид", choices=[("service", "за стаж"), ("income", "за доход")], widget=Checkboxes()
    )
    office = forms.ChoiceField(label="ТП на НОИ", choices=[("", ""), ("03", "ТП на НОИ – Варна")])
    ended_on = DateField(label="Дата на прекратяване")
    act = forms.FileField(label="Копие от акта")
    read = forms.BooleanField(label="Прочетох бележките")
    step = forms.CharField(widget=forms.HiddenInput(), initial="3")


PAGE = """{% extends "base.html" %}{% block title %}Проба{% endblock %}
{% block content %}<h1>Проба</h1><p>{{ sent }}</p><p><a href="/dobra/">Добра страница</a></p>
<form method="post" enctype="multipart/form-data" novalidate>{% csrf_token %}{{ form }}
<button>Запази</button><button name="then" value="leave">Запази и излез</button></form>{% endblock %}"""


def filing(request):
    form = FilingForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        sent = {
            **form.cleaned_data,
            "act": form.cleaned_data["act"].read().decode(),
            "then": request.POST.get("then"),
        }
        return JsonResponse(sent)
    return HttpResponse(engines["django"].from_string(PAGE).render({"form": form}, request))


def bad(request):
    return HttpResponse("<!doctype html><html><head><title>x</title></head><body><h1>x</h1></body></html>")


def broken(request):
    return HttpResponse("broken", status=500)


def moved(request):
    return redirect("/zayavlenie/")


def endless(request):
    return redirect("/bezkray/")


urlpatterns = [
    path("zayavlenie/", filing),
    path("losha/", bad),
    path("schupena/", broken),
    path("premestena/", moved),
    path("bezkray/", endless),
]


@pytest.fixture(autouse=True)
def _addresses(settings):
    from nssi.config import urls

    urlpatterns[5:] = urls.urlpatterns
    settings.ROOT_URLCONF = __name__


ALL = {
    "Три имена": "Мария Петрова Иванова",
    "Начин на получаване": "По електронен път",
    "Електронна поща": "maria@example.bg",
    "Вид": ["за стаж", "за доход"],
    "ТП на НОИ": "ТП на НОИ – Варна",
    "Дата на прекратяване": date(2026, 11, 3),
    "Прочетох бележките": True,
}


def upload() -> io.BytesIO:
    file = io.BytesIO("акт".encode())
    file.name = "akt.pdf"
    return file


def test_a_page_tells_what_a_person_sees(page_client: PageClient):
    page = page_client.get("/premestena/")
    assert (page.path, page.status) == ("/zayavlenie/", 200)
    assert (page.title, page.h1) == ("Проба – Е-услуги", "Проба")
    assert page.errors == []
    assert page.links["Добра страница"] == "/dobra/"
    assert page.buttons == ["Запази", "Запази и излез"]
    assert "Дата на прекратяване" in page.text
    assert page.form().labels == [*list(ALL)[:6], "Копие от акта", "Прочетох бележките"]


def test_a_form_is_filled_in_by_its_words_and_sent_with_what_it_held(page_client: PageClient):
    sent = page_client.get("/zayavlenie/").submit(ALL | {"Копие от акта": upload()}, button="Запази и излез")
    assert sent.response.json() == {
        "full_name": "Мария Петрова Иванова",
        "way": "electronic",
        "email": "maria@example.bg",
        "kinds": ["service", "income"],
        "office": "03",
        "ended_on": "2026-11-03",
        "act": "акт",
        "read": True,
        "step": "3",
        "then": "leave",
    }


def test_what_was_typed_before_an_error_is_sent_again(page_client: PageClient):
    page = page_client.get("/zayavlenie/").submit(ALL | {"Три имена": ""}, button="Запази")
    assert page.title == "Грешка: Проба – Е-услуги"
    assert page.errors[0] == "Въведете трите имена"
    page = page.submit({"Три имена": "Мария", "Копие от акта": upload()}, button="Запази")
    assert page.response.json()["office"] == "03"
    assert page.response.json()["ended_on"] == "2026-11-03"


def test_a_date_can_be_typed_as_it_comes(page_client: PageClient):
    page = page_client.get("/zayavlenie/").submit(
        {"Дата на прекратяване": ("31", "2", "2026")}, button="Запази"
    )
    assert "Въведете истинска дата, например 21 11 2026" in page.errors


def test_a_tick_can_be_taken_away(page_client: PageClient):
    page = page_client.get("/zayavlenie/").submit(ALL, button="Запази")
    page = page.submit({"Прочетох бележките": False, "Копие от акта": upload()}, button="Запази")
    assert len(page.errors) == 1


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"Имена": "Мария"}, "no field „Имена“"),
        ({"ТП на НОИ": "Варна"}, "no option „Варна“"),
        ({"Начин на получаване": "С гълъб"}, "no option „С гълъб“"),
    ],
)
def test_words_that_are_not_on_the_page_are_refused(page_client: PageClient, fields: dict, said: str):
    with pytest.raises(AssertionError, match=said):
        page_client.get("/zayavlenie/").submit(fields, button="Запази")


def test_a_link_that_is_not_on_the_page_cannot_be_followed(page_client: PageClient):
    with pytest.raises(AssertionError, match="no link „Напред“"):
        page_client.get("/zayavlenie/").follow("Напред")


def test_a_bad_page_is_refused_with_all_that_is_wrong(page_client: PageClient):
    with pytest.raises(AssertionError) as refused:
        page_client.get("/losha/")
    assert "/losha/" in str(refused.value)
    assert "does not say its language" in str(refused.value)
    assert "there is no skip link" in str(refused.value)


def test_a_broken_page_is_refused(page_client: PageClient):
    with pytest.raises(AssertionError, match="answered 500"):
        page_client.get("/schupena/")


def test_a_page_that_leads_to_itself_is_refused(page_client: PageClient):
    with pytest.raises(AssertionError, match="redirects"):
        page_client.get("/bezkray/")
