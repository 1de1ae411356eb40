"""The archive of the search index as a ledger keeps it between builds.

It lies there as it was last made, with the digests of the segments that it was made of. A segment
that is made anew is set aside first, so that it is known what the archive took from it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from vestnik.search.browser_archive import Archive, decode_archive, encode_archive
from vestnik.search.browser_renewal import Change, renew
from vestnik.search.filing import FILE
from vestnik.search.segments import Segment, decode_segment
from vestnik.site.ledger import Ledger
from vestnik.site.search_state import BEFORE

_ROWS = "archive/"
"""Begins the names of the archive's rows."""
_STATE = "archive"
_TAKEN = "archive-of"
_FEW = 4
"""When more than a part of the segments is another, the archive is made anew."""
FILES = _ROWS + FILE
"""Begins the names under which the archive's files are kept."""

_names = msgspec.msgpack.Decoder(dict[str, str]).decode
_encode = msgspec.msgpack.Encoder().encode


class LedgerShelf:
    """`vestnik.search.shelf.Shelf` in a ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def many(self, names: Iterable[str]) -> dict[str, bytes]:
        """See `Shelf`."""
        found = self._ledger.kept_of(_ROWS + name for name in names)
        return {name[len(_ROWS) :]: data for name, data in found.items()}

    def between(self, first: str, last: str) -> Iterable[tuple[str, bytes]]:
        """See `Shelf`."""
        for name, data in self._ledger.kept_between(_ROWS + first, _ROWS + last):
            yield name[len(_ROWS) :], data

    def put(self, rows: Mapping[str, bytes]) -> None:
        """See `Shelf`."""
        self._ledger.keep_all((_ROWS + name, data) for name, data in rows.items())

    def drop(self, names: Iterable[str]) -> None:
        """See `Shelf`."""
        self._ledger.forget_kept(_ROWS + name for name in names)


def kept_archive(ledger: Ledger) -> Archive:
    """The archive as it was last made."""
    return decode_archive(ledger.kept(_STATE))


def renew_archive(ledger: Ledger, parts: Sequence[tuple[str, str]], *, whole: bool) -> Archive:
    """Brings the archive up to date with (name, digest) of its segments. It is made anew as a
    `whole`, or where the ledger no longer has what it was made of.
    """
    taken = {} if whole else _taken(ledger)
    changes: Iterable[Change] | None = _changes(ledger, taken, dict(parts))
    if changes is None:
        ledger.keep_only(_ROWS, ())
        archive = Archive()
        changes = ((None, _segment(ledger.kept(name))) for name, _ in parts)
    else:
        archive = kept_archive(ledger)
    renew(archive, LedgerShelf(ledger), (one for one in changes if one != (None, None)))
    ledger.keep(_STATE, encode_archive(archive))
    ledger.keep(_TAKEN, _encode(dict(parts)))
    return archive


def _taken(ledger: Ledger) -> dict[str, str]:
    """Name → digest of the segments that the archive was made of."""
    found = ledger.kept_of([_TAKEN])
    return _names(found[_TAKEN]) if found else {}


def _changes(
    ledger: Ledger, before: Mapping[str, str], after: Mapping[str, str]
) -> list[Change] | None:
    """What has become of the segments; None where one is not known any more as it was, or where
    that is not less than the whole.
    """
    names = before.keys() | after.keys()
    changed = sorted(name for name in names if before.get(name) != after.get(name))
    if not before or len(changed) * _FEW > len(names) + _FEW:
        return None
    changes = []
    for name in changed:
        old = _as_taken(ledger, name, before[name]) if name in before else b""
        if name in before and not old:
            return None
        new = ledger.kept(name) if name in after else b""
        changes.append((_segment(old), _segment(new)))
    return changes


def _as_taken(ledger: Ledger, name: str, digest: str) -> bytes:
    """The bytes of a segment with that digest; none where they are not kept."""
    found = ledger.kept_of([BEFORE + name, name])
    whole = (data for data in found.values() if hashlib.sha256(data).hexdigest() == digest)
    return next(whole, b"")


def _segment(data: bytes) -> Segment | None:
    """The segment; None for one without documents."""
    one = decode_segment(data) if data else None
    return one if one and one.shown else None
