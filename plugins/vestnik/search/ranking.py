"""The order of the results: what `theme/components/search/rank.js` and `search.js` do, for any
index that knows its postings. The weights are in `weights.py`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from vestnik.search.keyboard import maybe_russian, to_russian
from vestnik.search.query import Part, Query, parse
from vestnik.search.realwords import is_real
from vestnik.search.spelling import meant
from vestnik.search.synonyms import Phrase
from vestnik.search.tokens import clean, tokens
from vestnik.search.weights import LEVEL_VALUES, OWN_NUMBER, RANKING

_TITLES = 20
"""Results among which an exact title is looked for."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the ranking and the facets know of a document."""

    kind: str
    act: str
    issuer: str
    section: str
    lang: str
    day: str
    """ISO."""
    ended: bool
    """An act no longer in force."""

    @property
    def months(self) -> int:
        """Months since the year 0."""
        return int(self.day[:4]) * 12 + int(self.day[5:7]) - 1


class Index(Protocol):
    """What is asked of an index."""

    @property
    def size(self) -> int:
        """How many documents there are."""

    @property
    def newest(self) -> int:
        """The month of the newest document."""

    def postings(self, stem: str) -> Mapping[int, int]:
        """Document → level of a stem."""

    def related(self, stem: str) -> Sequence[str]:
        """The other stems of its word."""

    def frequency(self, stem: str) -> int:
        """How many documents have it."""

    def facts(self, document: int) -> Facts:
        """What is known of a document."""

    def title(self, document: int) -> str:
        """Its title."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A document that was found."""

    document: int
    words: int
    """How many of the query's words it has."""
    score: float
    exact: bool
    """It bears the number that was asked for."""


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to a query."""

    hits: list[Hit]
    words: int
    """How many words were looked for."""
    query: str
    """As it was understood."""
    corrected: bool
    stems: frozenset[str]
    """What to mark."""
    unused: tuple[str, ...] = ()
    """The words that no text has; they are not looked for."""
    near: str = ""
    """The query with words of the site that are like those; empty where there are none."""


@dataclass(slots=True)
class _Resolved:
    part: Part
    values: dict[int, float]
    exact: set[int]
    stems: set[str]
    unused: bool = False
    """No text has the word, and it is not taken for another."""


def search(
    index: Index,
    typed: str,
    synonyms: Sequence[Sequence[Phrase]] = (),
    allowed: Callable[[int], bool] = lambda _: True,
    *,
    literal: bool = False,
) -> Found:
    """Finds the documents that a query asks for, the best first, without those that lack two words
    of the most that any has.

    `allowed` says which documents the chosen facets let through. With `literal` nothing is
    corrected.
    """
    text, corrected = typed, False
    if not literal and maybe_russian(typed) and _known(index, parse(to_russian(typed), synonyms)):
        text, corrected = to_russian(typed), True
    query = parse(text, synonyms)
    found = [one for part in query.parts for one in _resolved(index, part)]
    mended = _mended(index, found, text, literal=literal)
    corrected, text = corrected or mended.corrected, mended.text
    barred = {document for term in query.excluded for document in _word(index, term)[0]}
    hits = _ranked(index, found, lambda document: document not in barred and allowed(document))
    most = max((hit.words for hit in hits), default=0)
    hits = [hit for hit in hits if hit.exact or hit.words >= most - 1]
    lost = [one.part for one in found if one.unused]
    if any(part.term in phrase for part in lost for phrase in query.phrases):
        hits = []
    return Found(
        hits=_exact_title_first(index, text, hits),
        words=len(found) - len(lost),
        query=text,
        corrected=corrected,
        stems=frozenset(one for part in found for one in part.stems),
        unused=tuple(dict.fromkeys(clean(part.text) for part in lost)),
        near="" if mended.near == text else mended.near,
    )


@dataclass(slots=True)
class _Mended:
    text: str
    """The query with the words that it was corrected to."""
    near: str
    """The same, and real words are replaced as well."""
    corrected: bool = False


def _mended(index: Index, found: list[_Resolved], text: str, *, literal: bool) -> _Mended:
    """Corrects words that no text has, unless they are real ones: those are left out, and what is
    like them is offered.
    """
    made = _Mended(text, text)
    known = [one for one in found if one.values]
    for place, one in enumerate(found):
        if one.values or one.part.kind != "word":
            continue
        word = clean(one.part.text)
        other = None if literal else _meaning(index, one.part, known)
        one.unused = other is None or is_real(one.part.term)
        if other is not None:
            made.near = clean(made.near).replace(word, other.part.text, 1)
        if one.unused or other is None:
            continue
        found[place] = other
        made.text = clean(made.text).replace(word, other.part.text, 1)
        made.corrected = True
    return made


def _meaning(index: Index, part: Part, known: Sequence[_Resolved]) -> _Resolved | None:
    """What the word of the site says that a word is like: of several the one that stands in texts
    with the `known` words of the query.
    """
    best, most = None, 0.0
    for one in meant(clean(part.text), index.frequency):
        other = _resolve(index, Part(one.form, one.stem, "word", part.others))
        value = one.value + RANKING.company * _fit(index, [other, *known])
        if best is None or value > most:
            best, most = other, value
    return best


def _fit(index: Index, parts: Sequence[_Resolved]) -> float:
    """How much of some words the text says that says most of them: from 0 to 1. The first of the
    words is one that it must have.
    """
    weights = [rarity(len(one.values), index.size) for one in parts]
    most = max(
        (
            sum(
                weight * one.values.get(document, 0.0)
                for weight, one in zip(weights, parts, strict=True)
            )
            for document in parts[0].values
        ),
        default=0.0,
    )
    return most / sum(weights)


def select(index: Index, documents: Iterable[int], terms: Sequence[str], typed: str) -> Found:
    """Puts documents that a query language has chosen into order, by the terms that it names."""
    found = [_resolve(index, Part(term, term, "word")) for term in dict.fromkeys(terms)]
    chosen = set(documents)
    hits = _ranked(index, found, chosen.__contains__)
    rest = chosen - {hit.document for hit in hits}  # asked for by facets alone
    hits += sorted(
        (Hit(document, 0, 0.0, exact=False) for document in rest),
        key=lambda hit: index.facts(hit.document).day,
        reverse=True,
    )
    stems = frozenset(one for part in found for one in part.stems)
    return Found(hits=hits, words=len(found), query=typed, corrected=False, stems=stems)


def _known(index: Index, query: Query) -> bool:
    """Whether a query in the other layout makes known words."""
    words = [part for part in query.parts if part.kind == "word"]
    known = sum(1 for part in words if _word(index, part.term)[0])
    return known > 0 and known * 2 >= len(words)


def _word(index: Index, term: str) -> tuple[dict[int, float], set[int], set[str]]:
    """Values of the documents with a word, those that bear it as their number, its stems."""
    values: dict[int, float] = {}
    exact: set[int] = set()
    stems = (term, *index.related(term))
    for one in stems:
        factor = 1.0 if one == term else RANKING.other_form
        for document, level in index.postings(one).items():
            value = LEVEL_VALUES[level] * factor
            if value > values.get(document, 0.0):
                values[document] = value
            if level == OWN_NUMBER:
                exact.add(document)
    return values, exact, set(stems)


def _resolved(index: Index, part: Part) -> list[_Resolved]:
    """A part; a number with its day that no text says together is looked for apart."""
    one = _resolve(index, part)
    return [_resolve(index, own) for own in part.apart] if part.apart and not one.values else [one]


def _resolve(index: Index, part: Part) -> _Resolved:
    values, exact, stems = _word(index, part.term)
    stems.update(own.term for own in part.apart)
    for phrase in part.others:
        words = [_word(index, term) for term in phrase]
        for document in set.intersection(*(set(word[0]) for word in words)) if words else ():
            value = min(word[0][document] for word in words) * RANKING.synonym
            values[document] = max(value, values.get(document, 0.0))
        stems.update(one for word in words for one in word[2])
    return _Resolved(part, values, exact if part.identifies else set(), stems)


def _ranked(index: Index, found: Iterable[_Resolved], allowed: Callable[[int], bool]) -> list[Hit]:
    words: dict[int, int] = {}
    scores: dict[int, float] = {}
    found = list(found)
    for one in found:
        weight = rarity(len(one.values), index.size)
        for document, value in one.values.items():
            words[document] = words.get(document, 0) + 1
            scores[document] = scores.get(document, 0.0) + weight * value
    numbers = [one.exact for one in found if one.part.identifies]
    named = set.intersection(*numbers) if numbers else set()
    hits = [
        Hit(document, count, scores[document] * _factor(index, document), document in named)
        for document, count in words.items()
        if allowed(document)
    ]
    hits.sort(key=lambda hit: index.facts(hit.document).day, reverse=True)
    hits.sort(key=lambda hit: (not hit.exact, -hit.words, -hit.score))
    return hits


def rarity(count: int, total: int) -> float:
    """How much it says that a text has a word which `count` of `total` texts have."""
    return max(math.log(1 + (total - count + 0.5) / (count + 0.5)), RANKING.rarest)


def _factor(index: Index, document: int) -> float:
    facts = index.facts(document)
    factor = 1.0
    if facts.kind == "news":
        age = index.newest - facts.months
        faded: float = 2 ** (-age / RANKING.news_half_life)
        factor = RANKING.old_news + (1 - RANKING.old_news) * faded
    return factor * RANKING.ended if facts.ended else factor


def _exact_title_first(index: Index, text: str, hits: list[Hit]) -> list[Hit]:
    asked = _title_key(text)
    if not asked or not hits or hits[0].exact:
        return hits
    for place, hit in enumerate(hits[:_TITLES]):
        if _title_key(index.title(hit.document)) == asked:
            return [hit, *hits[:place], *hits[place + 1 :]]
    return hits


def _title_key(text: str) -> tuple[str, ...]:
    return tuple(token.terms[0] for token in tokens(text) if token.terms)
