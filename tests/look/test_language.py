"""A page is in Bulgarian, unless the visitor chose English."""

import pytest


def test_a_page_is_in_bulgarian_whatever_the_browser_speaks(client):
    page = client.get("/", headers={"accept-language": "en-US,en"})
    assert '<html lang="bg"' in page.content.decode() and page["Content-Language"] == "bg"


def test_whoever_chooses_english_gets_it_and_is_led_back(client):
    from_there = {"referer": "http://testserver/vhod/?next=/moite/"}
    answer = client.post("/ezik/", {"language": "en", "next": "/vhod/"}, headers=from_there)
    assert answer["Location"] == "http://testserver/vhod/?next=/moite/"
    assert client.post("/ezik/", {"language": "en", "next": "/vhod/"})["Location"] == "/vhod/"
    page = client.get("/proverka/").content.decode()
    assert '<html lang="en"' in page and "Български" in page
    client.post("/ezik/", {"language": "bg"})
    assert '<html lang="bg"' in client.get("/").content.decode()


@pytest.mark.parametrize("language", ["", "de", "../bg", "en\n"])
def test_a_language_that_we_do_not_have_changes_nothing(client, language):
    assert client.post("/ezik/", {"language": language}).status_code == 302
    client.cookies["django_language"] = language.strip()
    if language.strip() != "en":
        assert '<html lang="bg"' in client.get("/").content.decode()


def test_choosing_leads_to_our_own_pages_alone(client):
    elsewhere = "https://example.org/"
    answer = client.post("/ezik/", {"language": "en", "next": elsewhere}, headers={"referer": elsewhere})
    assert answer["Location"] == "/"
