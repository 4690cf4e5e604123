"""`python -m tests.pictures FOLDER`: takes the pictures of the docs from a running installation."""

import re
import subprocess
import sys
import tempfile
from io import BytesIO
from pathlib import Path
from urllib.parse import urljoin

from PIL import Image, ImageOps
from playwright.sync_api import Page

from nssi.operate.installation import running_installation
from tests.support.browser import opened_page, running_chromium
from tests.support.journeys import Visit
from tests.support.phone import Phone
from tests.support.scans import scanned_act

LARGEST = 200_000  # bytes of one picture
DOCUMENTS = {
    "Изтеглете подаденото заявление": "document-application",
    "Изтеглете съобщението за завеждането": "document-registration",
}


def main(folder: Path) -> None:
    """Walk J0 and J1 on a phone and on a desk, and keep what they show, and the documents that they leave."""
    folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix="nssi-pictures-") as place,
        running_installation(
            Path(place) / "var",
            durable=False,
            simulator_options=("--delay-appear", "0", "--delay-sign", "0"),
            log=Path(place) / "log",
        ) as installation,
        running_chromium() as chromium,
    ):
        for width in (360, 1280):
            with opened_page(chromium, width=width) as page:
                _walk(Visit(installation, page), folder, width, scanned_act(Path(place)))


def _walk(visit: Visit, folder: Path, width: int, act: Path) -> None:
    phone = Phone.register_new(visit.installation.simulator_url)
    visit.checks_the_phone(phone.phone)
    visit.chooses_step(2)
    _keep(visit.page, folder / f"k-05-{width}.png")
    visit.chooses_step(3)
    _keep(visit.page, folder / f"k-04-{width}.png")
    phone.sign()
    visit.chooses_step(3)
    phone.sign()
    visit.chooses_step(4)
    _keep(visit.page, folder / f"k-06-{width}.png")
    visit.begins_an_application(phone.number, phone.pik())
    visit.fills_in_an_application(act, mail="maria@example.bg")
    _keep(visit.page, folder / f"c-21-{width}.png")
    uri, access_code = visit.files_the_application()
    _keep(visit.page, folder / f"c-23-{width}.png")
    for title, name in DOCUMENTS.items():
        _keep_document(_downloaded(visit.page, title), folder / f"{name}.png")
    _keep_document(phone.last_document(), folder / "document-certificate.png")
    visit.looks_up_the_state(uri, access_code)
    _keep(visit.page, folder / f"p-05b-{width}.png")


def _downloaded(page: Page, title: str) -> bytes:
    """Return the document behind the link, as soon as it is made."""
    link = page.get_by_role("link", name=title)
    while not link.count():
        page.wait_for_timeout(500)
        page.reload()
    return page.request.get(urljoin(page.url, link.get_attribute("href") or "")).body()


def _keep_document(content: bytes, path: Path) -> None:
    """Keep the first page of a document as a picture with a thin frame, as it would lie on a table."""
    drawn = subprocess.run(
        ["pdftoppm", "-r", "80", "-png", "-f", "1", "-l", "1", "-singlefile"],
        input=content,
        capture_output=True,
        check=True,
    ).stdout
    _keep_small(ImageOps.expand(Image.open(BytesIO(drawn)).convert("RGB"), 1, "#b1b4b6"), path)


def _keep(page: Page, path: Path) -> None:
    """Keep the whole page as a picture of few colours, in which the demonstration's codes may be seen."""
    page.wait_for_load_state("networkidle")
    page.evaluate("document.activeElement.blur()")
    _keep_small(Image.open(BytesIO(page.screenshot(full_page=True))).convert("RGB"), path)


def _keep_small(picture: Image.Image, path: Path) -> None:
    picture.quantize(64, dither=Image.Dither.NONE).save(path, optimize=True)
    size = path.stat().st_size
    if size > LARGEST:
        raise ValueError(f"{path.name} takes {size} bytes")
    sys.stdout.write(f"{re.sub(r'.*/', '', str(path))} {size} bytes\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
