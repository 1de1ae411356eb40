"""How sorted keys are divided into files of about one size, so that a change moves few borders.

A range with more than the limit is divided by its next letter; small neighbours below one beginning
are joined. So a key more or less moves borders within its own beginning at most. A `Division`
remembers the weights below every beginning that it has divided: a change costs what lies on its way
and not the number of keys.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

DEEPEST = 12
"""Letters after which nothing is divided further."""

Weighed = Iterable[tuple[str, int]]
"""Keys with their weights."""


class Division(msgspec.Struct, array_like=True):
    """Keys divided into ranges."""

    limit: int
    """Weight of a range, about."""
    whole: int = 0
    """Weight of all keys."""
    below: dict[str, dict[str, int]] = {}
    """Beginning that is divided → its continuations by one letter, and itself where it is a key →
    weight of the keys that begin so.
    """

    def change(self, deltas: Mapping[str, int], load: Callable[[str], Weighed]) -> None:
        """Takes up by how much the weights of keys differ (a key that is gone has lost its own).
        `load` gives the keys that begin so, with their present weights; where there were none
        before, it is not asked.
        """
        if not self.whole:
            load = _reader(deltas)
        touched: set[str] = set()
        for key, delta in deltas.items():
            self.whole += delta
            self._add(key, delta, touched)
        self._settle("", self.whole, touched, load)

    def starts(self) -> list[str]:
        """Where the ranges begin, sorted; the first begins with everything."""
        if not self.whole:
            return []
        return [start for start, _ in self._ranges("", self.whole)]

    def _add(self, key: str, delta: int, touched: set[str]) -> None:
        node = ""
        while node in self.below:
            children = self.below[node]
            child = key[: len(node) + 1]
            touched.add(child)
            weight = children.get(child, 0) + delta
            if weight:
                children[child] = weight
            else:
                del children[child]
            if child == node:
                return
            if not weight:
                self._forget(child)
            node = child

    def _settle(
        self, node: str, weight: int, touched: set[str], load: Callable[[str], Weighed]
    ) -> None:
        """Divides what has become too heavy, and what is no longer so not any more."""
        if weight <= self.limit or len(node) >= DEEPEST:
            self._forget(node)
            return
        known = node in self.below
        if not known:
            children: dict[str, int] = {}
            for key, own in load(node):
                if own:
                    child = key[: len(node) + 1]
                    children[child] = children.get(child, 0) + own
            self.below[node] = children
        for child, own in self.below[node].items():
            if child != node and (not known or child in touched):
                self._settle(child, own, touched, load)

    def _forget(self, node: str) -> None:
        for child in self.below.pop(node, ()):
            if child != node:
                self._forget(child)

    def _ranges(self, node: str, weight: int) -> list[tuple[str, int]]:
        """(start, weight) of the ranges below a beginning."""
        children = self.below.get(node)
        if children is None:
            return [(node, weight)]
        found: list[tuple[str, int]] = []
        for child, own in sorted(children.items()):
            inner = self._ranges(child, own) if child != node else [(child, own)]
            if len(inner) == 1 and found and found[-1][1] + inner[0][1] <= self.limit:
                found[-1] = (found[-1][0], found[-1][1] + inner[0][1])
            else:
                found += inner
        return [(node, found[0][1]), *found[1:]]


def place_of(starts: Sequence[str], key: str) -> int:
    """Which range a key falls into."""
    return max(bisect_right(starts, key) - 1, 0)


def _reader(weights: Mapping[str, int]) -> Callable[[str], Weighed]:
    keys = sorted(key for key, weight in weights.items() if weight)

    def load(prefix: str) -> Weighed:
        last = bisect_left(keys, prefix + "\U0010ffff")
        return [(key, weights[key]) for key in keys[bisect_left(keys, prefix) : last]]

    return load
