"""The name of a file is shown to people and written into letters, so nothing hides in it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nssi.attachments.names import extension, shown_name


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Заповед № 12.pdf", "Заповед № 12.pdf"),
        ("C:\\Users\\Мария\\акт.pdf", "акт.pdf"),
        ("../../etc/passwd", "passwd"),
        ("акт\u202efdp.exe", "актfdp.exe"),  # would be read as „актexe.pdf“
        ("акт\r\nSet-Cookie: a.pdf", "акт Set-Cookie: a.pdf"),
        ("  акт \t  копие.pdf ", "акт копие.pdf"),
        ("и\u0306.pdf", "й.pdf"),
        ("", "файл"),
        ("...", "файл"),
        ("\u200b", "файл"),
        ("а" * 300 + ".docx", "а" * 114 + "….docx"),
        ("." * 5 + "pdf", "pdf"),
    ],
)
def test_the_shown_name_holds_only_what_can_be_seen(typed, shown):
    assert shown_name(typed) == shown


@given(st.text(max_size=400))
def test_whatever_is_typed_the_name_fits_and_is_visible(typed):
    name = shown_name(typed)
    assert 0 < len(name) <= 120
    assert name == shown_name(name)
    assert not any(unicodedata.category(sign) in {"Cc", "Cf", "Zl", "Zp"} for sign in name)
    assert "/" not in name and "\\" not in name


@pytest.mark.parametrize(
    ("name", "ending"), [("a.PDF", "pdf"), ("a.tar.gz", "gz"), ("a", ""), (".pdf", ""), ("a.", "")]
)
def test_the_extension_is_what_follows_the_last_dot(name, ending):
    assert extension(name) == ending
