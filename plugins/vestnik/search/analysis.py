"""What the search knows of a text: how often each stem stands in each field.

Made once per document and kept in the catalogue; both indexes are written from it. A pure function
of the fields: the caches of an `Analyst` only save work.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from itertools import chain

from msgspec import Struct, field

from vestnik.search.gists import Gist
from vestnik.search.lexemes import Lexemes
from vestnik.search.stemmer import stem
from vestnik.search.tokens import PATTERN, clean, references, terms

FIELDS = ("title", "number", "lead", "body", "attachment")
"""The fields of a document, as `weights.WEIGHTS` weighs them."""

_KEEP = 400_000
"""Distinct forms kept in memory, about 100 MB: those of ten thousand documents."""


class Words(Struct, frozen=True):
    """The words of one document."""

    counts: dict[str, dict[str, int]]
    """Field → stem → how often, in the order of the text."""
    groups: tuple[str, ...]
    """Stems that are one word, joined by spaces: «заявк заявок». Only of words that the document
    has, only where there are two or more.
    """
    gist: Gist = field(default_factory=Gist)
    """What results may show of the text."""


class _Terms(dict[str, tuple[str, ...]]):
    """Stretch of a text → its terms; learns those of an unknown one."""

    def __init__(self, learn: Callable[[str], tuple[str, ...]]) -> None:
        super().__init__()
        self._learn = learn

    def __missing__(self, raw: str) -> tuple[str, ...]:
        found = self[raw] = self._learn(raw)
        return found


class Analyst:
    """Counts words; remembers what it has made of every distinct form."""

    def __init__(self, lexemes: Lexemes | None = None) -> None:
        self._lexemes = lexemes or Lexemes()
        self._terms = _Terms(self._learn)
        self._groups: dict[str, tuple[str, ...]] = {}
        """Only of what has any."""
        self.terms: Callable[[str], tuple[str, ...]] = self._terms.__getitem__
        """The terms of a stretch that `PATTERN` has found in a clean text."""

    def analyse(self, fields: Mapping[str, str]) -> Words:
        """The words of a document's fields. Empty fields leave no trace."""
        if len(self._terms) >= _KEEP:
            self._terms.clear()
            self._groups.clear()
        groups: dict[str, None] = {}
        counts: dict[str, dict[str, int]] = {}
        for name in FIELDS:
            text = fields.get(name, "")
            found = self._count(text, groups) if text else None
            if found:
                counts[name] = found
        return Words(counts, tuple(groups))

    def _count(self, text: str, groups: dict[str, None]) -> dict[str, int]:
        """Without a step of Python's own for each word: there are hundreds."""
        raws = PATTERN.findall(clean(text))
        found = dict(Counter(chain.from_iterable(map(self.terms, raws))))
        related = filter(None, map(self._groups.get, dict.fromkeys(raws)))
        groups |= dict.fromkeys(chain.from_iterable(related))
        for _, _, made_of_both in references(raws, self.terms):
            for term in made_of_both:
                found[term] = found.get(term, 0) + 1
        return found

    def _learn(self, raw: str) -> tuple[str, ...]:
        forms: list[str] = []

        def note(form: str) -> str:
            forms.append(form)
            return stem(form)

        made = terms(raw, note)
        related = (group for form in forms for group in self._lexemes.groups(form))
        if groups := tuple(dict.fromkeys(map(" ".join, related))):
            self._groups[raw] = groups
        return made


def expansions(groups: Mapping[str, object] | set[str]) -> dict[str, tuple[str, ...]]:
    """Stem → the other stems of its lexemes, sorted; only stems that have any.

    >>> expansions({"заявк заявок"})["заявок"]
    ('заявк',)
    """
    found: dict[str, set[str]] = {}
    for group in groups:
        stems = group.split()
        for one in stems:
            found.setdefault(one, set()).update(stems)
    return {one: tuple(sorted(others - {one})) for one, others in found.items()}
