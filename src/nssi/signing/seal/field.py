"""The form field that holds the seal: invisible, and yet known to readers aloud, as PDF/UA-1 asks of every field."""

from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import InvisSigSettings, SigFieldSpec

NAME = "Seal"
SEAL_FIELD = SigFieldSpec(
    NAME,
    on_page=-1,
    readable_field_name="Електронен печат на институцията",
    # PDF/A: printed, not hidden
    invis_sig_settings=InvisSigSettings(set_hidden_flag=False, set_print_flag=True),
)

_pdf: Any = generic  # its objects have no types
_name = generic.pdf_name


def tag_field(writer: IncrementalPdfFileWriter, field: Any) -> None:
    """Give the field (a reference to it) its place in the structure: a Form element, found from both sides.

    Raises KeyError where the document is not tagged.
    """
    tree = writer.root["/StructTreeRoot"]
    top = tree["/K"][0] if isinstance(tree["/K"], list) else tree["/K"]
    widget = field.get_object()
    seen = {_name("/Type"): _name("/OBJR"), _name("/Obj"): field, _name("/Pg"): widget.raw_get("/P")}
    element = writer.add_object(
        _pdf.DictionaryObject(
            {
                _name("/Type"): _name("/StructElem"),
                _name("/S"): _name("/Form"),
                _name("/P"): _reference(writer, top),
                _name("/K"): _pdf.DictionaryObject(seen),
            }
        )
    )
    if not isinstance(top["/K"], list):
        top["/K"] = _pdf.ArrayObject([top.raw_get("/K")])
    top["/K"].append(element)
    key = int(tree["/ParentTreeNextKey"])
    widget["/StructParent"] = _pdf.NumberObject(key)
    tree["/ParentTree"]["/Nums"].extend([_pdf.NumberObject(key), element])
    tree["/ParentTreeNextKey"] = _pdf.NumberObject(key + 1)
    page = widget["/P"]
    page["/Tabs"] = _name("/S")
    for changed in (top, top["/K"], tree, tree["/ParentTree"], tree["/ParentTree"]["/Nums"], page):
        writer.update_container(changed)


def _reference(writer: IncrementalPdfFileWriter, value: Any) -> Any:
    found = value.container_ref
    return _pdf.IndirectObject(found.idnum, found.generation, writer)
