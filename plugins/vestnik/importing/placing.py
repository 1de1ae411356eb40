"""Where an item goes: the path of its source, free of what stands there already."""

from __future__ import annotations

from collections.abc import Callable

from vestnik.core.addresses import number_slug, slug
from vestnik.core.model import Kind
from vestnik.importing.recognition import Item

_FOLDERS = {
    Kind.NEWS: "news",
    Kind.DOCUMENT: "documents",
    Kind.REPORT: "reports",
    Kind.PAGE: "pages",
}
_SLUG = 60
_DEVICES = frozenset(
    ("con", "prn", "aux", "nul", *(f"{one}{n}" for one in ("com", "lpt") for n in range(10)))
)
"""Names that no file of Windows can have."""


def path_of(item: Item, year: int, taken: Callable[[str], bool], *, folder: bool) -> str:
    """Path of the source: `news/2023/most.md`, with files beside it `news/2023/most/index.md`."""
    name = _name(item)
    for number in range(1, 1000):
        stem = name if number == 1 else f"{name}-{number}"
        base = (
            f"{_FOLDERS[item.kind]}/{stem}"
            if item.kind is Kind.PAGE
            else f"{_FOLDERS[item.kind]}/{year}/{stem}"
        )
        alone, beside_files = f"{base}.md", f"{base}/index.md"
        if not (taken(alone) or taken(beside_files)):  # both would have one address
            return beside_files if folder or item.kind is Kind.DOCUMENT else alone
    raise ValueError(f"слишком много материалов с именем {name}")


def _name(item: Item) -> str:
    if item.act and item.act.number:
        return f"{slug(item.act.kind.value)}-{number_slug(item.act.number.value)}"
    name = slug(item.title or "bez-nazvaniya", _SLUG)
    return f"{name}-1" if name in _DEVICES else name
