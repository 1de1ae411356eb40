"""What of PDF/UA-1 (ISO 14289-1) a program can see in a file's structure, after the Matterhorn
Protocol: a second opinion beside Typst's own. No validator of PDF/UA is on the package registries.
"""

from __future__ import annotations

import io
import itertools
import re
from collections.abc import Iterator
from typing import Any

import pikepdf

_PAINTS = frozenset(["Tj", "TJ", "'", '"', "S", "s", "f", "F", "f*", "B", "B*", "b", "Do", "sh"])
_KNOWN = frozenset(
    [
        "Document",
        "DocumentFragment",
        "Part",
        "Sect",
        "Div",
        "P",
        "H",
        "H1",
        "H2",
        "H3",
        "H4",
        "H5",
        "H6",
        "L",
        "LI",
        "Lbl",
        "LBody",
        "Table",
        "TR",
        "TH",
        "TD",
        "THead",
        "TBody",
        "TFoot",
        "Caption",
        "Span",
        "Quote",
        "Note",
        "Reference",
        "BibEntry",
        "Code",
        "Link",
        "Annot",
        "Figure",
        "Formula",
        "Form",
        "BlockQuote",
        "TOC",
        "TOCI",
        "NonStruct",
        "Private",
        "Art",
        "Index",
    ]
)
_PARENTS = {"LI": {"L"}, "TR": {"Table", "THead", "TBody", "TFoot"}, "TH": {"TR"}, "TD": {"TR"}}


def faults(data: bytes) -> list[str]:
    """What is wrong with a PDF, in English; empty for nothing."""
    with pikepdf.open(io.BytesIO(data)) as document:
        return [*_of_file(document), *_of_tags(document), *_of_pages(document)]


def _of_file(document: pikepdf.Pdf) -> Iterator[str]:
    root = document.Root
    if not root.get("/MarkInfo", {}).get("/Marked"):
        yield "not marked as tagged"
    if "/Lang" not in root:
        yield "no language"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
        yield "the title is not shown"
    metadata = document.open_metadata()
    if metadata.get("pdfuaid:part") != "1" or not metadata.get("dc:title"):
        yield "no identification or no title in the metadata"
    if "/ParentTree" not in root.StructTreeRoot:
        yield "no way from the content to its tags"


def _of_tags(document: pikepdf.Pdf) -> Iterator[str]:
    tree = document.Root.StructTreeRoot
    known = _KNOWN | {str(name).removeprefix("/") for name in tree.get("/RoleMap", {})}
    levels = [0]
    for name, parent, element in _elements(tree.K, ""):
        if name not in known:
            yield f"unknown tag {name}"
        if name in _PARENTS and parent not in _PARENTS[name]:
            yield f"{name} within {parent}"
        if name == "Figure" and not element.get("/Alt"):
            yield "a picture without words"
        if name == "TH" and "/A" not in element:
            yield "a head cell without a scope"
        if re.fullmatch("H[1-6]", name):
            levels.append(int(name[1]))
    for before, after in itertools.pairwise(levels):
        if after > before + 1:
            yield f"a heading of level {after} after level {before}"


def _elements(node: Any, parent: str) -> Iterator[tuple[str, str, pikepdf.Dictionary]]:
    """(tag, tag around it, element) in reading order."""
    if isinstance(node, pikepdf.Array):
        for kid in node:
            yield from _elements(kid, parent)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        name = str(node.S).removeprefix("/")
        yield name, parent, node
        if "/K" in node:
            yield from _elements(node.K, name)


def _of_pages(document: pikepdf.Pdf) -> Iterator[str]:
    for number, page in enumerate(document.pages, 1):
        notes = page.get("/Annots", ())
        if notes and page.get("/Tabs") != "/S":
            yield f"page {number}: links are not in the order of the tags"
        for note in notes:
            if "/Contents" not in note or "/StructParent" not in note:
                yield f"page {number}: a link without words or tag"
        depth = 0
        for operand, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            depth += (name in ("BDC", "BMC")) - (name == "EMC")
            if name in _PAINTS and not depth:
                yield f"page {number}: content outside the tags ({name} {operand})"
                break
        for font in page.get("/Resources", {}).get("/Font", {}).values():
            if "/ToUnicode" not in font:
                yield f"page {number}: letters that cannot be read out"
