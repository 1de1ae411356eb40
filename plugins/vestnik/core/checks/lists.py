"""Lists that are lists, not lines with signs.

The bullets of Word («•», «▪»…) make lists by themselves, see `vestnik.core.markup`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vestnik.core.checks.passage import Finding, Passage, short
from vestnik.core.patterns import regex

_EMOJI = "\U0001f300-\U0001faff\u2600-\u27bf\u2b00-\u2bff\u23e9-\u23fa\u203c\u2049"
_SIGN = regex(rf"^[ \t]*(?P<sign>[○■□♦◆✓✔➢➤►▶]|[{_EMOJI}]\ufe0f?)[ \t]*\S", re.MULTILINE)
_GLUED_DASH = regex(r"^[ \t]*(?P<sign>[-–—*])(?=[^\W\d_])(?!\S*[*_])", re.MULTILINE)


def signs(passage: Passage) -> Iterator[Finding]:
    """Lines that begin with «✓» or an emoji run into one another on the page."""
    found = list(_SIGN.finditer(passage.prose))
    if len(found) < 2:
        return
    first = found[0]
    line = _line(passage, first)
    emoji = bool(re.match(f"[{_EMOJI}]", first.group("sign")))
    what = "значками-эмодзи" if emoji else f"знаком «{first.group('sign')}»"
    yield Finding(
        first.start("sign"),
        "fake-list",
        f"список сделан {what} (начиная со строки «{short(line, 40)}»): "
        + (
            "программы чтения вслух произносят название каждого значка"
            if emoji
            else "на сайте строки сольются в один абзац"
        ),
        "начните каждый пункт с дефиса и пробела: «- »",
    )


def glued(passage: Passage) -> Iterator[Finding]:
    """A dash makes a list only with a blank behind it."""
    if passage.is_act:
        return
    found = list(_GLUED_DASH.finditer(passage.prose))
    if len(found) < 2:
        return
    first = found[0]
    line = _line(passage, first)
    yield Finding(
        first.start("sign"),
        "fake-list",
        f"после «{first.group('sign')}» в начале строки «{short(line, 40)}» нет пробела: "
        "список не получится",
        f"напишите «- {short(line[1:], 40)}»",
    )


def _line(passage: Passage, found: re.Match[str]) -> str:
    start = found.start("sign")
    end = passage.prose.find("\n", start)
    return passage.prose[start : end if end >= 0 else None].strip()
