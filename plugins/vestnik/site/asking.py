"""Asking a built site, without a browser: `vestnik search` and the search service.

The Whoosh index of an output lies beside its ledger and is brought up to date from the segments
that the ledger keeps; passages come from the texts in the catalogue. Both are only read, so that a
build may run meanwhile.
"""

from __future__ import annotations

import contextlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from vestnik.output import OutputError, build_lock
from vestnik.search import ranking, synonyms
from vestnik.search.passages import Passage, marked
from vestnik.search.query import parse
from vestnik.search.ranking import Facts, Found, Hit
from vestnik.search.segments import decode_segment
from vestnik.search.whoosh_index import FIELD_NAMES, Updated, WhooshIndex, stamp, update
from vestnik.search.whoosh_writing import month_words
from vestnik.site.excerpts import Stems, excerpt, says
from vestnik.site.ledger import INNER
from vestnik.site.reading import LedgerView, open_view
from vestnik.site.request import Site
from vestnik.site.search_state import LISTS, own_synonyms

FACETS = ("kind", "section", "issuer", "year", "status", "lang")
"""By what answers can be narrowed."""
MOST = 1000
"""Results that can be asked for, and texts that are read for a phrase, at most."""
_ENOUGH = 10
"""With fewer that have all words, those follow that lack one."""
_LONG = 3
"""Words of a query that may miss one."""
_OPERATORS = re.compile(r"(?:^|\s)(?:AND|OR|NOT|И|ИЛИ|НЕ)(?=\s)")
_FIELDS = re.compile(rf"(?:^|[\s(])(?:{'|'.join(FIELD_NAMES)}):", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked."""

    text: str
    chosen: Mapping[str, str]
    """Facet → value; only those that are chosen."""
    first: int = 0
    """How many results to pass over."""
    count: int = 10
    newest: bool = False
    """The newest first, not the best."""
    literal: bool = False
    """Correct nothing."""
    plain: bool = False
    """Words alone, as in the browser: operators and fields of the query language mean nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A document that was found."""

    address: str
    title: str
    heading: Passage
    """The title with the words marked."""
    number: str
    facts: Facts
    passage: Passage
    file: str = ""
    """Address of the attachment in which the words stand, where the text has none of them."""
    page: int = 0
    """Page of that attachment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was found."""

    understood: str
    """The query as it was understood."""
    corrected: bool
    total: int
    complete: bool
    """The first result has all the words."""
    partial: int
    """Further results, after the `total` best, that lack a word."""
    stems: frozenset[str]
    """What is marked."""
    unused: Sequence[str]
    """Words of the query that no text has."""
    near: str
    """The query with words of the site that are like those."""
    facets: Mapping[str, Sequence[tuple[str, int]]]
    """Facet → (value, how many), the most first."""
    results: Sequence[Result]


class Asker:
    """An open index of a site."""

    def __init__(self, site: Site) -> None:
        """Raises OutputError when the site was never built, or has no search."""
        if not site.portal.search:
            raise OutputError("поиск на этом сайте выключен: настройка search")
        if not site.ledger.is_file():
            raise OutputError("сайт ещё не собран: выполните vestnik build")
        self.site = site
        self._index: WhooshIndex | None = None
        self._stamp = 0
        self._view: LedgerView | None = None
        self._seen: Fingerprint = ()
        self._synonyms = synonyms.groups(synonyms.USUAL + own_synonyms(site.override))

    def bring_up(self) -> Updated:
        """Brings the index up to date with the site as it was last built.

        Raises OutputError while another command does so.
        """
        folder = self.site.folder
        lock = folder.with_name(f"{folder.name}.lock")
        with build_lock(lock, "указатель поиска уже обновляет другая команда"):
            view = open_view(self.site.ledger, self.site.catalogue, self.site.portal, {})
            try:
                segments = view.inner(INNER + LISTS)
                return update(
                    folder, segments, lambda name: month_words(decode_segment(view.kept(name)))
                )
            finally:
                view.close()

    def close(self) -> None:
        """Lets all files go."""
        if self._index is not None:
            self._index.close()
        if self._view is not None:
            self._view.close()
        self._index = self._view = None

    def ask(self, question: Question) -> Answer:
        """Answers. Raises OutputError when there is no index yet."""
        index = self._opened()
        found = self._found(index, question)
        hits = found.hits
        chosen = [(name, value) for name, value in question.chosen.items() if value]
        most = max((hit.words for hit in hits), default=0)
        best = [hit for hit in hits if _is_advanced(question) or hit.words == most or hit.exact]
        counts = _facets((index.facts(hit.document) for hit in best), chosen)

        def fits(hit: Hit) -> bool:
            facts = index.facts(hit.document)
            return all(value in values_of(facts, name) for name, value in chosen)

        shown = [hit for hit in best if fits(hit)]
        total = len(shown)
        if most == found.words >= _LONG and total < _ENOUGH and len(best) < len(hits):
            lacking = (hit for hit in hits if hit.words == most - 1 and not hit.exact)
            shown += [hit for hit in lacking if fits(hit)][: _ENOUGH - total]
        if phrases := _phrases(index, question):
            shown = [hit for hit in shown[:MOST] if self._says(index, hit.document, phrases)]
            total = len(shown)
        if question.newest:
            shown.sort(key=lambda hit: index.facts(hit.document).day, reverse=True)
        first = max(question.first, 0)
        page = shown[first : first + min(max(question.count, 0), MOST)]
        return Answer(
            understood=found.query,
            corrected=found.corrected,
            total=total,
            complete=bool(shown) and most == found.words,
            partial=len(shown) - total,
            stems=found.stems,
            unused=found.unused,
            near=found.near,
            facets=counts,
            results=[one for hit in page if (one := self._result(index, hit.document, found))],
        )

    def view(self) -> LedgerView:
        """The site as it was last built."""
        now = fingerprint(self.site.ledger)
        if self._view is None or now != self._seen:
            if self._view is not None:
                self._view.close()
            site = self.site
            self._view = open_view(site.ledger, site.catalogue, site.portal, {})
            self._seen = now
        return self._view

    def _opened(self) -> WhooshIndex:
        """The index, opened again when it was written since. While it is being written there is
        none of ours, and the one that is open goes on answering: its files stay till it is closed.
        """
        now = stamp(self.site.folder)
        if self._index is None or now not in (0, self._stamp):
            opened = WhooshIndex.open(self.site.folder)
            if opened is not None:
                if self._index is not None:
                    self._index.close()
                self._index, self._stamp = opened, now
        if self._index is None:
            raise OutputError("указателя поиска ещё нет: выполните vestnik search «любое слово»")
        return self._index

    def _found(self, index: WhooshIndex, question: Question) -> Found:
        text = question.text[:500]
        if _is_advanced(question):
            documents, terms = index.select(text)
            return ranking.select(index, documents, terms, text)
        return ranking.search(index, text, self._synonyms, literal=question.literal)

    def _says(self, index: WhooshIndex, number: int, phrases: Sequence[Stems]) -> bool:
        """Whether all the phrases stand in a document or in its files."""
        address, title, _ = index.shown(number)
        view = self.view()
        view.begin()
        document = view.document(address)
        return document is not None and says(view, document, title, phrases)

    def _result(self, index: WhooshIndex, number: int, found: Found) -> Result | None:
        """None for what was taken back since the index was written."""
        address, title, own_number = index.shown(number)
        view = self.view()
        view.begin()
        document = view.document(address)
        if document is None:
            return None
        text, file, page = excerpt(view, document, found.stems)
        return Result(
            address=address,
            title=title,
            heading=marked(title, found.stems),
            number=own_number,
            facts=index.facts(number),
            passage=text,
            file=file,
            page=page,
        )


def _phrases(index: WhooshIndex, question: Question) -> list[Stems]:
    """For each phrase in quotation marks the stems of its words."""
    if _is_advanced(question):
        return []
    return [
        [{term, *index.related(term)} for term in phrase] for phrase in parse(question.text).phrases
    ]


Fingerprint = tuple[tuple[int, int, int], ...]


def fingerprint(ledger: Path) -> Fingerprint:
    """Tells whether a ledger has changed: inode, size and time of its files."""
    found = []
    for place in (ledger, ledger.with_name(f"{ledger.name}-wal")):
        with contextlib.suppress(OSError):
            status = place.stat()
            if status.st_size:  # a reader makes the second, empty
                found.append((status.st_ino, status.st_size, status.st_mtime_ns))
    return tuple(found)


def _is_advanced(question: Question) -> bool:
    return not question.plain and is_advanced(question.text)


def is_advanced(text: str) -> bool:
    """Whether a query is in the query language: operators, fields, brackets, «начал*»."""
    if _FIELDS.search(text) or re.search(r"\w\*", text):
        return True
    return text != text.upper() and _OPERATORS.search(text) is not None


def values_of(facts: Facts, facet: str) -> tuple[str, ...]:
    """The values of a facet that a document has."""
    if facet == "kind":
        return (facts.kind, facts.act) if facts.act else (facts.kind,)
    if facet == "year":
        return (facts.day[:4],)
    if facet == "status":
        return (("ended" if facts.ended else "active"),) if facts.kind == "document" else ()
    value = getattr(facts, facet)
    return (value,) if value else ()


def _facets(
    found: Iterable[Facts], chosen: Sequence[tuple[str, str]]
) -> dict[str, list[tuple[str, int]]]:
    """What each facet offers among the documents that the other facets let through."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
    for facts in found:
        failed = [name for name, value in chosen if value not in values_of(facts, name)]
        for name in FACETS:
            if not failed or failed == [name]:
                counts[name].update(values_of(facts, name))
    return {
        name: sorted(counter.items(), key=lambda one: (-one[1], one[0]))
        for name, counter in counts.items()
    }
