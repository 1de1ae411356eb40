"""How segments are written into a Whoosh index without taking their postings apart.

A segment already says for each stem which ranks have it. Whoosh numbers documents as they come, so
the postings of a term are those of its months one behind the other, each behind the number of the
month's first document: bytes are copied, and nothing is counted or sorted again. Whoosh's own
writer takes each posting in hand. A *codec* is how Whoosh lets
others write postings in their way; its table of terms, its columns and its queries stay its own.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from whoosh import columns, fields, formats
from whoosh.codec.whoosh3 import W3Codec, W3FieldWriter, W3TermInfo
from whoosh.matching import ListMatcher
from whoosh.system import pack_ushort
from whoosh.writing import SegmentWriter

from vestnik.search.packing import number, read_number
from vestnik.search.segments import Segment, spots
from vestnik.search.tokens import clean, tokens
from vestnik.search.weights import OWN_NUMBER


@dataclass(frozen=True, slots=True)
class MonthWords:
    """What is indexed of a segment. Documents go by their numbers in it, which may have gaps."""

    month: int
    """Months since the year 0."""
    records: Mapping[int, bytes]
    groups: Mapping[int, str]
    ended: Collection[int]
    related: Collection[str]
    """Stems that are one word."""
    words: Iterable[tuple[str, bytes, Iterable[int]]]
    """Stem, its postings, the documents that have it in their title."""


def month_words(one: Segment) -> MonthWords:
    """What is indexed of a segment."""
    runs = one.layout.runs
    starts = [run.start for run in runs]
    return MonthWords(
        month=one.month,
        records={place: shown.record for place, shown in one.shown.items()},
        groups={place: runs[bisect_right(starts, place) - 1].group for place in one.shown},
        ended=frozenset(one.ended),
        related=one.related,
        words=(
            (stem, said.postings, [place for place, _ in spots(said.titled)])
            for letter in one.words
            for stem, said in one.said(letter).items()
        ),
    )


class _Counted(fields.FieldType):  # type: ignore[misc]  # whoosh has no types
    """A field whose terms come counted."""

    indexed = True
    scorable = False

    def __init__(self) -> None:
        self.format = formats.Existence()
        self.stored = self.unique = self.sortable = False
        self.analyzer = self.vector = self.column_type = None

    def process_text(self, qstring: str, *, tokenize: bool = True, **_: Any) -> Iterator[str]:
        """The terms of a query's word; of the beginning of one («уборк*») just its letters."""
        if not tokenize:
            yield clean(qstring)
            return
        for token in tokens(qstring):
            yield from token.terms[:1]


KEPT = ("record", "facts")
"""What is kept of a document: its record, and where it belongs."""


FACETS = ("kind", "section", "issuer", "year", "status")
"""Fields that hold one value each."""


def schema() -> Any:
    """The fields of our index."""
    return fields.Schema(
        **{name: fields.COLUMN(columns.VarBytesColumn()) for name in KEPT},
        words=_Counted(),
        title=_Counted(),
        number=_Counted(),
        **{name: fields.ID() for name in FACETS},
    )


# --- postings -------------------------------------------------------------------------------


@dataclass(slots=True)
class _Term:
    """The postings of a term: for each month the distance of its first document's number from that
    of the month before, then the segment's bytes.
    """

    data: bytearray = field(default_factory=bytearray)
    base: int = 0
    count: int = 0

    def add(self, base: int, postings: bytes) -> None:
        """Takes up a month's, which begin with their number."""
        self.data += number(base - self.base)
        self.data += postings
        self.base = base
        self.count += read_number(postings, 0)[0]


class Levels(ListMatcher):  # type: ignore[misc]
    """The documents of a term, each with its level."""

    def __init__(self, data: bytes, *arguments: Any, **names: Any) -> None:
        self.pairs = list(_pairs(data))
        super().__init__([document for document, _ in self.pairs], *arguments, **names)


def _pairs(data: bytes) -> Iterator[tuple[int, int]]:
    place = base = 0
    while place < len(data):
        step, place = read_number(data, place)
        base += step
        left, place = read_number(data, place)
        document = base
        while left:
            left -= 1
            value = data[place]
            place += 1
            if value > 0x7F:
                value, place = read_number(data, place - 1)
            document += value >> 3
            yield document, value & 7


class _Codec(W3Codec):  # type: ignore[misc]
    def field_writer(self, storage: Any, segment: Any) -> Any:
        return _FieldWriter(self, storage, segment)

    def postings_reader(
        self, dbfile: Any, terminfo: Any, format_: Any, term: Any = None, scorer: Any = None
    ) -> Any:
        offset, (length,) = terminfo.extent()
        data = dbfile.get(offset, length)
        return Levels(data, format=format_, scorer=scorer, term=term, terminfo=terminfo)


class _Info(W3TermInfo):  # type: ignore[misc]
    def __init__(self, postings: _Term, offset: int) -> None:
        super().__init__(weight=postings.count, df=postings.count, minlength=0, maxlength=0,
                         maxweight=1.0, minid=0, maxid=postings.base)  # fmt: skip
        self.set_extent(offset, len(postings.data))


class _FieldWriter(W3FieldWriter):  # type: ignore[misc]
    def put(self, term: bytes, postings: _Term) -> None:
        """Writes the postings of the next term of the field that was begun."""
        info = _Info(postings, self._postfile.tell())
        self._postfile.write(bytes(postings.data))
        self._tindex.add(pack_ushort(self._fieldid) + term, info.to_bytes())


# --- writing --------------------------------------------------------------------------------


class MonthWriter(SegmentWriter):  # type: ignore[misc]
    """Writes whole months into an index."""

    def __init__(self, index: Any) -> None:
        super().__init__(index, codec=_Codec())
        self._terms: dict[str, dict[str, _Term]] = {}

    def add_month(self, one: MonthWords) -> int:
        """Takes up the documents of a month; the number of the first of them. Numbers that no
        document has become documents without a record.
        """
        first = int(self.docnum)
        for place in range(max(one.records, default=-1) + 1):
            self.perdocwriter.start_doc(self.docnum)
            if place in one.records:
                for name, value in zip(KEPT, (one.records[place], _facts(one, place)), strict=True):
                    column = self.schema[name].column_type
                    self.perdocwriter.add_column_value(name, column, value)
            self.perdocwriter.finish_doc()
            self.docnum += 1
        own = _Facets()
        own.note_groups(one)
        for stem, postings, titled in one.words:
            self._add("words", first, stem, postings)
            own.note_title(stem, postings, titled)
        for name, term, places in own.terms():
            self._add(name, first, term, _packed(places))
        self._added = bool(self.docnum)
        return first

    def _add(self, name: str, base: int, term: str, postings: bytes) -> None:
        terms = self._terms.setdefault(name, {})
        known = terms.get(term)
        if known is None:
            known = terms[term] = _Term()
        known.add(base, postings)

    def _flush_segment(self) -> None:
        self.perdocwriter.close()
        for name in sorted(self._terms):
            terms = self._terms[name]
            self.fieldwriter.start_field(name, self.schema[name])
            for encoded, term in sorted((term.encode(), term) for term in terms):
                self.fieldwriter.put(encoded, terms[term])
            self.fieldwriter.finish_field()
        self.fieldwriter.close()


def _facts(one: MonthWords, place: int) -> bytes:
    """The group of a document, its day, and whether it is no longer in force."""
    day = read_number(one.records[place], 0)[0] >> 2
    date = f"{one.month // 12:04}-{one.month % 12 + 1:02}-{day:02}"
    return f"{one.groups[place]}|{date}|{'1' if place in one.ended else ''}".encode()


class _Facets:
    """By what else than its words a document can be asked for."""

    def __init__(self) -> None:
        self._places: dict[tuple[str, str], list[int]] = {}

    def note_groups(self, one: MonthWords) -> None:
        """What facets ask for."""
        year = str(one.month // 12)
        for place in one.records:
            kind, act, issuer, section, _ = one.groups[place].split("|")
            status = "ended" if place in one.ended else "active"
            pairs = zip(FACETS, (act or kind, section, issuer, year, status), strict=True)
            for facet in pairs:
                self._places.setdefault(facet, []).append(place)

    def note_title(self, stem: str, postings: bytes, titled: Iterable[int]) -> None:
        """Words of titles, and of the documents' own numbers."""
        places = list(titled)
        if places:
            self._places["title", stem] = places
            levels = _pairs(b"\0" + postings)
            own = [place for place, level in levels if level == OWN_NUMBER]
            if own:
                self._places["number", stem] = own

    def terms(self) -> Iterator[tuple[str, str, list[int]]]:
        """Field, term, documents."""
        for (name, term), places in self._places.items():
            if term:
                yield name, term, places


def _packed(places: Iterable[int]) -> bytes:
    """Documents as the postings of a segment, each on the lowest level."""
    places = sorted(places)
    steps = (place - before for place, before in zip(places, [0, *places], strict=False))
    return number(len(places)) + b"".join(number(step << 3) for step in steps)
