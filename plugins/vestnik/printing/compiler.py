"""Typst: the one module that knows it. Called in a worker process that can be killed."""

from __future__ import annotations

import re
from datetime import datetime
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

    compile_typst: Any = typst.compile  # its annotations admit no bytes beside a `root` of text
    for _ in range(_ATTEMPTS):
        try:
            made: bytes = compile_typst(
                source.encode(),
                root=str(root),
                format="pdf",
                ignore_system_fonts=True,
                pdf_standards=["ua-1"],
                timestamp=moment,
            )
        except typst.TypstError as error:
            source = _without(source, str(error))
        else:
            return made
    raise PrintError("too many characters without a letter in any font")


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
