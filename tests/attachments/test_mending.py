"""Photographs and colour or grey scans become black-and-white pages of 300 dpi, straight, in a process with limits (S1.5)."""

import io
import shutil
import subprocess
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from nssi.attachments import jobs
from nssi.attachments.actions.clear_away import clear_away
from nssi.attachments.actions.mend_file import mend_file
from nssi.attachments.actions.offer_mending import offer_mending, wants_mending
from nssi.attachments.actions.take_in_file import FileRefused
from nssi.attachments.actions.take_in_photograph import is_photograph, take_in_photograph
from nssi.attachments.mending import process
from nssi.attachments.mending.mend import mend
from nssi.attachments.mending.originals import pages_of
from nssi.attachments.mending.page import black_and_white, skew
from nssi.attachments.mending.pdf import as_pdf, joined
from nssi.attachments.mending.process import NotMended, mend_apart
from nssi.attachments.models import Attachment, MendedPage, Mending
from nssi.attachments.uploads import LARGEST_PHOTOGRAPH
from nssi.attachments.verdict import LARGEST_FILE, MEGABYTE, check_file
from nssi.foundation import clock
from tests.attachments.samples import SAMPLES, take_in_file
from tests.support.photographs import grey_scan, large_photograph, photograph, scan_of_pages
from tests.support.work import run_jobs


def drawn(pdf: bytes) -> list[Image.Image]:
    """Return the pages of a PDF as they are stored in it."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return [
            pikepdf.PdfImage(next(iter(page.get_images().values()))).as_pil_image() for page in document.pages
        ]


def skew_of(page: Image.Image) -> float:
    page = page.convert("L")
    page.thumbnail((900, 900))
    return skew(np.asarray(page))


@pytest.mark.parametrize("askew", [-7.0, -2.0, 0.0, 3.0, 6.5])
def test_a_photograph_becomes_a_straight_page_without_the_table(askew: float):
    (picture,) = pages_of(photograph(askew=askew), "jpg")
    assert abs(skew_of(picture) - askew) < 0.3, "as it was photographed"
    page = black_and_white(picture)
    assert page.mode == "1"
    assert abs(skew_of(page)) < 0.2
    assert max(page.size) == 3508 or min(page.size) == 2480, "it fills a page A4 in 300 dpi"
    ink = ~np.asarray(page)
    assert 0.005 < ink.mean() < 0.06, "writing on white, in light and in shadow"
    assert ink[:, : page.width // 40].mean() < 0.01 and ink[:, -page.width // 40 :].mean() < 0.01
    lines = (ink.mean(axis=1) > 0.02).astype(int)
    assert (np.diff(lines) == 1).sum() >= 24, "each of its lines stands by itself"


def test_the_camera_held_on_its_side_is_turned():
    mended = mend(photograph(turned=True), "jpg")
    (page,) = drawn(mended.pdf)
    assert page.height > page.width and abs(skew_of(page)) < 0.2


@pytest.mark.parametrize("dpi", [150, 200, 300])
@pytest.mark.parametrize("form", ["JPEG", "PNG", "TIFF"])
def test_a_scan_that_says_its_resolution_keeps_its_size_on_paper(dpi: int, form: str):
    mended = mend(grey_scan(dpi, form), {"JPEG": "jpg", "PNG": "png", "TIFF": "tif"}[form])
    with pikepdf.open(io.BytesIO(mended.pdf)) as document:
        box = document.pages[0].mediabox
    width, height = (float(box[2]) / 72, float(box[3]) / 72)
    assert abs(width - 8.27) < 0.01 and abs(height - 11.69) < 0.01, "inches of A4"
    (page,) = drawn(mended.pdf)
    assert abs(page.width - 2481) <= 2 and abs(page.height - 3507) <= 2


def test_each_page_of_a_scan_becomes_a_page():
    mended = mend(scan_of_pages(3), "pdf")
    assert len(drawn(mended.pdf)) == len(mended.pages) == 3


def test_what_is_made_passes_every_check_without_a_remark():
    mended = mend(large_photograph(), "jpg")
    verdict = check_file("документ.pdf", mended.pdf)
    assert verdict.findings == ()
    assert verdict.bytes < LARGEST_FILE // 10, "ten pages stay under 2,5 МБ"


def test_the_pages_are_drawn_as_they_are_stored(tmp_path: Path):
    """Black is black: read by another program."""
    if shutil.which("pdftoppm") is None:
        pytest.skip("poppler-utils is not installed")
    page = Image.new("1", (2480, 3508), 1)
    page.paste(0, (0, 0, 1240, 1754))
    (tmp_path / "page.pdf").write_bytes(as_pdf([page]))
    subprocess.run(["pdftoppm", "-r", "30", "-gray", "page.pdf", "out"], cwd=tmp_path, check=True)
    with Image.open(next(tmp_path.glob("out*"))) as read:
        assert read.getpixel((20, 20)) == 0 and read.getpixel((230, 330)) > 250
    assert [page.size for page in drawn((tmp_path / "page.pdf").read_bytes())] == [(2480, 3508)]


def test_several_documents_become_one():
    one = as_pdf([Image.new("1", (100, 200), 1)])
    two = as_pdf([Image.new("1", (300, 200), 1), Image.new("1", (400, 200), 1)])
    assert [page.width for page in drawn(joined([one, two]))] == [100, 300, 400]


def test_the_small_pictures_are_small():
    (page,) = mend(large_photograph(), "jpg").pages
    for content, form in ((page.before, "JPEG"), (page.after, "PNG")):
        with Image.open(io.BytesIO(content)) as picture:
            assert picture.format == form and picture.width <= 640 and picture.height <= 900
        assert len(content) < 200_000


@pytest.mark.parametrize(
    ("mode", "size"),
    [("1", (300, 400)), ("LA", (300, 400)), ("P", (400, 300)), ("RGBA", (300, 400)), ("I;16", (300, 400)),
     ("L", (1, 400)), ("L", (400, 1)), ("L", (1, 1))],
    ids=["bits", "grey and clear", "palette", "colour and clear", "16 bits", "narrow", "flat", "a dot"],
)  # fmt: skip
def test_pictures_of_any_shape_and_mode_become_pages(mode: str, size: tuple[int, int]):
    out = io.BytesIO()
    Image.new(mode, size).save(out, "PNG")
    (page,) = drawn(mend(out.getvalue(), "png").pdf)
    assert page.width <= 3508 and page.height <= 3508


# In a process of its own


def test_a_page_is_mended_apart():
    assert mend_apart(photograph(), "jpg") == mend(photograph(), "jpg")


def bomb() -> bytes:
    out = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (lambda: b"", "jpg"),
        (lambda: photograph()[:5000], "jpg"),
        (lambda: b"%PDF-1.7 nothing", "pdf"),
        (lambda: SAMPLES["pdf"], "pdf"),
        (bomb, "png"),
        (lambda: scan_of_pages(1)[:-3000], "tif"),
    ],
    ids=["empty", "cut off", "no pdf", "a pdf of text", "bomb", "another kind"],
)
def test_what_cannot_be_mended_breaks_nothing(content: Callable[[], bytes], kind: str):
    with pytest.raises(NotMended):
        mend_apart(content(), kind)


def test_mending_that_takes_too_long_or_too_much_is_ended(monkeypatch):
    monkeypatch.setattr(process, "TAKES_AT_MOST", 0.2)
    with pytest.raises(NotMended, match="out of time"):
        mend_apart(large_photograph(), "jpg")


def test_the_reason_tells_nothing_of_the_content():
    with pytest.raises(NotMended) as reason:
        mend_apart(b"\xff\xd8\xff 8502124512", "jpg")
    assert "8502124512" not in str(reason.value)


# The course of a photograph


def take_photograph(content: bytes | None = None, name: str = "снимка.jpg") -> Attachment:
    return take_in_photograph(SimpleUploadedFile("upload", content or large_photograph()), name)


@pytest.mark.parametrize(
    ("name", "size", "expected"),
    [
        ("a.jpg", LARGEST_FILE, False),
        ("a.jpg", LARGEST_FILE + 1, True),
        ("a.PDF", 9 * MEGABYTE, True),
        ("a.docx", 9 * MEGABYTE, False),
        ("a.jpg", 99 * MEGABYTE, True),
    ],
)
def test_only_what_is_too_large_to_be_filed_is_taken_as_a_photograph(name: str, size: int, expected: bool):
    upload = SimpleUploadedFile("upload", b"")
    upload.size = size
    assert is_photograph(upload, name) is expected


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        (
            "снимка.jpg",
            b"\xff\xd8\xff" + bytes(LARGEST_PHOTOGRAPH),
            "Файлът „снимка.jpg“ е 15,1 МБ. Снимка или сканирано копие, от което да направим документ, може да е до 15 МБ.",
        ),
        ("снимка.jpg", b"MZ" + bytes(3 * MEGABYTE), "Съдържанието на „снимка.jpg“ не отговаря на вида .jpg."),
        (
            "текст.pdf",
            SAMPLES["pdf"] + bytes(3 * MEGABYTE),
            "Файлът „текст.pdf“ е 3,1 МБ. Може да е до 2,5 МБ.",
        ),
    ],
    ids=["too large", "no picture", "a pdf of text"],
)
def test_a_photograph_that_cannot_be_taken_says_why(
    own_attachments, name: str, content: bytes, expected: str
):
    with pytest.raises(FileRefused) as refusal:
        take_photograph(content, name)
    assert refusal.value.finding.text.replace("\u00a0", " ") == expected
    assert not Attachment.objects.exists()


@pytest.mark.django_db
def test_a_scan_of_many_pages_is_taken_to_be_mended(own_attachments):
    scan = scan_of_pages(12, 200)
    assert len(scan) > LARGEST_FILE
    assert take_photograph(scan, "скан.pdf").size == len(scan)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        (photograph, "снимка.jpg", True),
        (grey_scan, "скан.jpg", True),
        (lambda: scan_of_pages(1), "скан.pdf", True),
        (lambda: SAMPLES["png"], "скан.png", False),
        (lambda: SAMPLES["docx"], "писмо.docx", False),
    ],
    ids=["photograph", "grey scan", "grey pdf", "black and white", "no picture"],
)
def test_only_what_is_not_as_asked_is_offered_to_be_mended(own_attachments, content, name, expected):
    assert wants_mending(take_in_file(SimpleUploadedFile("upload", content()), name)) is expected


@pytest.mark.django_db(transaction=True)
def test_a_photograph_is_mended_by_a_job(own_attachments):
    attachment = take_photograph()
    offer_mending(attachment)
    offer_mending(attachment)
    run_jobs()
    mending = Mending.objects.get(source=attachment)
    assert mending.state == "ready"
    assert (mending.result.name, mending.result.kind, mending.result.state) == ("снимка.pdf", "pdf", "ours")
    (page,) = mending.pages.all()
    assert (page.before.kind, page.after.kind) == ("jpg", "png")


@pytest.mark.django_db
def test_what_cannot_be_mended_is_said_and_not_tried_again(own_attachments):
    attachment = take_photograph(b"\xff\xd8\xff" + bytes(3 * MEGABYTE))
    offer_mending(attachment)
    mending = Mending.objects.get()
    mend_file(mending.id)
    mending.refresh_from_db()
    assert (mending.state, mending.tries, mending.result) == ("failed", 1, None)
    mend_file(mending.id)
    assert Mending.objects.get().tries == 1


@pytest.mark.django_db
def test_a_mending_whose_worker_was_killed_is_taken_up_and_at_last_given_up(own_attachments, monkeypatch):
    offer_mending(take_photograph())
    (mending,) = Mending.objects.all()

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("nssi.attachments.actions.mend_file.mend_apart", killed)
    for tries in range(1, 4):
        with pytest.raises(KeyboardInterrupt):
            mend_file(mending.id)
        mending.refresh_from_db()
        assert (mending.state, mending.tries) == ("waiting", tries)
        assert clock.now() < mending.due_at < clock.now() + timedelta(minutes=10)
    mend_file(mending.id)
    mending.refresh_from_db()
    assert mending.state == "failed"


@pytest.mark.django_db
def test_the_sweeper_asks_for_what_is_overdue(own_attachments, travel, monkeypatch):
    asked: list[int] = []
    monkeypatch.setattr(jobs, "have_mended", asked.append)
    mending = Mending.objects.create(source=take_photograph(), due_at=clock.now() + timedelta(minutes=4))
    jobs.mend_waiting_files(0)
    assert asked == []
    travel(minutes=5)
    jobs.mend_waiting_files(0)
    assert asked == [mending.id]


@pytest.mark.django_db
def test_pages_that_nobody_took_go_with_their_photograph(own_attachments, travel):
    offer_mending(take_photograph())
    mend_file(Mending.objects.get().id)
    assert Attachment.objects.count() == 4, "the photograph, the document, two small pictures"
    travel(days=1, minutes=1)
    clear_away()
    clear_away()
    assert not Attachment.objects.exists() and not MendedPage.objects.exists()
