"""What a person has typed: words, numbers, dates, «phrases», -excluded words.

`theme/components/search/query.js` does the same; tests hold both alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from vestnik.search.synonyms import Phrase
from vestnik.search.tokens import clean, kind_of, references, tokens

LONGEST = 200
"""Characters of a query that are looked at."""
MOST = 12
"""Words of a query that are looked for."""
_QUOTED = re.compile(r"\"([^\"]*)\"|«([^»]*)»|“([^”]*)”|„([^“”]*)[“”]")
_DAY = re.compile(r"\s*\d{1,2}\s*")
_EXCLUDED = re.compile(r"(^|\s)[-–](?=[^\W_])(\S+)")
_YEAR = re.compile(r"(19|20)\d\d")


@dataclass(slots=True)
class Part:
    """A word, number or date that is looked for."""

    text: str
    term: str
    kind: str
    """`word`, `number`, `date`, or `reference`: a number with its day."""
    others: list[Phrase] = field(default_factory=list)
    """Synonyms: lists of terms any of which does."""
    apart: tuple[Part, ...] = ()
    """The number and the day of a reference, for texts that say them apart."""

    @property
    def identifies(self) -> bool:
        """Whether it names an act; a year alone does not."""
        return self.kind in ("date", "reference") or (
            self.kind == "number" and not _YEAR.fullmatch(self.term)
        )


@dataclass(slots=True)
class Query:
    """A query, taken apart."""

    parts: list[Part]
    phrases: list[list[str]]
    """Terms that must stand one behind the other."""
    excluded: list[str]


def parse(typed: str, synonyms: Iterable[Sequence[Phrase]] = ()) -> Query:
    """Takes a query apart. `synonyms` are groups of phrases that mean the same."""
    query = Query([], [], [])

    def quoted(found: re.Match[str]) -> str:
        inside = next((text for text in found.groups() if text is not None), "")
        if _DAY.fullmatch(inside):  # «5» марта 2016 is a date, not a phrase
            return found[0]
        parts = list(_parts(inside))
        if len(parts) > 1:
            query.phrases.append([part.term for part in parts])
        query.parts += parts
        return " "

    def excluded(found: re.Match[str]) -> str:
        query.excluded += [part.term for part in _parts(found[2])]
        return found[1]

    rest = _QUOTED.sub(quoted, clean(typed[:LONGEST]))
    query.parts += _joined(_EXCLUDED.sub(excluded, rest))
    query.parts = list({part.term: part for part in query.parts}.values())[:MOST]
    for group in synonyms:
        _add_synonyms(query.parts, group)
    return query


def _joined(text: str) -> Iterator[Part]:
    """The parts, a number and its day as one."""
    found = list(tokens(text))
    terms = {token.text: token.terms for token in found}
    start = 0
    for first, last, (term, *_) in references([token.text for token in found], terms.__getitem__):
        if first < start:  # the number belongs to the day before
            continue
        said = text[found[first].start : found[last].end]
        apart = tuple(one for one in _parts(said) if one.kind != "word")
        yield from _parts(text[found[start].start : found[first].start])
        yield Part(said, term, "reference", apart=apart)
        start = last + 1
    if start < len(found):
        yield from _parts(text[found[start].start :])


def _parts(text: str) -> Iterator[Part]:
    for token in tokens(text):
        if not token.terms:
            continue
        first, *others = token.terms
        kind = kind_of(first)
        yield Part(token.text, first, kind)
        if kind == "word":  # words with hyphens are all looked for; parts of numbers are not
            yield from (Part(token.text, term, kind) for term in others)


def _add_synonyms(parts: list[Part], group: Sequence[Phrase]) -> None:
    terms = {part.term for part in parts}
    met = next((phrase for phrase in group if terms.issuperset(phrase)), None)
    if met is None:
        return
    for part in parts:
        if part.term in met:
            part.others += [phrase for phrase in group if phrase != met]
