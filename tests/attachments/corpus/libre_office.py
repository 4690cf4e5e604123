"""Documents of LibreOffice of the corpus (.odt, .ods)."""

from tests.attachments.corpus.lines import WEB, Row, given, half
from tests.attachments.corpus.packed_office import DTD
from tests.attachments.samples import (
    SAMPLES,
    container,
    open_document,
)


def entry(path: str, media_type: str = "", inner: str = "") -> str:
    return (
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{media_type}">{inner}'
        "</manifest:file-entry>"
    )


def href(target: str) -> str:
    return f'<text:a xlink:type="simple" xlink:href="{target}">a</text:a>'


_KEPT = entry("content.xml", "text/xml", "<manifest:encryption-data/>")
_OPEN = (("odt", "text"), ("ods", "spreadsheet"))

LIBRE_OFFICE: list[Row] = [
    row
    for kind, name in _OPEN
    for row in (
        (f"акт.{kind}", "empty", given(SAMPLES[kind]), ""),
        (f"акт.{kind}", "a password", lambda name=name: open_document(name, files=_KEPT), "encrypted"),
        (f"акт.{kind}", "a link", lambda name=name: open_document(name, body=href(WEB)), "links"),
        (f"акт.{kind}", "a link to a neighbouring file", lambda name=name: open_document(name, body=href("../b.odt")), "links"),
        (f"акт.{kind}", "a link within itself", lambda name=name: open_document(name, body=href("#a") + href("Pictures/a.png")), ""),
        (f"акт.{kind}", "macros", lambda name=name: open_document(name, more={"Basic/Standard/Module1.xml": "<a/>"}), "active_content"),
        (f"акт.{kind}", "a button that runs a macro", lambda name=name: open_document(name, body='<script:event-listener script:event-name="dom:click"/>'), "active_content"),
        (f"акт.{kind}", "a link that runs a macro", lambda name=name: open_document(name, body=href("vnd.sun.star.script:a")), "active_content"),
        (f"акт.{kind}", "a file inside", lambda name=name: open_document(name, files=entry("Object 1", "application/vnd.sun.star.oleobject")), "active_content"),
        (f"акт.{kind}", "cut in half", lambda kind=kind: half(kind), "unreadable"),
        (f"акт.{kind}", "no content", lambda name=name: container({"mimetype": f"application/vnd.oasis.opendocument.{name}"}), "unreadable"),
        (f"акт.{kind}", "a bomb", lambda name=name: open_document(name, more={f"Pictures/{n}": bytes(60_000_000) for n in range(4)}), "unreadable"),
        (f"акт.{kind}", "entities of its own", lambda name=name: open_document(name, more={"styles.xml": DTD}), "unreadable"),
        (f"акт.{kind}", "a plain zip", lambda: container({"mimetype": "application/zip"}), "content_mismatch"),
        (f"акт.{kind}", "a presentation", lambda: open_document("presentation"), "content_mismatch"),
    )
] + [
    ("акт.ods", "a link as a formula", lambda: open_document("spreadsheet", body=f"<table:table-cell table:formula=\"of:=HYPERLINK(&quot;{WEB}&quot;)\"/>"), "links"),
    ("акт.ods", "a formula that starts programs", lambda: open_document("spreadsheet", body="<office:dde-source/>"), "active_content"),
    ("акт.odt", "a table", given(SAMPLES["ods"]), "content_mismatch"),
    ("акт.odp", "a presentation", lambda: open_document("presentation"), "type_not_allowed"),
]  # fmt: skip
