"""A real chromium for the tests: opens pages at a width, with or without scripts, and checks each for accessibility."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

ROOT = Path(__file__).parents[2]
CHROMIUM = Path("/usr/bin/chromium-headless-shell")
"""The engine without the window around it, which would take a third of the run."""
PATIENCE = 20_000
"""So many milliseconds anything that is waited for may take: the machine may be busy."""
_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
_AXE_OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice", "EN-301-549"],
    "resultTypes": ["violations", "incomplete"],
    "preload": {"assets": ["media"]},  # and not all styles anew, which no rule of these asks for
}


def walked(*usually: str) -> pytest.MarkDecorator:
    """Walk a journey in these ways, and in the others only for `make test-all`."""
    ways = {
        "360 without scripts": (360, False),
        "1280": (1280, True),
        "360": (360, True),
        "1280 without scripts": (1280, False),
    }
    return pytest.mark.parametrize(
        ("width", "scripts"),
        [
            pytest.param(*way, id=name, marks=() if name in usually else pytest.mark.full)
            for name, way in ways.items()
        ],
    )


BOTH_WAYS = walked("360 without scripts", "1280")
ON_A_PHONE, AT_A_DESK = walked("360 without scripts"), walked("1280")


@contextmanager
def running_chromium() -> Iterator[Browser]:
    """Run one chromium while the block runs."""
    with sync_playwright() as playwright:
        expect.set_options(timeout=PATIENCE)
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=_OPTIONS)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def opened_page(
    browser: Browser, *, width: int = 1280, scripts: bool = True, qes: tuple[str, Path] | None = None
) -> Iterator[Page]:
    """Open an empty page, `width` pixels wide; without `scripts` none of the pages' own scripts is loaded.

    `qes`: the host that asks for certificates, and the PEM file of the one that this browser shows it.
    """
    certificates: list[Any] = [{"origin": qes[0], "certPath": qes[1], "keyPath": qes[1]}] if qes else []
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        locale="bg-BG",
        accept_downloads=True,
        client_certificates=certificates,
        ignore_https_errors=bool(qes),  # the test issuer certified the host, too
    )
    if not scripts:
        context.route("**/*.js", lambda route: route.abort())
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    try:
        yield page
    finally:
        context.close()


def choose_files(page: Page, label: str | re.Pattern[str], files: Any, *, exact: bool = False) -> None:
    """Choose files as a person does: with scripts the control is a button of ours, without them the browser's own."""
    page.wait_for_load_state("load")
    control = page.get_by_label(label, exact=exact)
    if control.evaluate("control => control.matches('input')"):
        control.set_input_files(files)
    else:
        with page.expect_file_chooser() as chooser:
            control.click()
        chooser.value.set_files(files)


def violations(page: Page) -> list[str]:
    """Return what axe finds wrong with the page as it is shown now, and whether it scrolls sideways."""
    page.wait_for_load_state("load")
    page.evaluate(_AXE.read_text())
    found: dict[str, Any] = page.evaluate("options => axe.run(options)", _AXE_OPTIONS)
    wrong = [
        f"{violation['id']}: {node['html'][:200]}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]
    wrong += [
        f"contrast unsure: {node['html'][:200]}"
        for incomplete in found["incomplete"]
        if incomplete["id"] == "color-contrast"
        for node in incomplete["nodes"]
        if "nssi-chart__text" not in node["html"]  # axe cannot see what lies behind a text in a drawing
    ]
    if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
        wrong.append("the page scrolls sideways")
    return wrong
