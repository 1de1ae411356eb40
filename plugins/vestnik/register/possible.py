"""Whether a text may cite an act at all: asked of every text, so it stands apart from the patterns
that find citations, which take a tenth of a build's start.
"""

from __future__ import annotations

from vestnik.core.patterns import regex

_POSSIBLE = regex(
    '№|N|ФЗ|ФКЗ|номер|кодекс|Кодекс|КОДЕКС|КоАП|РФ|(?:от|От|ОТ)(?:\\s|&nbsp;)*+(?:[\\d«"“„]|&|<)'
)


def may_cite(text: str) -> bool:
    """Whether there is anything in `text` (or HTML) that a citation cannot do without."""
    return _POSSIBLE.search(text) is not None
