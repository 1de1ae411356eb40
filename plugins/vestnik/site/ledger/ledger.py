"""The ledger as a whole."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from vestnik.core.portal import Portal
from vestnik.site.ledger.agreement import Agreement
from vestnik.site.ledger.database import open_ledger, vacuum
from vestnik.site.ledger.items import Items
from vestnik.site.ledger.kept import Kept
from vestnik.site.ledger.questions import Questions
from vestnik.site.ledger.targets import Targets

if TYPE_CHECKING:
    from vestnik.site.reading import LedgerView


class Ledger(Items, Targets, Kept, Questions, Agreement):
    """The state of one output, in one SQLite file."""

    def __init__(self, database: Path) -> None:
        database.parent.mkdir(parents=True, exist_ok=True)
        self.path = database
        super().__init__(open_ledger(database))

    def close(self) -> None:
        """Lets the file go; what was not committed is undone."""
        self._db.close()

    def commit(self) -> None:
        """Makes everything since the last commit lasting."""
        self._db.commit()

    def rollback(self) -> None:
        """Undoes everything since the last commit."""
        self._db.rollback()
        self._lists.clear()
        self._filled.clear()
        self._touched.clear()

    def view(self, portal: Portal, *, preview: bool = False) -> LedgerView:
        """A view of what was applied, before it is committed; it knows no texts and no files."""
        from vestnik.site.reading import LedgerView

        return LedgerView(self._db, portal, {}, preview=preview)

    def purge(self) -> None:
        """Removes every trace of what is not shown any more from the file itself."""
        self._db.execute(
            "DELETE FROM list WHERE NOT EXISTS (SELECT 1 FROM member WHERE list=list.id)"
            " AND NOT EXISTS (SELECT 1 FROM range_read WHERE list=list.id)"
        )
        self.disagree()  # it names files that are gone
        self._db.commit()
        vacuum(self._db)
        self._lists.clear()
