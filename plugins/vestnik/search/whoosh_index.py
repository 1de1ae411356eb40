"""The Whoosh index of a site: the one module that knows Whoosh.

It is written from the segments of the browser index, so both say the same. A document is replaced
when what its segment says of it is another; so a new one costs one month's comparison and one small
commit.

Whoosh unpickles what it opens. So a folder is only opened when it holds just the files that we have
noted after our last commit, with their sizes and times; anything else is deleted and made anew.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
from whoosh import columns, fields, formats, query
from whoosh.filedb.filestore import FileStorage
from whoosh.index import create_in
from whoosh.qparser import FieldAliasPlugin, OperatorsPlugin, QueryParser

from vestnik.search.analysis import expansions
from vestnik.search.browser_records import Indexed
from vestnik.search.browser_terms import Segment, documents_of
from vestnik.search.ranking import Facts
from vestnik.search.tokens import clean, tokens
from vestnik.search.weights import OWN_NUMBER, TITLE_LEVEL

VERSION = 1
"""Raise it when documents are written otherwise."""
_STATE = "vestnik.msgpack"
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


class _Counted(fields.FieldType):  # type: ignore[misc]  # whoosh has no types
    """A field whose terms come counted: {stem: level}."""

    indexed = True
    scorable = False

    def __init__(self) -> None:
        self.format = formats.Existence()
        self.stored = self.unique = self.sortable = False
        self.analyzer = self.vector = self.column_type = None

    def index(
        self, value: Mapping[str, int], **_: Any
    ) -> Iterator[tuple[bytes, int, float, bytes]]:
        """(term, frequency, weight, nothing): the weight is the level, from 1 on."""
        for stem, level in value.items():
            yield stem.encode(), 1, level + 1.0, b""

    def process_text(self, qstring: str, *, tokenize: bool = True, **_: Any) -> Iterator[str]:
        """The terms of a query's word; of the beginning of one («уборк*») just its letters."""
        if not tokenize:
            yield clean(qstring)
            return
        for token in tokens(qstring):
            yield from token.terms[:1]


class _Month(msgspec.Struct):
    """What is indexed of a segment."""

    digest: str
    documents: dict[str, bytes]
    """Address → digest of what is said of it."""
    related: list[str]
    newest: int


class _State(msgspec.Struct):
    """What we know of our index."""

    version: int
    files: dict[str, tuple[int, int]] = {}
    """Name → size, time."""
    months: dict[str, _Month] = {}


_decode = msgspec.msgpack.Decoder(_State).decode


def _schema() -> Any:
    return fields.Schema(
        address=fields.ID(stored=True, unique=True),
        shown=fields.STORED(),
        facts=fields.COLUMN(columns.VarBytesColumn()),
        words=_Counted(),
        title=_Counted(),
        number=_Counted(),
        kind=fields.ID(),
        section=fields.ID(),
        issuer=fields.ID(),
        year=fields.ID(),
        status=fields.ID(),
    )


# --- writing --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Updated:
    """What an update did."""

    written: int
    removed: int
    rebuilt: bool
    """The index was missing, damaged, or none of ours."""


def update(folder: Path, segments: Iterable[tuple[str, str]], load: Any) -> Updated:
    """Brings the index up to date with (name, digest) of the segments; `load(name)` gives a
    `Segment`. Not for two at once: whoever calls holds the build's lock.
    """
    state, rebuilt = _state(folder), False
    if state is None:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        state, rebuilt = _State(VERSION), True
        create_in(folder, _schema())
    wanted = dict(segments)
    changed = {name: digest for name, digest in wanted.items() if _differs(state, name, digest)}
    gone = state.months.keys() - wanted.keys()
    if not changed and not gone and not rebuilt:
        return Updated(0, 0, rebuilt=False)
    (folder / _STATE).unlink(missing_ok=True)  # a commit that is cut short leaves none of ours
    written, removed = _commit(folder, state, changed, gone, load)
    state.files = _files(folder)
    temporary = folder / f"{_STATE}.tmp"
    temporary.write_bytes(_encode(state))
    temporary.replace(folder / _STATE)
    return Updated(written, removed, rebuilt=rebuilt)


def _differs(state: _State, name: str, digest: str) -> bool:
    known = state.months.get(name)
    return known is None or known.digest != digest


def _commit(
    folder: Path, state: _State, changed: Mapping[str, str], gone: Iterable[str], load: Any
) -> tuple[int, int]:
    dropped: dict[str, bytes] = {}
    for name in [*changed, *gone]:
        month = state.months.pop(name, None)
        if month is not None:
            dropped |= month.documents
    index = FileStorage(str(folder)).open_index(schema=_schema())
    writer = index.writer(limitmb=64)
    written = 0
    for name, digest in changed.items():
        one: Segment = load(name)
        documents: dict[str, bytes] = {}
        for document in documents_of(one):
            own = _digest(document)
            documents[document.address] = own
            before = dropped.pop(document.address, None)
            if before == own:
                continue
            if before is not None:
                writer.delete_by_term("address", document.address)
            _add(writer, document)
            written += 1
        state.months[name] = _Month(digest, documents, sorted(one.related), one.month)
    for address in dropped:
        writer.delete_by_term("address", address)
    writer.commit()
    index.close()
    return written, len(dropped)


def _digest(document: Indexed) -> bytes:
    said = (
        document.title, document.number, document.day, document.group, document.repealed,
        sorted(document.levels.items()),
    )  # fmt: skip
    return hashlib.blake2b(repr(said).encode(), digest_size=8).digest()


def _add(writer: Any, document: Indexed) -> None:
    group, levels = document.group, document.levels
    facts = (str(group), document.day.isoformat(), "1" if document.repealed else "")
    writer.add_document(
        address=document.address,
        shown=(document.title, document.number),
        facts="|".join(facts).encode(),
        words=levels,
        title={stem: level for stem, level in levels.items() if level >= TITLE_LEVEL},
        number={stem: level for stem, level in levels.items() if level == OWN_NUMBER},
        kind=group.act or group.kind,
        section=group.section,
        issuer=group.issuer,
        year=str(document.day.year),
        status="ended" if document.repealed else "active",
    )


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
    _columns: Any = None
    _facts: dict[int, Facts] = field(default_factory=dict)

    @classmethod
    def open(cls, folder: Path) -> WhooshIndex | None:
        """Opens the index; None when there is none of ours."""
        state = _state(folder)
        if state is None:
            return None
        reader = FileStorage(str(folder)).open_index(schema=_schema()).reader()
        related = expansions({group for one in state.months.values() for group in one.related})
        newest = max((one.newest for one in state.months.values() if one.documents), default=0)
        return cls(reader, related, newest, reader.column_reader("facts"))

    def close(self) -> None:
        """Lets its files go."""
        self._reader.close()

    @property
    def size(self) -> int:
        """How many documents there are."""
        return int(self._reader.doc_count())

    def postings(self, stem: str) -> Mapping[int, int]:
        """Document → level of a stem."""
        if ("words", stem.encode()) not in self._reader:
            return {}
        matcher = self._reader.postings("words", stem.encode())
        found = {}
        while matcher.is_active():
            found[matcher.id()] = int(matcher.weight()) - 1
            matcher.next()
        return found

    def related(self, stem: str) -> Sequence[str]:
        """The other stems of its word."""
        return self._related.get(stem, ())

    def frequency(self, stem: str) -> int:
        """How many documents have it."""
        return int(self._reader.doc_frequency("words", stem.encode()))

    def facts(self, document: int) -> Facts:
        """What is known of a document."""
        known = self._facts.get(document)
        if known is None:
            kind, act, issuer, section, lang, day, ended = (
                bytes(self._columns[document]).decode().split("|")
            )
            known = Facts(kind, act, issuer, section, lang, day, ended == "1")
            self._facts[document] = known
        return known

    def title(self, document: int) -> str:
        """Its title."""
        return str(self._reader.stored_fields(document)["shown"][0])

    def shown(self, document: int) -> tuple[str, str, str]:
        """Address, title, number."""
        stored = self._reader.stored_fields(document)
        return stored["address"], *stored["shown"]

    def select(self, text: str) -> tuple[set[int], list[str]]:
        """The documents that a query of Whoosh's language asks for, and its words' stems."""
        parsed = _parser().parse(text)
        with_forms = parsed.accept(self._widened)
        searcher = _searcher(self._reader)
        documents = set(with_forms.docs(searcher))
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
    parser = QueryParser("words", _schema())
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
