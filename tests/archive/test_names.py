"""Names of insurers as words: however they are typed, they are the same (P-04)."""

import pytest

from nssi.archive.names import lexemes, name_key, place_words, spellings, words


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("ХИМКО", "Химко АД"),
        ("химко ад", "Химко АД"),
        ("„Химко“", "Химко АД"),
        ('"Химко" ЕАД', "Химко АД"),
        ("Агро Ком", "Агро-Ком ООД"),
        ("Агроком", "Агро – Ком ООД"),
        ("ТКЗС „Победа“", "Победа"),
        ("Е.О.О.Д. Мир", "Мир"),
        ("А.Б.С.", "АБС АД"),
        ("Xимкo", "Химко"),  # Latin X and o
        ("BAPHA", "Бапха"),
        ("Himko", "Химко"),
        ("  Химко\u00a0 АД ", "Химко"),
        ("Химко №1", "Химко 1"),
    ],
)
def test_two_ways_to_type_one_name(typed, kept):
    assert name_key(typed) == name_key(kept)


def test_latin_letters_stand_for_what_they_look_like_and_what_they_sound_like():
    assert spellings("bapha") == ("бапха", "варна")
    assert spellings("himko") == ("химко",)
    assert spellings("химко") == ("химко",)


def test_what_dashes_join_is_found_in_parts_and_as_one_word():
    assert words("Агро-Ком 91") == ["агро", "ком", "91", "агроком"]


def test_a_place_is_found_without_the_word_for_what_it_is():
    assert place_words("гр. Велико Търново") == ("велико", "търново")
    assert lexemes(["Химко"], ["с. Бяла", "Варна"]) == {"химко", "@бяла", "@варна"}


@pytest.mark.parametrize("text", ["", "%%%___***", "ООД", "\u200b\ufeff", "'&|!():*"])
def test_signs_and_legal_forms_alone_are_no_name(text):
    assert name_key(text) == ""
