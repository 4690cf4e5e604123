"""The checks of pages: a good page passes, and each defect planted into it is found and named."""

import pytest

from nssi.look.page_checks import problems

GOOD = """<!doctype html>
<html lang="bg"><head><title>Грешка: Вход с ПИК – Е-услуги</title>
<link rel="stylesheet" href="/static/built/portal.css"><script type="module" src="/static/look/init.js"></script></head>
<body><a href="#main-content">Към основното съдържание</a>
<header><a href="/">Национален осигурителен институт</a></header>
<main id="main-content">
<div class="govuk-error-summary"><div role="alert"><h2>Има проблем</h2>
<ul><li><a href="#id_pik">Въведете ПИК</a></li></ul></div></div>
<h1>Вход с ПИК</h1>
<form method="post" action="/vhod/pik/" novalidate><input type="hidden" name="csrfmiddlewaretoken" value="x">
<label for="id_pik">ПИК</label>
<p class="govuk-error-message" id="id_pik_error"><span>Грешка:</span> Въведете ПИК</p>
<input id="id_pik" name="pik" type="password" aria-describedby="id_pik_error">
<fieldset><legend>Начин</legend><input type="radio" name="way" id="way_0"><label for="way_0">На гише</label></fieldset>
<button>Вход</button></form>
<h2>Помощ</h2><h3>По телефона</h3>
<p>Работим до 16:05&nbsp;ч. на 21.11.2026&nbsp;г. Справка „Приети документи“ – до 2,5&nbsp;МБ, УП-26, e-mail, WCAG 2.2.</p>
<p><code>ПИКabc</code> <a href="tel:070014802">0700 14 802</a></p>
</main></body></html>"""


def test_a_good_page_passes():
    assert problems(GOOD) == []


DEFECTS = [
    # what is planted, what stands there instead, a part of what is said about it
    ("<!doctype html>", "", "does not begin with <!doctype html>"),
    ('lang="bg"', "", "does not say its language"),
    ("Вход с ПИК – Е-услуги", "Вход с ПИК", "the title is not"),
    ("Грешка: Вход с ПИК – Е-услуги", "– Е-услуги", "the title is not"),
    ("Грешка: Вход", "Вход", "the title says „Грешка: “"),
    ("<main", "<div", "not exactly one <main>"),
    ('<a href="#main-content">Към основното съдържание</a>', "", "no skip link"),
    ('id="main-content"', "", "no skip link"),
    ("<h1>Вход с ПИК</h1>", "", "not exactly one h1"),
    ("<h2>Помощ</h2>", "<h1>Помощ</h1>", "not exactly one h1"),
    ("<h2>Помощ</h2>", "", "a heading level is skipped before h3"),
    ("<h2>Помощ</h2>", "<h2></h2>", "an empty h2"),
    ("<header>", "<header><h3>Ранно</h3>", "stands before the h1"),
    ('id="way_0"', 'id="id_pik"', "the id 'id_pik' is used 2 times"),
    (
        'aria-describedby="id_pik_error"',
        'aria-describedby="id_pik_hint"',
        "'id_pik_hint', which is not there",
    ),
    ('<label for="id_pik">ПИК</label>', "", "the control 'pik' has no label"),
    ('<label for="id_pik">ПИК</label>', '<label for="id_pik"></label>', "the label of 'pik' is empty"),
    ("<legend>Начин</legend>", "", "stands in no fieldset with a legend"),
    ("<button>Вход</button>", "", "has no button"),
    ("<button>Вход</button>", "<button>Вход</button><button></button>", "a button without text"),
    ('<input type="hidden" name="csrfmiddlewaretoken" value="x">', "", "has no CSRF token"),
    ('method="post"', 'method="post" action="https://pay.example/"', "gives the CSRF token to another site"),
    ('method="post"', 'method="get"', "puts the CSRF token into the address"),
    (" novalidate", "", "novalidate is missing"),
    ('type="password"', 'type="file"', "is not multipart/form-data"),
    ('href="#id_pik"', 'href="#id_number"', "leads to '#id_number', which is not there"),
    ('<li><a href="#id_pik">Въведете ПИК</a></li>', "", "the error summary is empty"),
    ('">Въведете ПИК</a>', '">Въведете код</a>', "the error „Въведете ПИК“ is not in the error summary"),
    ("0700 14 802</a>", "тук</a>", "does not say where it goes"),
    ("0700 14 802</a>", "</a>", "has no text"),
    ('<a href="tel:070014802">', "<a>", "leads nowhere"),
    ('<a href="tel:070014802">', '<a href="/x/" target="_blank">', "opens a new window"),
    ('<a href="tel:070014802">', '<a href="/lice/7501011234/">', "looks like a personal number"),
    ("<p>Работим", '<p><img src="/static/x.png">Работим', "has no alt"),
    ("</main>", "<script>alert(1)</script></main>", "an inline script"),
    ("</main>", "<style>p {color: red}</style></main>", "an inline style sheet"),
    ("<p>Работим", '<p style="color:red">Работим', "the attribute style on <p>"),
    ("<p>Работим", '<p onclick="go()">Работим', "the attribute onclick on <p>"),
    ('src="/static/look/init.js"', 'src="https://cdn.example/init.js"', "comes from a foreign host"),
    ("<title>", '<meta http-equiv="Refresh" content="2"><title>', "the page refreshes itself"),
    ("УП-26", "УП-26, сертифиkат", "Latin and Cyrillic letters in one word"),
    ("УП-26", "e-услуги", "Latin and Cyrillic letters in one word"),
    ("<p>Работим", '<p aria-label="Cправка">Работим', "Latin and Cyrillic letters in one word"),
    ("„Приети документи“", '"Приети документи"', "a quotation mark of another language"),
    ("„Приети документи“", "„Приети документи”", "a quotation mark of another language"),
    ("„Приети документи“", "«Приети документи»", "a quotation mark of another language"),
    ("16:05&nbsp;ч.", "16:05 ч.", "an ordinary space between number and unit: „Работим до 16:05 ч"),
    ("2026&nbsp;г.", "2026 г.", "an ordinary space between number and unit"),
    ("2,5&nbsp;МБ", "2,5 МБ", "an ordinary space between number and unit"),
]


@pytest.mark.parametrize(
    ("sound", "defect", "said"), DEFECTS, ids=[said for _sound, _defect, said in DEFECTS]
)
def test_a_planted_defect_is_found(sound: str, defect: str, said: str):
    page = GOOD.replace(sound, defect)
    assert page != GOOD, "the defect was planted nowhere"
    assert any(said in problem for problem in problems(page)), problems(page)


def test_an_english_page_has_the_quotation_marks_and_the_title_of_its_language():
    english = (
        GOOD.replace('lang="bg"', 'lang="en"')
        .replace("Грешка:", "Error:")
        .replace("– Е-услуги", "– E-services")
    )
    assert problems(english) == []
    assert problems(english.replace("„Приети документи“", "“Accepted documents”")) == []
    assert any("another language" in each for each in problems(english.replace("УП-26", '"УП-26"')))
    assert any("the title is not" in each for each in problems(english.replace("– E-services", "– Е-услуги")))


def test_the_error_summary_must_stand_above_the_heading():
    start, end = GOOD.index('<div class="govuk-error-summary">'), GOOD.index("<h1>")
    below = (
        GOOD[:start] + "<h1>Вход с ПИК</h1>" + GOOD[start:end] + GOOD[end:].replace("<h1>Вход с ПИК</h1>", "")
    )
    assert any("does not stand above the h1" in problem for problem in problems(below))
