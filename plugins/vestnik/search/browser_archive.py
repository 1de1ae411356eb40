"""What a site keeps of the archive of its browser index between builds.

`browser_renewal` brings it up to date.
"""

from __future__ import annotations

import msgspec

from vestnik.search.browser_cards import CARDS
from vestnik.search.browser_spelling import SPELLING_BYTES
from vestnik.search.browser_terms import BUCKET_BYTES
from vestnik.search.division import Division
from vestnik.search.filing import Filed
from vestnik.search.numbering import Layout


class Month(msgspec.Struct, array_like=True):
    """What the manifest says of a month."""

    layout: Layout
    documents: int
    ended: list[int]
    batches: list[bytes] = []
    """Digests of the records' files."""


class Archive(msgspec.Struct, array_like=True):
    """The archive's files, and what the manifest says of them."""

    months: dict[int, Month] = {}
    """In the order of time."""
    buckets: Filed = msgspec.field(default_factory=lambda: Filed(Division(BUCKET_BYTES)))
    cards: Filed = msgspec.field(default_factory=lambda: Filed(Division(CARDS)))
    spelling: tuple[Filed, Filed] = msgspec.field(
        default_factory=lambda: (Filed(Division(SPELLING_BYTES)), Filed(Division(SPELLING_BYTES)))
    )
    """The dictionary, and the same one read from behind."""

    def used(self) -> set[bytes]:
        """The digests of all files."""
        filed = (self.buckets, self.cards, *self.spelling)
        return {key for one in filed for key in one.files.values()} | {
            key for month in self.months.values() for key in month.batches
        }


encode_archive = msgspec.msgpack.Encoder().encode
decode_archive = msgspec.msgpack.Decoder(Archive).decode
