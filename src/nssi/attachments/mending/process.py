"""Mending in a process of its own, with limits of time and memory and without secrets: a picture made to break its reader
breaks nothing else.

The child reads the content from its input and writes a zip to its output: the PDF and the small pictures of its pages.
"""

import io
import os
import resource
import subprocess
import sys
import zipfile

from nssi.attachments.mending.mend import Mended, ShownPage, mend

TAKES_AT_MOST = 120
"""Seconds for one file, on the clock; a page takes about two."""

MOST_MEMORY = 1_500_000_000
"""Bytes of addresses; a photograph of 12 million pixels needs less than half of them."""


class NotMended(Exception):  # noqa: N818 – an answer, no error of ours
    """Nothing could be made of it. The text says how the child ended, for the log."""


def mend_apart(content: bytes, kind: str) -> Mended:
    """Return `mend(content, kind)`, done in a child process. Raises NotMended."""
    command = [sys.executable, "-I", "-m", "nssi.attachments.mending.process", kind]
    try:
        child = subprocess.run(
            command, input=content, capture_output=True, timeout=TAKES_AT_MOST, check=False, env={}
        )
    except subprocess.TimeoutExpired as error:
        raise NotMended("out of time") from error
    if child.returncode != 0:
        last = child.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
        raise NotMended(f"ended with {child.returncode}: {last.partition(':')[0][:80]}")
    try:
        return _unpacked(child.stdout)
    except (zipfile.BadZipFile, KeyError) as error:
        raise NotMended("answered what is no answer") from error


def _packed(mended: Mended) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        parts.writestr("result.pdf", mended.pdf)
        for number, page in enumerate(mended.pages):
            parts.writestr(f"{number}.jpg", page.before)
            parts.writestr(f"{number}.png", page.after)
    return out.getvalue()


def _unpacked(packed: bytes) -> Mended:
    with zipfile.ZipFile(io.BytesIO(packed)) as parts:
        numbers = range((len(parts.namelist()) - 1) // 2)
        pages = (ShownPage(parts.read(f"{number}.jpg"), parts.read(f"{number}.png")) for number in numbers)
        return Mended(parts.read("result.pdf"), tuple(pages))


def _main() -> None:
    os.nice(10)  # pages are answered first
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (TAKES_AT_MOST, TAKES_AT_MOST))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.stdout.buffer.write(_packed(mend(sys.stdin.buffer.read(), sys.argv[1])))


if __name__ == "__main__":
    _main()
