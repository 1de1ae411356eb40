"""The ledger of one output: which targets it has, what each has read, and what the last build knew.

The catalogue says what the sources *are*; the ledger says what this output *shows* of them, at the
moment of its last build. Bringing an output up to date is three steps: `apply` what changed in the
catalogue or was crossed by the clock (this only marks targets), render what is marked, `settle`
each rendered target. The marks are kept on disk, so a build that is killed between the steps is
simply continued by the next one.
"""

from vestnik.catalogue.database import connect
from vestnik.site.ledger.database import owner_of, vacuum
from vestnik.site.ledger.ledger import Ledger
from vestnik.site.ledger.values import (
    INNER,
    Marked,
    Presence,
    Target,
    key_number,
    moment_text,
)

__all__ = [
    "INNER",
    "Ledger",
    "Marked",
    "Presence",
    "Target",
    "connect",
    "key_number",
    "moment_text",
    "owner_of",
    "vacuum",
]
