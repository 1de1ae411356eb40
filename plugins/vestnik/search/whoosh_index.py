"""The Whoosh index of a site: kept up to date with the segments of the browser index, and read.

It has two parts. The *base* was written at one time; the *rest* holds every month that is another
since, is small, and is written anew whenever one is: so a new document costs one small commit, and
nothing is ever merged. When the rest has grown, all is written as a new base.

Whoosh unpickles what it opens. So a folder is only opened when it holds just the files that we have
noted after our last commit, with their sizes and times; anything else is deleted and made anew.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
from whoosh import query
from whoosh.filedb.filestore import FileStorage
from whoosh.index import create_in
from whoosh.qparser import FieldAliasPlugin, OperatorsPlugin, QueryParser

from vestnik.search.analysis import expansions
from vestnik.search.browser_records import read_record
from vestnik.search.ranking import Facts
from vestnik.search.whoosh_writing import KEPT, Levels, MonthWords, MonthWriter, schema

VERSION = 2
"""Raise it when documents are written otherwise."""
REST = 0.1
"""The part of all documents that the rest may hold before all is written anew."""
_FEW = 500
"""So many it may hold in any case."""
_STATE = "vestnik.msgpack"
_RELATED = "related.msgpack"
"""What the base says of stems that are one word, by month; only asked for when the index opens."""
_encode = msgspec.msgpack.Encoder().encode
_ALIASES = {
    "title": ("название", "заголовок"),
    "number": ("номер",),
    "kind": ("вид",),
    "section": ("раздел", "рубрика"),
    "issuer": ("орган",),
    "year": ("год",),
    "status": ("статус",),
}
MOST_TERMS = 100
"""Terms of a query that are ranked and marked: «а*» stands for thousands."""
FIELD_NAMES = (*_ALIASES, *(alias for aliases in _ALIASES.values() for alias in aliases))
"""Names that a query may put before a colon."""


class _Noted(msgspec.Struct):
    """What is indexed of a segment."""

    digest: str
    first: int
    """Number of its first document in its part."""
    end: int
    """The number behind that of its last."""
    count: int
    newest: int
    """The month, where it has documents; 0 where it has none."""
    related: list[str]
    """Stems that are one word. Only in the rest: those of the base lie apart."""


class _State(msgspec.Struct):
    """What we know of our index."""

    version: int
    files: dict[str, tuple[int, int]] = {}
    """Name → size, time."""
    base: dict[str, _Noted] = {}
    rest: dict[str, _Noted] = {}


_decode = msgspec.msgpack.Decoder(_State).decode
Load = Callable[[str], MonthWords]


class _Related(msgspec.Struct):
    """Which stems are one word, in the base."""

    groups: list[str]
    months: dict[str, list[int]]
    """Name → numbers of its groups."""


_decode_related = msgspec.msgpack.Decoder(_Related).decode


# --- writing --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Updated:
    """What an update did."""

    written: int
    """Documents."""
    rebuilt: bool
    """All of it was written anew: the index was missing, damaged, none of ours, or outgrown."""


def update(folder: Path, segments: Iterable[tuple[str, str]], load: Load) -> Updated:
    """Brings the index up to date with (name, digest) of the segments; `load(name)` gives one of
    them. Not for two at once: whoever calls holds the build's lock.
    """
    state, wanted = _state(folder), dict(segments)
    if state is not None and _digests({**state.base, **state.rest}) == wanted:
        return Updated(0, rebuilt=False)
    (folder / _STATE).unlink(missing_ok=True)  # a commit that is cut short leaves none of ours
    made = _with_new_rest(folder, state, wanted, load) if state else None
    rebuilt = made is None
    if made is None:
        made = _with_new_base(folder, wanted, load)
    made.files = _files(folder)
    temporary = folder / f"{_STATE}.tmp"
    temporary.write_bytes(_encode(made))
    temporary.replace(folder / _STATE)
    written = made.base if rebuilt else made.rest
    return Updated(sum(month.count for month in written.values()), rebuilt=rebuilt)


def _digests(months: Mapping[str, _Noted]) -> dict[str, str]:
    return {name: month.digest for name, month in months.items()}


def _with_new_base(folder: Path, wanted: Mapping[str, str], load: Load) -> _State:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    writer = MonthWriter(create_in(folder, schema()))
    state = _State(VERSION, base=_written(writer, wanted, load))
    writer.commit(merge=False)
    groups: dict[str, int] = {}
    related = _Related([], {})
    for name, month in state.base.items():
        related.months[name] = [groups.setdefault(group, len(groups)) for group in month.related]
        month.related = []
    related.groups = list(groups)
    (folder / _RELATED).write_bytes(_encode(related))
    return state


def _with_new_rest(
    folder: Path, state: _State, wanted: Mapping[str, str], load: Load
) -> _State | None:
    """None when the rest would be too large."""
    old = {name: month for name, month in state.base.items() if wanted.get(name) == month.digest}
    loaded = {name: load(name) for name in wanted if name not in old}
    most = max(REST * sum(month.count for month in state.base.values()), _FEW)
    if sum(len(one.records) for one in loaded.values()) > most:
        return None
    writer = MonthWriter(FileStorage(str(folder)).open_index(schema=schema()))
    for name in state.base.keys() - old.keys():
        month = state.base[name]
        for document in range(month.first, month.end):
            writer.delete_document(document)
    changed = {name: wanted[name] for name in loaded}
    rest = _written(writer, changed, loaded.__getitem__)
    has_base = any(month.count for month in state.base.values())
    writer.commit(mergetype=lambda _, parts: parts[: int(has_base)])
    return _State(VERSION, base=old, rest=rest)


def _written(writer: MonthWriter, wanted: Mapping[str, str], load: Load) -> dict[str, _Noted]:
    found = {}
    for name in sorted(wanted):
        one = load(name)
        count = len(one.records)
        found[name] = _Noted(
            digest=wanted[name],
            first=writer.add_month(one),
            end=writer.docnum,
            count=count,
            newest=one.month if count else 0,
            related=sorted(one.related),
        )
    return found


def _state(folder: Path) -> _State | None:
    """What we noted of the folder, if it is as we left it."""
    try:
        state = _decode((folder / _STATE).read_bytes())
    except (OSError, msgspec.DecodeError):
        return None
    whole = state.version == VERSION and state.files and state.files == _files(folder)
    return state if whole else None


def _files(folder: Path) -> dict[str, tuple[int, int]]:
    found = {}
    for path in folder.iterdir():
        if path.name.startswith(_STATE) or path.name.endswith("WRITELOCK"):
            continue
        status = path.stat()
        found[path.name] = (status.st_size, status.st_mtime_ns)
    return found


# --- reading --------------------------------------------------------------------------------


@dataclass(slots=True)
class WhooshIndex:
    """An open index; `ranking.Index`."""

    _reader: Any
    _related: dict[str, tuple[str, ...]]
    newest: int
    _size: int
    _columns: Mapping[str, Any]
    _facts: dict[int, Facts] = field(default_factory=dict)
    _postings: dict[str, dict[int, int]] = field(default_factory=dict)

    @classmethod
    def open(cls, folder: Path) -> WhooshIndex | None:
        """Opens the index; None when there is none of ours."""
        state = _state(folder)
        if state is None:
            return None
        reader = FileStorage(str(folder)).open_index(schema=schema()).reader()
        months = {**state.base, **state.rest}
        related = _decode_related((folder / _RELATED).read_bytes())
        numbers = {number for name in state.base for number in related.months[name]}
        groups = {related.groups[number] for number in numbers}
        groups.update(group for one in state.rest.values() for group in one.related)
        return cls(
            reader,
            expansions(groups),
            max((one.newest for one in months.values()), default=0),
            sum(one.count for one in months.values()),
            {name: reader.column_reader(name) for name in KEPT} if reader.doc_count() else {},
        )

    def close(self) -> None:
        """Lets its files go."""
        self._reader.close()

    @property
    def size(self) -> int:
        """How many documents there are."""
        return self._size

    def postings(self, stem: str) -> Mapping[int, int]:
        """Document → level of a stem."""
        known = self._postings.get(stem)
        if known is None:
            if len(self._postings) >= MOST_TERMS:
                self._postings.clear()
            known = self._postings[stem] = self._read(stem.encode())
        return known

    def _read(self, term: bytes) -> dict[int, int]:
        found: dict[int, int] = {}
        for part, base in self._reader.leaf_readers():
            if ("words", term) in part:
                matcher = part.postings("words", term)
                levels: Levels = getattr(matcher, "child", matcher)  # where none is deleted
                gone = set(part.segment().deleted_docs())
                found.update(
                    (base + document, level)
                    for document, level in levels.pairs
                    if document not in gone
                )
        return found

    def related(self, stem: str) -> Sequence[str]:
        """The other stems of its word."""
        return self._related.get(stem, ())

    def frequency(self, stem: str) -> int:
        """How many documents have it."""
        return len(self.postings(stem)) if ("words", stem.encode()) in self._reader else 0

    def facts(self, document: int) -> Facts:
        """What is known of a document."""
        known = self._facts.get(document)
        if known is None:
            kind, act, issuer, section, lang, day, ended = (
                bytes(self._columns["facts"][document]).decode().split("|")
            )
            known = Facts(kind, act, issuer, section, lang, day, ended == "1")
            self._facts[document] = known
        return known

    def title(self, document: int) -> str:
        """Its title."""
        return self.shown(document)[1]

    def shown(self, document: int) -> tuple[str, str, str]:
        """Address, title, number."""
        record = read_record(bytes(self._columns["record"][document]))
        return record.address, record.title, record.number

    def select(self, text: str) -> tuple[set[int], list[str]]:
        """The documents that a query of Whoosh's language asks for, and its words' stems."""
        parsed = _parser().parse(text)
        with_forms = parsed.accept(self._widened)
        searcher = _searcher(self._reader)
        documents = {one for one in with_forms.docs(searcher) if self._columns["record"][one]}
        terms = sorted(
            term.decode()
            for name, term in with_forms.existing_terms(self._reader, expand=True)
            if name in ("words", "title", "number")
        )
        return documents, terms[:MOST_TERMS]

    def _widened(self, node: Any) -> Any:
        """A term of ours with the other forms of its word."""
        if isinstance(node, query.Term) and node.fieldname in ("words", "title"):
            others = self._related.get(node.text, ())
            return query.Or([node, *(query.Term(node.fieldname, one) for one in others)])
        return node


def stamp(folder: Path) -> int:
    """When the index was last written, in ns; 0 where there is none. An open one is out of date
    when it is another.
    """
    try:
        return (folder / _STATE).stat().st_mtime_ns
    except OSError:
        return 0


def _parser() -> Any:
    parser = QueryParser("words", schema())
    parser.replace_plugin(
            OperatorsPlugin(
                And=r"(?<=\s)(AND|И)(?=\s)", Or=r"(?<=\s)(OR|ИЛИ)(?=\s)",
                Not=r"(^|(?<=(\s|[()])))(NOT|НЕ)(?=\s)", AndNot=None, AndMaybe=None, Require=None,
            )
        )  # fmt: skip
    parser.add_plugin(FieldAliasPlugin(_ALIASES))
    return parser


def _searcher(reader: Any) -> Any:
    from whoosh.searching import Searcher

    return Searcher(reader)
