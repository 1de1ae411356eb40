"""The files that come along with a page: which were saved, how they are called from now on."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from pathlib import Path

from vestnik.core.addresses import file_name
from vestnik.core.schema.paths import PICTURES
from vestnik.importing.mirror import Mirror
from vestnik.importing.page import Page, ReferenceKind
from vestnik.importing.relinking import UNKNOWN_HOST
from vestnik.importing.source_text import Placed

_MAX_FILE = 200_000_000
Content = Path | bytes
"""A file of the mirror, or what came inside the page."""


def files_behind(page: Page, file: Path, mirror: Mirror) -> dict[int, tuple[str, Content]]:
    """Name and content of what was saved of a page's references, by the reference."""
    embedded = {one.address: one.data for one in page.embedded}
    found: dict[int, tuple[str, Content]] = {}
    for index, reference in enumerate(page.references):
        if reference.kind is ReferenceKind.PAGE:
            continue
        content: Content | None = embedded.get(reference.address)
        name = posixpath.basename(reference.address)
        if content is None:
            content = mirror.file_behind(file, page, reference.address)
            name = content.name if content else ""
        if content is None or (isinstance(content, Path) and content.stat().st_size > _MAX_FILE):
            continue
        ending = posixpath.splitext(name)[1].lower().lstrip(".")
        if reference.kind is ReferenceKind.PICTURE and ending not in PICTURES:
            continue
        found[index] = (name, content)
    return found


def place_files(
    page: Page, file: Path, mirror: Mirror, found: Mapping[int, tuple[str, Content]]
) -> tuple[dict[int, Placed], dict[str, Content], list[str]]:
    """Where each reference leads now, files to copy by their new names, what is missing."""
    placed: dict[int, Placed] = {}
    copies: dict[str, Content] = {}
    notes: list[str] = []
    for index, reference in enumerate(page.references):
        if index in found:
            name = _free_name(*found[index], copies)
            copies[name] = found[index][1]
            placed[index] = Placed(name)
            continue
        if reference.kind is not ReferenceKind.PAGE:
            notes.append(reference.address)
        if reference.kind is ReferenceKind.PAGE:
            saved = mirror.page_behind(file, page, reference.address)
            address = mirror.full_address_of(saved) if saved else ""
            placed[index] = Placed(address or mirror.link_to(file, page, reference.address))
        elif reference.kind is ReferenceKind.FILE:
            placed[index] = Placed(_known(mirror.link_to(file, page, reference.address)))
    return placed, copies, notes


def _known(address: str) -> str:
    """An address that a reader can open; empty where the host is not known."""
    return "" if address.startswith(f"http://{UNKNOWN_HOST}/") else address


def _free_name(typed: str, content: Content, copies: Mapping[str, Content]) -> str:
    """The name of a copy; the same file keeps one name."""
    name = file_name(typed)
    stem, dot, ending = name.rpartition(".")
    number = 1
    while name in copies and copies[name] != content:
        number += 1
        name = f"{stem}-{number}{dot}{ending}"
    return name
