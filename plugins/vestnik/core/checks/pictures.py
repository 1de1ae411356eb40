"""Pictures in the text: each says what it shows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vestnik.core.checks.passage import Finding, Passage, short
from vestnik.core.problems import Severity
from vestnik.core.schema.values import is_empty_word, is_file_name

_PICTURE = re.compile(r"!\[(?P<alt>[^\[\]]*)\]\(\s*<?(?P<file>[^\s()<>]*)")
_REMEDY = "напишите в квадратных скобках, что на картинке видно"


def without_alt(passage: Passage) -> Iterator[Finding]:
    """Who cannot see the picture is told what it shows, in words that say it."""
    if "![" not in passage.text:
        return
    for found in _PICTURE.finditer(passage.text):
        alt, file = found.group("alt").strip(), found.group("file")
        if not alt:
            yield Finding(
                found.start(),
                "alt-missing",
                f"у картинки «{short(file)}» нет описания для тех, кто её не видит",
                _REMEDY,
                Severity.ERROR,
            )
        elif is_file_name(alt):
            yield Finding(
                found.start(),
                "alt-file-name",
                f"«{short(alt)}» — это имя файла, а не описание картинки",
                _REMEDY,
                Severity.ERROR,
            )
        elif is_empty_word(alt):
            yield Finding(
                found.start(),
                "alt-empty-word",
                f"«{alt}» ничего не говорит тому, кто не видит картинку",
                _REMEDY,
            )
