"""What the search knows of a text: how often each stem stands in each field.

Made once per document and kept in the catalogue; both indexes are written from it. A pure function
of the fields: the caches of an `Analyst` only save work.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

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


class Analyst:
    """Counts words; remembers what it has made of every distinct form."""

    def __init__(self, lexemes: Lexemes | None = None) -> None:
        self._lexemes = lexemes or Lexemes()
        self._known: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}

    def analyse(self, fields: Mapping[str, str]) -> Words:
        """The words of a document's fields. Empty fields leave no trace."""
        groups: dict[str, None] = {}
        counts: dict[str, dict[str, int]] = {}
        for name in FIELDS:
            text = fields.get(name, "")
            found = self._count(text, groups) if text else None
            if found:
                counts[name] = found
        return Words(counts, tuple(groups))

    def terms(self, raw: str) -> tuple[str, ...]:
        """The terms of a stretch that `PATTERN` has found in a clean text."""
        return (self._known.get(raw) or self._learn(raw))[0]

    def _count(self, text: str, groups: dict[str, None]) -> dict[str, int]:
        found: dict[str, int] = {}
        known = self._known
        raws = PATTERN.findall(clean(text))
        for raw, count in Counter(raws).items():
            made = known.get(raw)
            if made is None:
                made = self._learn(raw)
            for term in made[0]:
                found[term] = found.get(term, 0) + count
            for group in made[1]:
                groups[group] = None
        for _, _, made_of_both in references(raws, self.terms):
            for term in made_of_both:
                found[term] = found.get(term, 0) + 1
        return found

    def _learn(self, raw: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        if len(self._known) >= _KEEP:
            self._known.clear()
        found: list[str] = []
        forms: list[str] = []

        def note(form: str) -> str:
            forms.append(form)
            found.append(stem(form))
            return found[-1]

        made = terms(raw, note)
        related = (group for form in forms for group in self._lexemes.groups(form))
        self._known[raw] = made, tuple(dict.fromkeys(map(" ".join, related)))
        return self._known[raw]


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
