"""Items: what the sources contribute to an output, taken up with marks for whoever saw it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from vestnik.site.ledger.marks import Marks
from vestnik.site.ledger.values import Presence
from vestnik.site.lists import Membership, month_of
from vestnik.site.view import Reads


class Items(Marks):
    """The visible items with their names, their places in lists and the files that they use."""

    def __init__(self, database: sqlite3.Connection) -> None:
        super().__init__(database)
        self._filled: set[int] = set()

    def apply(self, presences: Iterable[Presence], removed: Iterable[str]) -> None:
        """Takes up what sources contribute now; marks every target that has read what changed."""
        clean = "SELECT 1 FROM {} WHERE NOT dirty LIMIT 1"
        self._marking = any(
            self._db.execute(clean.format(table)).fetchone() for table in ("target", "inferred")
        )
        for path in removed:
            self._forget(path)
        for presence in presences:
            self._replace(presence)

    def _forget(self, path: str) -> None:
        row = self._db.execute("SELECT id FROM item WHERE path=?", (path,)).fetchone()
        if row is None:
            return
        self._withdraw(row[0], path)
        self._db.execute("DELETE FROM due WHERE item=?", row)
        self._db.execute("DELETE FROM item WHERE id=?", row)

    def _withdraw(self, item: int, path: str) -> None:
        """Takes an item out of every list and name, marking whoever saw it there."""
        for name, place in (*self._members(item), *self._inferred_members(item)):
            self._mark_range(name, place)
            self._leave(name, place, item)
        self._replace_inferred(item, inferring=False, same=True)
        for (key,) in self._db.execute("SELECT key FROM name WHERE item=?", (item,)).fetchall():
            self.mark_key(key)
        self._db.execute("DELETE FROM name WHERE item=?", (item,))
        self.mark_key(f"body:{path}")
        for file in self._files(item):
            self._touched.add(f"file:{file}")
        self._db.execute("DELETE FROM use WHERE item=?", (item,))
        self._touched.add(f"item:{path}")

    def _replace(self, new: Presence) -> None:
        row = self._db.execute(
            "SELECT id, facts, body, held FROM item WHERE path=?", (new.path,)
        ).fetchone()
        if row is None:
            cursor = self._db.execute(
                "INSERT INTO item(path, facts, body, visible, held) VALUES (?,?,?,?,?)",
                (new.path, new.facts, new.body, bool(new.facts), new.held),
            )
            item = int(cursor.lastrowid or 0)
            same_facts = not new.facts
            same_body = not new.facts
        else:
            item = row[0]
            same_facts, same_body = bytes(row[1]) == new.facts, row[2] == new.body
            self._db.execute(
                "UPDATE item SET facts=?, body=?, visible=?, held=? WHERE id=?",
                (new.facts, new.body, bool(new.facts), new.held, item),
            )
        self._replace_due(item, new.due)
        self._replace_members(item, new.members, same=same_facts)
        self._replace_inferred(item, inferring=new.inferring, same=same_facts)
        self._replace_keys(item, new.keys, same=same_facts)
        if not same_body:
            self.mark_key(f"body:{new.path}")
        if not same_facts:
            self._touched.add(f"item:{new.path}")
        self._replace_files(item, new.files, same=row is None or bool(row[3]) == new.held)

    def _replace_due(self, item: int, due: Sequence[str]) -> None:
        self._db.execute("DELETE FROM due WHERE item=?", (item,))
        self._db.executemany("INSERT OR IGNORE INTO due VALUES (?,?)", [(m, item) for m in due])

    def _replace_members(self, item: int, members: Sequence[Membership], *, same: bool) -> None:
        old = set(self._members(item))
        new = {(member.name, member.position) for member in members}
        for name, place in old - new:
            self._mark_range(name, place)
            self._leave(name, place, item)
        for name, place in new - old:
            self._enter(name, place, item)
            self._mark_range(name, place)
        if not same:
            for name, place in old & new:
                self._mark_range(name, place)

    def _replace_keys(self, item: int, keys: Sequence[str], *, same: bool) -> None:
        old = {r[0] for r in self._db.execute("SELECT key FROM name WHERE item=?", (item,))}
        new = set(keys)
        for key in old - new:
            self._db.execute("DELETE FROM name WHERE key=? AND item=?", (key, item))
            self.mark_key(key)
        for key in new - old:
            self._db.execute("INSERT INTO name VALUES (?,?)", (key, item))
            self.mark_key(key)
        if not same:
            for key in old & new:
                self.mark_key(key)

    def _replace_files(self, item: int, files: Sequence[str], *, same: bool) -> None:
        """`same`: the item is shown in its present version as before, or in its last good one."""
        old, new = set(self._files(item)), set(files)
        for file in old - new:
            self._db.execute("DELETE FROM use WHERE item=? AND file=?", (item, file))
        for file in new - old:
            self._db.execute("INSERT INTO use VALUES (?,?)", (item, file))
        for file in old ^ new if same else old | new:
            self._touched.add(f"file:{file}")
            self.mark_key(f"file:{file}")

    def _members(self, item: int) -> list[tuple[str, int]]:
        return self._db.execute(
            "SELECT list.name, position FROM member JOIN list ON list.id=member.list WHERE item=?1"
            " AND member.list NOT IN (SELECT list FROM inferred_member WHERE item=?1)",
            (item,),
        ).fetchall()

    def _files(self, item: int) -> list[str]:
        return [r[0] for r in self._db.execute("SELECT file FROM use WHERE item=?", (item,))]

    def _is_empty(self, list_id: int) -> bool:
        if list_id in self._filled:
            return False
        query = "SELECT 1 FROM member WHERE list=? LIMIT 1"
        return self._db.execute(query, (list_id,)).fetchone() is None

    def _enter(self, name: str, place: int, item: int) -> None:
        list_id = self._list_id(name)
        if self._is_empty(list_id):
            self._mark_existence(name)
        self._touched.add(f"list:{name}")
        self._db.execute("INSERT OR IGNORE INTO member VALUES (?,?,?)", (list_id, place, item))
        self._filled.add(list_id)

    def _leave(self, name: str, place: int, item: int) -> None:
        list_id = self._list_id(name)
        self._db.execute(
            "DELETE FROM member WHERE list=? AND position=? AND item=?", (list_id, place, item)
        )
        self._touched.add(f"list:{name}")
        self._filled.discard(list_id)
        if self._is_empty(list_id):
            self._mark_existence(name)

    def _mark_existence(self, name: str) -> None:
        """A list has appeared or vanished: marks who asked which lists there are."""
        self.mark_key(f"lists:{name.rpartition('/')[0]}")
        month = month_of(name)
        if month is not None:
            self.mark_key(f"months:{month[0]}")

    # --- places that follow from what others say ----------------------------------------------

    def uninferred(self) -> list[tuple[int, bytes]]:
        """(number, encoded document) of the items of which something has changed that their further
        lists depend on. Each is to be given back to `infer`.
        """
        return self._db.execute(
            "SELECT id, facts FROM inferred CROSS JOIN item ON item.id=inferred.item"
            " WHERE dirty ORDER BY id"
        ).fetchall()

    def infer(self, item: int, members: Sequence[Membership], reads: Reads) -> None:
        """Notes in which further lists an item stands, and what that was concluded from."""
        old = set(self._inferred_members(item))
        new = {(member.name, member.position) for member in members}
        for name, place in old - new:
            self._mark_range(name, place)
            self._leave(name, place, item)
            self._db.execute(
                "DELETE FROM inferred_member WHERE item=? AND list=?", (item, self._list_id(name))
            )
        for name, place in new - old:
            self._enter(name, place, item)
            self._mark_range(name, place)
            self._db.execute(
                "INSERT INTO inferred_member VALUES (?,?,?)", (item, self._list_id(name), place)
            )
        self._db.execute("UPDATE inferred SET dirty=0 WHERE item=?", (item,))
        self._note_reads(-item, reads)

    def _inferred_members(self, item: int) -> list[tuple[str, int]]:
        return self._db.execute(
            "SELECT list.name, position FROM inferred_member JOIN list"
            " ON list.id=inferred_member.list WHERE item=?",
            (item,),
        ).fetchall()

    def _replace_inferred(self, item: int, *, inferring: bool, same: bool) -> None:
        if not inferring:
            members = self._inferred_members(item)
            for name, place in members:
                self._mark_range(name, place)
                self._leave(name, place, item)
            if self._db.execute("DELETE FROM inferred WHERE item=?", (item,)).rowcount:
                self._db.execute("DELETE FROM inferred_member WHERE item=?", (item,))
                self._note_reads(-item, Reads())
            return
        self._db.execute("INSERT OR IGNORE INTO inferred(item) VALUES (?)", (item,))
        if not same:
            self._db.execute("UPDATE inferred SET dirty=1 WHERE item=?", (item,))
            for name, place in self._inferred_members(item):
                self._mark_range(name, place)
