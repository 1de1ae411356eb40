"""The text of a file by page, in the form in which it is kept.

Search names the page of a hit and citations name their place, so pages stay apart: a page without
text that can be read is an empty string. Packed, because a catalogue holds thousands of them.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from itertools import accumulate

_BETWEEN = "\f"
"""Parts pages; a form feed inside a page's text is no text."""


def pack(pages: Sequence[str]) -> bytes:
    """Pages as bytes; nothing where no page holds any text. Same pages, same bytes."""
    if not any(pages):
        return b""
    text = _BETWEEN.join(page.replace(_BETWEEN, " ") for page in pages)
    return zlib.compress(text.encode("utf-8", "replace"), 6)


def unpack(packed: bytes) -> tuple[str, ...]:
    """What `pack` was given; no pages for nothing."""
    return tuple(zlib.decompress(packed).decode().split(_BETWEEN)) if packed else ()


def page_starts(pages: Sequence[str]) -> list[int]:
    r"""Where each page begins in the text of all pages joined by `\n`, and where one more would.

    >>> page_starts(("abc", "", "de"))
    [0, 4, 5, 8]
    """
    return [0, *accumulate(len(page) + 1 for page in pages)]
