"""What one tree has that the other has not, at the cost of what has changed.

Both trees are compared as a whole once. What differs then, and every file that changes from then
on, is noted in their ledgers (`site/ledger/agreement.py`), so that the next comparison looks at
those files alone. Where a ledger was lost, restored or cannot be trusted, it is of all files again.
"""

from __future__ import annotations

import contextlib
import sqlite3
import uuid
from collections.abc import Sequence

from vestnik.publishing.release_log import FileChange, compare
from vestnik.publishing.releases import Releases


def differing(releases: Releases, old: str, new: str) -> tuple[FileChange, ...]:
    """What makes the tree `new` of the tree `old`."""
    if releases.has_ledger(old) and releases.has_ledger(new):
        with (
            contextlib.suppress(sqlite3.DatabaseError),
            releases.ledger(old) as before,
            releases.ledger(new) as after,
        ):
            true = releases.is_true(old, before) and releases.is_true(new, after)
            if true and before.agreed() and before.agreed() == after.agreed():
                paths = before.moved() | after.moved()
                return compare(before.standing_of(paths), after.standing_of(paths))
    return compare(releases.standing(old), releases.standing(new))


def settle(releases: Releases, old: str, new: str, changes: Sequence[FileChange]) -> None:
    """Notes that `changes` is what `differing` has found. Each ledger is written for itself: a word
    that only one of them has, since somebody was interrupted here, is worth nothing.
    """
    word = uuid.uuid4().hex
    for name, paths in ((new, []), (old, [change.path for change in changes])):
        if releases.has_ledger(name):
            with contextlib.suppress(sqlite3.DatabaseError), releases.ledger(name) as ledger:
                ledger.agree(word, paths)
                ledger.commit()
