"""Asking a built site, without a browser: `vestnik search` and the search service.

The Whoosh index of an output lies beside its ledger and is brought up to date from the segments
that the ledger keeps; passages come from the texts in the catalogue.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from vestnik.core.model import Document
from vestnik.output import OutputError, build_lock
from vestnik.search import ranking, synonyms
from vestnik.search.passages import SIZE, Passage, Piece, passage
from vestnik.search.ranking import Facts, Found
from vestnik.search.records import files_of
from vestnik.search.whoosh_index import FIELD_NAMES, Updated, WhooshIndex, stamp, update
from vestnik.site.ledger import INNER, Ledger
from vestnik.site.reading import LedgerView, open_view
from vestnik.site.searching import LISTS, Site, decode_segment, own_synonyms

FACETS = ("kind", "section", "issuer", "year", "status", "lang")
"""By what answers can be narrowed."""
MOST = 1000
"""Results that can be asked for, at most."""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A document that was found."""

    address: str
    title: str
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
        self._synonyms = synonyms.groups(synonyms.USUAL + own_synonyms(site.override))

    def bring_up(self) -> Updated:
        """Brings the index up to date with the site as it was last built.

        Raises OutputError while the site is being built.
        """
        with build_lock(self.site.lock):
            ledger = Ledger(self.site.ledger)
            try:
                return bring_up_index(ledger, self.site.folder)
            finally:
                ledger.close()

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
        facts = {hit.document: index.facts(hit.document) for hit in hits}
        counts = _facets(facts.values(), chosen)
        shown = [
            hit
            for hit in hits
            if all(value in values_of(facts[hit.document], name) for name, value in chosen)
        ]
        if question.newest:
            shown.sort(key=lambda hit: facts[hit.document].day, reverse=True)
        first = max(question.first, 0)
        page = shown[first : first + min(max(question.count, 0), MOST)]
        return Answer(
            understood=found.query,
            corrected=found.corrected,
            total=len(shown),
            complete=bool(shown) and max(hit.words for hit in shown) == found.words,
            facets=counts,
            results=[self._result(index, hit.document, found) for hit in page],
        )

    def _opened(self) -> WhooshIndex:
        """The index, opened again when it was written since."""
        now = stamp(self.site.folder)
        if self._index is None or now != self._stamp:
            self.close()
            self._index, self._stamp = WhooshIndex.open(self.site.folder), now
        if self._index is None:
            raise OutputError("указателя ещё нет: выполните vestnik search --update")
        return self._index

    def _found(self, index: WhooshIndex, question: Question) -> Found:
        text = question.text[:500]
        if is_advanced(text):
            documents, terms = index.select(text)
            return ranking.select(index, documents, terms, text)
        return ranking.search(index, text, self._synonyms, literal=question.literal)

    def _result(self, index: WhooshIndex, document: int, found: Found) -> Result:
        address, title, number = index.shown(document)
        text, file, page = self._passage(address, found.stems)
        return Result(
            address=address,
            title=title,
            number=number,
            facts=index.facts(document),
            passage=text,
            file=file,
            page=page,
        )

    def _passage(self, address: str, stems: frozenset[str]) -> tuple[Passage, str, int]:
        """The passage, and the attachment and page that it comes from where the text has none."""
        if self._view is None:
            site = self.site
            self._view = open_view(site.ledger, site.catalogue, site.portal, {})
        view = self._view
        view.begin()
        document = view.document(address)
        if document is None or document.withdrawn is not None:
            return (), "", 0
        text = "\n".join(part for part in (document.lead, view.body(document.path).text) if part)
        own = passage(text, stems)
        if own:
            return own, "", 0
        return _in_files(view, document, stems) or (passage_start(text), "", 0)


def _in_files(
    view: LedgerView, document: Document, stems: frozenset[str]
) -> tuple[Passage, str, int] | None:
    for path in files_of(document):
        file = view.file(path)
        for number, text in enumerate(view.file_text(path), 1):
            found = passage(text, stems)
            if found and file is not None:
                return found, file.url, number
    return None


def passage_start(text: str) -> Passage:
    """The beginning of a text, where no word of the query stands in it."""
    if len(text) <= SIZE:
        return (Piece(text.replace("\n", " ")),) if text else ()
    return (Piece(text[:SIZE].rpartition(" ")[0].replace("\n", " ") + "…"),)


def bring_up_index(ledger: Ledger, folder: Path) -> Updated:
    """Brings the Whoosh index of a ledger's output up to date."""
    return update(
        folder,
        ledger.inner(INNER + LISTS),
        lambda name: decode_segment(ledger.kept(name)),
    )


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
