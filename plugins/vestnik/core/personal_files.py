"""Personal data in the text of a file, page by page, and what to say of them.

The text of a PDF has its line ends where the paper had them, so a number may stand below its word;
columns of figures stand beside each other, so that groups of four digits make the number of a card
by chance. Hence lines are joined at letters only, and what no word explains needs the form that
people type.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence

from vestnik.core.model import PersonalTrace
from vestnik.core.patterns import regex
from vestnik.core.personal import Datum, Trace, find_personal, phone_digits

_LINE_END = regex(r"(?<!\d)\n|\n(?!\s*[\d+(])")
_LEADS = regex(
    r"(?:\bна|№|:|\()\s*$|\bкарт(?:[аыуе]|ой|очк\w+)?\b|СНИЛС|страхов|ИНН|налогоплат", re.IGNORECASE
)
_EXPLAINED = 60
"""Characters before a number in which such a word must stand."""
_NAMES = {
    "PASSPORT": "номер паспорта",
    "SNILS": "номер СНИЛС",
    "INN": "номер ИНН человека",
    "CARD": "номер банковской карты",
    "PHONE": "телефон гражданина",
    "ADDRESS": "домашний адрес гражданина",
}
_STOPS = frozenset({"PASSPORT", "SNILS", "INN", "CARD"})


def find_in_pages(pages: Sequence[str], *, wrapped: bool = True) -> Iterator[PersonalTrace]:
    """What stands on each page; of one kind, the surest of a page.

    `wrapped`: lines end where the paper did, not where a paragraph or a row of a table does.
    """
    for number, page in enumerate(pages, 1):
        best: dict[tuple[Datum, str], Trace] = {}
        text = _LINE_END.sub(" ", page) if wrapped else page
        for trace in find_personal(text):
            if not _is_likely(text, trace):
                continue
            typed = text[trace.start : trace.end]
            key = (trace.datum, phone_mark(typed) if trace.datum is Datum.PHONE else "")
            if key not in best or (trace.sure and not best[key].sure):
                best[key] = trace
        for (datum, phone), trace in best.items():
            yield PersonalTrace(
                datum=datum.name, page=number, masked=trace.masked, sure=trace.sure, phone=phone
            )


def _is_likely(text: str, trace: Trace) -> bool:
    """Figures of a table are nobody's card: groups with blanks need a word that leads to them."""
    if trace.datum not in (Datum.CARD, Datum.SNILS, Datum.INN):
        return True
    typed = text[trace.start : trace.end]
    if typed.isdigit() or "-" in typed or "‑" in typed:
        return True
    before = text[max(0, trace.start - _EXPLAINED) : trace.start].rpartition("\n")[2]
    return _LEADS.search(before) is not None


def phone_mark(typed: str) -> str:
    """A phone that can be compared and not read.

    >>> phone_mark("+7 (900) 123-45-67") == phone_mark("8-900-123-45-67")
    True
    """
    return hashlib.sha256(phone_digits(typed).encode()).hexdigest()[:16]


def tell(
    traces: Sequence[PersonalTrace],
    official: frozenset[str] = frozenset(),
    *,
    part: str = "с.",
) -> tuple[str, bool] | None:
    """What a message says of them, and whether it is beyond doubt; None where there is nothing.

    `official` holds the phones of the body itself as `phone_digits` spells them; `part` is what
    is counted in such a file: its pages, sheets or slides, or nothing.
    """
    known = {phone_mark(one) for one in official}
    traces = [one for one in traces if one.phone not in known or not one.phone]
    if not traces:
        return None
    parts = []
    for datum, name in _NAMES.items():
        mine = [one for one in traces if one.datum == datum]
        if mine:
            shown = f" «{mine[0].masked}»" if mine[0].masked else ""
            pages = list(dict.fromkeys(str(one.page) for one in mine))
            more = "…" if len(pages) > _PAGES else ""
            place = f" ({part} {', '.join(pages[:_PAGES])}{more})" if part else ""
            parts.append(f"{name}{shown}{place}")
    return ", ".join(parts), any(one.sure and one.datum in _STOPS for one in traces)


_PAGES = 5
"""Pages named of one kind."""
