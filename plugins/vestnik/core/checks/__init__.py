"""The editors' checks of one text: headings, links, pictures, tables, what Word leaves, wording,
whether it is easy to read.

Each rule is a small function that yields findings; `RULES` is the list of all, in the order in
which a guide would explain them. What the conversion removes or refuses is named by
`vestnik.core.markup`, what needs other files by `vestnik.core.crosschecks`, what concerns the
front matter by `vestnik.core.schema`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from vestnik.core.checks import (
    debris,
    headings,
    links,
    lists,
    personal,
    pictures,
    readability,
    tables,
    whole,
    wording,
)
from vestnik.core.checks.passage import Finding, Passage
from vestnik.core.model import Body, Document
from vestnik.core.problems import Problem, Severity

Rule = Callable[[Passage], Iterator[Finding]]

personal_fields = personal.personal_fields

RULES: tuple[Rule, ...] = (
    whole.empty,
    headings.skipped_levels,
    headings.empty,
    headings.bold,
    links.empty,
    links.vague,
    links.bare_address,
    links.nowhere,
    links.anchors,
    links.broken_markup,
    links.outside_files,
    links.videos,
    pictures.without_alt,
    pictures.of_text,
    tables.without_header,
    tables.uneven,
    tables.broken,
    lists.signs,
    lists.glued,
    debris.word_errors,
    debris.word_markup,
    debris.invisible,
    debris.blanks,
    debris.broken_letters,
    wording.placeholders,
    wording.capitals,
    wording.mixed_letters,
    wording.foreign,
    wording.quotes,
    wording.spaces,
    readability.long_sentences,
    readability.chancery,
    whole.promised_file,
    whole.emails,
    whole.phones,
    personal.personal_data,
)

FIELD = "текст"
"""What a problem of the body names in place of a field."""

SHOWN_PER_CODE = 5
"""Warnings of one kind shown for one text; the last shown tells how many more there are."""


def check(
    text: str,
    first_line: int,
    path: str,
    document: Document | None,
    body: Body | None,
    official_phones: frozenset[str] = frozenset(),
) -> list[Problem]:
    """Everything wrong with the body `text`, which begins in line `first_line` of its source.

    `document` and `body` are `None` where the source is too faulty to have them: what needs them
    is not checked then. `official_phones` are those of the body, see `core.personal`.
    """
    passage = Passage(text, path, first_line, document, body, official_phones)
    found = sorted(
        (finding for rule in RULES for finding in rule(passage)), key=lambda finding: finding.at
    )
    return [
        Problem(
            path=path,
            line=passage.line_of(finding.at),
            field=FIELD,
            code=finding.code,
            message=finding.message + more,
            remedy=finding.remedy,
            severity=finding.severity,
        )
        for finding, more in _curtailed(found)
    ]


def _curtailed(found: list[Finding]) -> Iterator[tuple[Finding, str]]:
    """Each finding to be shown, with a word on those that are not."""
    total = Counter((finding.code, finding.severity) for finding in found)
    seen: Counter[tuple[str, Severity]] = Counter()
    for finding in found:
        kind = finding.code, finding.severity
        seen[kind] += 1
        count, hidden = seen[kind], total[kind] - SHOWN_PER_CODE
        if finding.severity is Severity.ERROR or count < SHOWN_PER_CODE or hidden <= 0:
            yield finding, ""
        elif count == SHOWN_PER_CODE:
            yield finding, f" (и ещё в {hidden} местах ниже)" if hidden > 1 else " (и ещё раз ниже)"
