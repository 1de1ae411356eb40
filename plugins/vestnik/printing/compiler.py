"""Typst: the one module that knows it. Called in a worker process that can be killed."""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

_ATTEMPTS = 40
_UNSHOWN = re.compile(r'the text `"(.*?)"` could not be displayed', re.DOTALL)
_INSTEAD = "□"


class PrintError(Exception):
    """Typst cannot make a PDF of the source; the message is Typst's own."""


def compile_pdf(source: str, root: Path, moment: datetime) -> bytes:
    """The PDF/UA-1 of a Typst source; pictures are found below `root`.

    Characters that no font of Typst has become «□»: a missing emoji is no reason to have no PDF.

    Raises:
        PrintError: whatever else Typst refuses.
    """
    import typst

    compiler = _compiler(str(root))
    for _ in range(_ATTEMPTS):
        try:
            made: bytes = compiler.compile(
                source.encode(), format="pdf", pdf_standards=["ua-1"], timestamp=moment
            )
        except typst.TypstError as error:
            source = _without(source, str(error))
        else:
            return made
    raise PrintError("too many characters without a letter in any font")


@cache
def _compiler(root: str) -> Any:
    """Kept, since a third of what a PDF costs is reading the fonts that ship inside Typst. What it
    holds besides does not grow with the number of PDFs (tried: 320 of them, 118 MB).
    """
    import typst

    make: Any = typst.Compiler  # its annotations admit no bytes beside a `root` of text
    return make(b"", root=root, ignore_system_fonts=True)


def _without(source: str, complaint: str) -> str:
    """The source without the characters that Typst complains of."""
    found = _UNSHOWN.search(complaint)
    odd = {char for char in found[1] if not char.isascii()} if found else set()
    shown = source.translate(dict.fromkeys(map(ord, odd), _INSTEAD))
    if shown == source:
        raise PrintError(complaint)
    return shown


def version() -> str:
    """Of Typst: another one may make other bytes. Empty where it is not installed."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as version_of

    try:
        return version_of("typst")
    except PackageNotFoundError:
        return ""
