"""What is built at set-up: readable colours, our own fonts, nothing of the British government's identity."""

import os
import re
from itertools import chain
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

from nssi.look import build

CSS = (build.BUILT / "portal.css").read_text()
COLOURS = dict(re.findall(r"--((?:govuk|nssi)-[\w-]+?): (#[0-9a-f]{3,6})\b", CSS.replace("-colour", "")))


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours by the formula of WCAG 2."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)
    channels = (int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_the_contrast_formula_is_that_of_the_standard():
    assert contrast("#fff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("nssi-header-text", "nssi-header"),
        ("govuk-text", "govuk-body-background"),
        ("govuk-text", "govuk-surface-background"),
        ("govuk-secondary-text", "govuk-body-background"),
        ("govuk-secondary-text", "govuk-surface-background"),
        ("govuk-link", "govuk-body-background"),
        ("govuk-link", "govuk-surface-background"),
        ("govuk-link", "nssi-brand-surface"),
        ("govuk-link-hover", "govuk-body-background"),
        ("govuk-link-visited", "govuk-body-background"),
        ("govuk-error", "govuk-body-background"),
        ("govuk-inverse-text", "govuk-error"),
        ("govuk-inverse-text", "govuk-success"),
        ("govuk-inverse-text", "govuk-brand"),
        ("govuk-text", "nssi-brand-surface"),
        ("govuk-text", "nssi-warning-surface"),
        ("nssi-warning", "nssi-warning-surface"),
        ("govuk-focus-text", "govuk-focus"),
        *(
            (f"nssi-tag-{tag}", f"nssi-tag-{tag}-surface")
            for tag in ("yellow", "green", "red", "blue", "grey")
        ),
    ],
)
def test_text_can_be_read_on_its_surface(text: str, surface: str):
    assert contrast(COLOURS[text], COLOURS[surface]) >= 4.5


@pytest.mark.parametrize("border", ["govuk-input-border", "nssi-control-border", "govuk-focus-text"])
def test_the_border_of_a_control_can_be_seen(border: str):
    assert contrast(COLOURS[border], COLOURS["govuk-body-background"]) >= 3


def test_nothing_of_the_british_government_is_served():
    served = [path for path in build.BUILT.rglob("*") if path.is_file()] + list(
        build.LOOK.glob("static/look/*")
    )
    assert served
    for path in served:
        assert not re.search(r"crest|crown|gov\.?uk.*\.(png|svg|ico|woff2?)", path.name), path.name
        text = path.read_bytes()
        assert b"GDS Transport" not in text, path.name
        assert b"crest" not in text, path.name
    assert "crown" not in CSS.lower()
    assert finders.find("govuk-frontend.min.css") is None


def test_the_stylesheet_brings_nothing_but_our_two_fonts():
    addresses = re.findall(r"url\(([^)]*)\)", CSS)
    assert addresses == [f'"fonts/{name}"' for name in build.SCREEN_FONTS]
    assert "@import" not in CSS
    assert CSS.count("@font-face") == 2
    assert all((build.BUILT / "fonts" / name).stat().st_size < 50_000 for name in build.SCREEN_FONTS)


def test_the_script_names_no_source_map_because_none_is_served():
    assert "sourceMappingURL" not in (build.BUILT / "govuk-frontend.min.js").read_text()


def test_every_class_and_component_of_the_stylesheet_is_used_by_a_template():
    templates = "".join(path.read_text() for path in build.LOOK.parent.rglob("templates/**/*.html"))
    code = "".join(path.read_text() for path in build.LOOK.parent.rglob("*.py"))
    ours = set(re.findall(r"\.(nssi-[a-z]+(?:-[a-z]+)*)", CSS))
    sources = (build.LOOK / "scss/portal.scss").read_text()
    theirs = {f"govuk-{name}" for name in re.findall(r"/components/([a-z-]+)", sources)}
    assert {name for name in ours | theirs if name not in templates + code} == set()


def test_motion_stops_where_it_is_not_wanted():
    assert "prefers-reduced-motion: no-preference" in CSS.replace(":no", ": no")
    outside = re.sub(r"@media[^{]*prefers-reduced-motion[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", "", CSS)
    assert "animation:" not in outside


@pytest.mark.parametrize("name", build.LETTER_WEIGHTS)
def test_a_letter_font_is_complete_and_draws_each_glyph_as_its_subset_did(name: str):
    merged = TTFont(build.LETTER_FONTS / name)
    characters, glyphs = merged.getBestCmap(), merged.getGlyphSet()
    assert merged["OS/2"].usWeightClass == build.LETTER_WEIGHTS[name]
    bulgarian = [chr(code) for code in range(ord("А"), ord("я") + 1)]
    for character in chain(bulgarian, "ѝЍ0123456789№€§%„“–—…•\N{NO-BREAK SPACE}", "ABZabz@"):
        assert ord(character) in characters, character
    for subset in map(TTFont, build.letter_font_subsets(build.LETTER_WEIGHTS[name])):
        drawn = subset.getGlyphSet()
        for code, glyph in subset.getBestCmap().items():
            assert outline(glyphs, characters[code]) == outline(drawn, glyph), chr(code)


def outline(glyphs, name: str) -> list:
    pen = DecomposingRecordingPen(glyphs)
    glyphs[name].draw(pen)
    return pen.value


def test_a_second_build_leaves_what_is_fresh(monkeypatch):
    monkeypatch.setattr(build, "build_styles", _must_not_run)
    monkeypatch.setattr(build, "merge_letter_font", _must_not_run)
    build.main()


def _must_not_run(*_) -> None:
    pytest.fail("what is fresh was built again")


def test_a_build_that_fails_leaves_the_old_file(tmp_path):
    target = tmp_path / "portal.css"
    target.write_text("old")
    os.utime(target, (0, 0))

    def half(draft: Path) -> None:
        draft.write_text("half")
        raise SystemExit("Sass found an error")

    with pytest.raises(SystemExit):
        build._refresh(target, half)
    assert target.read_text() == "old"
