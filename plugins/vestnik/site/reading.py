"""The view of a site that is backed by a ledger and a catalogue.

Opened anew in every process that renders; it only reads.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from vestnik.catalogue.records import decode_body, decode_document
from vestnik.catalogue.rows import decode_derived, decode_facts
from vestnik.core.act_keys import is_any_issuer
from vestnik.core.addresses import file_address
from vestnik.core.citation import FileCitation
from vestnik.core.filetext import unpack
from vestnik.core.model import Body, Document
from vestnik.core.portal import Portal
from vestnik.search.analysis import Words
from vestnik.site.asset_names import plain_name
from vestnik.site.citing import decode_citations
from vestnik.site.counting import count_words, unpack_words
from vestnik.site.view import NEWEST, OLDEST, PublishedFile, Reads, published_url

if TYPE_CHECKING:
    from vestnik.printing.sheet import Printed, Sheet

_KEEP = 4000
"""Decoded documents kept in a process: those of neighbouring pages are asked for again and again.
"""


def open_view(
    ledger: Path,
    catalogue: Path,
    portal: Portal,
    assets: Mapping[str, str],
    *,
    preview: bool = False,
    press: Callable[[Sheet], Printed] | None = None,
) -> LedgerView:
    """A view over the files of a ledger and a catalogue: it reads them; `press` makes PDFs."""
    database = sqlite3.connect(f"file:{ledger}?mode=ro", uri=True)
    database.execute("ATTACH ? AS catalogue", (f"file:{catalogue}?mode=ro",))
    return LedgerView(database, portal, assets, preview=preview, press=press)


class LedgerView:
    """Answers a target's questions and notes them in `reads`, which `begin` empties."""

    def __init__(
        self,
        database: sqlite3.Connection,
        portal: Portal,
        assets: Mapping[str, str],
        *,
        preview: bool = False,
        press: Callable[[Sheet], Printed] | None = None,
    ) -> None:
        """`database` is a ledger; for texts and files with its catalogue, see `open_view`."""
        self._press = press
        self.portal = portal
        self.preview = preview
        self.reads = Reads()
        self._assets = assets
        self._db = database
        self._documents: dict[int, Document] = {}
        self._lists: dict[str, int] = {}

    def close(self) -> None:
        """Lets both files go."""
        self._db.close()

    def begin(self) -> None:
        """Starts the notes of another target."""
        self.reads = Reads()

    # --- single things ----------------------------------------------------------------------

    def document(self, reference: str) -> Document | None:
        """The visible document of that name; None for a name of any issuer that several have."""
        self.reads.keys.add(reference)
        rows = self._db.execute(
            "SELECT id FROM name JOIN item ON item.id=name.item WHERE key=? ORDER BY path LIMIT 2",
            (reference,),
        ).fetchall()
        if not rows or (len(rows) > 1 and is_any_issuer(reference)):
            return None
        return self._item(rows[0][0])

    def body(self, path: str) -> Body:
        """The text of a visible document: of its last good version while it is held."""
        self.reads.keys.add(f"body:{path}")
        row = self._db.execute("SELECT held FROM item WHERE path=? AND visible", (path,)).fetchone()
        if row is None:
            raise KeyError(path)
        table = "accepted" if row[0] else "record"
        (body,) = self._db.execute(
            f"SELECT body FROM catalogue.{table} WHERE path=?", (path,)
        ).fetchone()
        return decode_body(body)

    def words(self, path: str) -> Words:
        """The words of a visible document. Those of a last good version are counted anew."""
        self.reads.keys.add(f"body:{path}")
        row = self._db.execute(
            "SELECT held, facts, words FROM item LEFT JOIN catalogue.words USING (path)"
            " WHERE path=? AND visible",
            (path,),
        ).fetchone()
        if row is None:
            raise KeyError(path)
        if row[0] or row[2] is None:
            return count_words(decode_document(row[1]), self.body(path), self.portal)
        return unpack_words(row[2])

    def published_assets(self) -> dict[str, str]:
        """Plain name of a theme asset → its address, as they were last published."""
        rows = self._db.execute("SELECT output FROM target WHERE kind='asset' AND NOT gone")
        return {plain_name(output): f"/{output}" for (output,) in rows}

    def made_pdfs(self) -> list[tuple[str, str]]:
        """(output path, SHA-256) of every PDF that the site makes of a text, sorted."""
        return self._db.execute(
            "SELECT output, digest FROM target WHERE kind='printed' AND NOT gone ORDER BY output"
        ).fetchall()

    def inner(self, prefix: str) -> list[tuple[str, str]]:
        """(name, digest) of the targets below `prefix` that are no files, sorted, all of one
        moment with what `kept` gives afterwards.
        """
        if not self._db.in_transaction:
            self._db.execute("BEGIN")
        return self._db.execute(
            "SELECT output, digest FROM target WHERE output>=? AND output<? AND NOT gone"
            " ORDER BY output",
            (prefix, prefix + "\U0010ffff"),
        ).fetchall()

    def kept(self, name: str) -> bytes:
        """What the ledger keeps under a name: a file of the search index."""
        (data,) = self._db.execute("SELECT data FROM kept WHERE name=?", (name,)).fetchone()
        return bytes(data)

    def file(self, path: str) -> PublishedFile | None:
        """The file, if something visible uses it and it can be read."""
        self.reads.keys.add(f"file:{path}")
        row = self._db.execute(
            "SELECT facts, derived FROM catalogue.file WHERE path=? AND EXISTS"
            " (SELECT 1 FROM use WHERE file=?)",
            (path, path),
        ).fetchone()
        if row is None:
            return None
        facts = decode_facts(row[0])
        if facts.fault:
            row = self._last_good_file(path)
            if row is None:
                return None
            facts = decode_facts(row[0])
        folder = path.rpartition("/")[0]
        owner = self.document(f"{folder}/index.md") if folder else None
        url = file_address(path, owner.address if owner else None)
        derived = decode_derived(row[1])
        return PublishedFile(facts=facts, url=published_url(url, derived), derived=derived)

    def file_text(self, path: str) -> tuple[str, ...]:
        """The text of a published file by page, of the version that is published."""
        file = self.file(path)
        if file is None:
            return ()
        table = "accepted_file" if self._is_faulty(path) else "file_text"
        row = self._db.execute(
            f"SELECT text FROM catalogue.{table} WHERE path=?", (path,)
        ).fetchone()
        return unpack(row[0]) if row and row[0] else ()

    def file_citations(self, path: str) -> tuple[FileCitation, ...]:
        """The acts that the text of a published file cites, of the version that is published."""
        if self.file(path) is None:
            return ()
        table = "accepted_file" if self._is_faulty(path) else "file_text"
        row = self._db.execute(
            f"SELECT citations FROM catalogue.{table} WHERE path=?", (path,)
        ).fetchone()
        return decode_citations(row[0]) if row and row[0] else ()

    def _is_faulty(self, path: str) -> bool:
        query = "SELECT faulty FROM catalogue.file WHERE path=?"
        return bool(self._db.execute(query, (path,)).fetchone()[0])

    def _last_good_file(self, path: str) -> tuple[bytes, bytes] | None:
        """A file as it was last published, for an item that is held as it was."""
        row: tuple[bytes, bytes] | None = self._db.execute(
            "SELECT facts, derived FROM catalogue.accepted_file WHERE path=? AND EXISTS"
            " (SELECT 1 FROM use JOIN item ON item.id=use.item WHERE file=? AND held)",
            (path, path),
        ).fetchone()
        return row

    def asset(self, name: str) -> str:
        """Address of a theme asset."""
        return self._assets[name]

    def printed(self, sheet: Sheet) -> Printed:
        """The PDF of a sheet."""
        assert self._press is not None, "only a view that renders has a press"
        return self._press(sheet)

    # --- lists ------------------------------------------------------------------------------

    def newest(self, name: str, count: int) -> Sequence[Document]:
        """The newest `count` of a list."""
        rows = self._rows(name, "ORDER BY position DESC, item.path LIMIT ?", count)
        low = rows[-1][0] if len(rows) == count and rows else OLDEST
        self.reads.ranges.add((name, low, NEWEST))
        return self._decode_all(rows)

    def all(self, name: str) -> Sequence[Document]:
        """A whole list."""
        self.reads.ranges.add((name, OLDEST, NEWEST))
        return self._decode_all(self._rows(name, "ORDER BY position DESC, item.path"))

    def between(self, name: str, low: int, high: int) -> Sequence[Document]:
        """The members of a part of a list."""
        self.reads.ranges.add((name, low, high))
        return self._decode_all(
            self._rows(
                name,
                "AND position BETWEEN ? AND ? ORDER BY position DESC, item.path",
                *(low, high),
            )
        )

    def before(self, name: str, document: Document, count: int) -> Sequence[Document]:
        """Up to `count` members older than `document`."""
        place = self._place(name, document)
        if place is None:
            return []
        rows = self._rows(
            name, "AND position<? ORDER BY position DESC, item.path LIMIT ?", place, count
        )
        low = rows[-1][0] if len(rows) == count and rows else OLDEST
        self.reads.ranges.add((name, low, place))
        return self._decode_all(rows)

    def neighbours(self, name: str, document: Document) -> tuple[Document | None, Document | None]:
        """The next newer and the next older member."""
        place = self._place(name, document)
        if place is None:
            return None, None
        # several acts of one day may have one number: among them the path decides, as in lists
        newer = self._rows(
            name,
            "AND position>=? AND (position>? OR item.path<?)"
            " ORDER BY position, item.path DESC LIMIT 1",
            *(place, place, document.path),
        )
        older = self._rows(
            name,
            "AND position<=? AND (position<? OR item.path>?)"
            " ORDER BY position DESC, item.path LIMIT 1",
            *(place, place, document.path),
        )
        low = older[0][0] if older else OLDEST
        high = newer[0][0] if newer else NEWEST
        self.reads.ranges.add((name, low, high))
        return (
            self._item(newer[0][1]) if newer else None,
            self._item(older[0][1]) if older else None,
        )

    def count(self, name: str) -> int:
        """How many members a list has."""
        self.reads.ranges.add((name, OLDEST, NEWEST))
        row = self._db.execute(
            "SELECT count(*) FROM member WHERE list=?", (self._list_id(name),)
        ).fetchone()
        return int(row[0])

    def months(self, name: str) -> Sequence[tuple[int, int]]:
        """The months of a list, newest first."""
        self.reads.keys.add(f"months:{name}")
        prefix = name + "/"
        found = []
        for full in self._names("name>? AND name<?", prefix, prefix + "\U0010ffff"):
            year, _, month = full.removeprefix(prefix).partition("/")
            if len(year) == 4 and len(month) == 2 and (year + month).isdigit():
                found.append((int(year), int(month)))
        return sorted(found, reverse=True)

    def lists(self, parent: str) -> Sequence[str]:
        """The lists right below a name, sorted."""
        self.reads.keys.add(f"lists:{parent}")
        return sorted(self._names("parent=?", parent))

    # --- within -----------------------------------------------------------------------------

    def _names(self, condition: str, *values: str) -> list[str]:
        rows = self._db.execute(
            f"SELECT name FROM list WHERE {condition}"
            " AND EXISTS (SELECT 1 FROM member WHERE list=list.id)",
            values,
        )
        return [row[0] for row in rows]

    def _list_id(self, name: str) -> int:
        known = self._lists.get(name)
        if known is None:
            row = self._db.execute("SELECT id FROM list WHERE name=?", (name,)).fetchone()
            known = self._lists[name] = row[0] if row else -1
        return known

    def _rows(self, name: str, rest: str, *values: int | str) -> list[tuple[int, int]]:
        """(position, number) of members; most of their documents are known already."""
        return self._db.execute(
            f"SELECT position, id FROM member JOIN item ON item.id=member.item WHERE list=? {rest}",
            (self._list_id(name), *values),
        ).fetchall()

    def _place(self, name: str, document: Document) -> int | None:
        row = self._db.execute(
            "SELECT position FROM member JOIN item ON item.id=member.item"
            " WHERE item.path=? AND list=?",
            (document.path, self._list_id(name)),
        ).fetchone()
        return row[0] if row else None

    def _decode_all(self, rows: Sequence[tuple[int, int]]) -> list[Document]:
        return [self._item(item) for _, item in rows]

    def _item(self, item: int) -> Document:
        document = self._documents.get(item)
        if document is None:
            (facts,) = self._db.execute("SELECT facts FROM item WHERE id=?", (item,)).fetchone()
            if len(self._documents) >= _KEEP:
                self._documents.clear()
            document = self._documents[item] = decode_document(facts)
        return document
