"""Which stems are one word: «заявк» and «заявок», «год» and «лет».

The stemmer alone gives two forms of a word the same stem in nine cases of ten. pymorphy3 knows the
paradigm of a form; its other forms give the stems that belong together. This is a pure function of
the form and of the dictionary's version.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from vestnik.search.stemmer import stem

Group = tuple[str, ...]
"""The stems of one lexeme, sorted; always two or more."""

_LIKELY = 0.1
"""Readings of a form that are less probable are left out: «стали» is hardly «сталь»."""
_INFLECTED = frozenset({"NOUN", "ADJF", "ADJS", "COMP", "VERB", "INFN", "NUMR", "NPRO"})
"""Parts of speech whose forms are looked for. Participles and gerunds of a verb are a hundred forms
that hardly anybody asks for; one that is met belongs to its verb by itself.
"""
_LONGEST = 8
"""Stems of one lexeme, at most: more are an oddity that would cost more than it finds."""


class Lexemes:
    """Answers for forms; loads the dictionary at the first question."""

    def __init__(self) -> None:
        self._morph: Any = None
        self._endings = cache(self._endings_of)
        self._stems = cache(self._stems_of)

    def groups(self, form: str) -> tuple[Group, ...]:
        """The stems of each lexeme that the form may be of, where there are two or more.

        `form` is a word in lower case with «е» for «ё».

        >>> Lexemes().groups("заявок")
        (('заявк', 'заявок'),)
        """
        if len(form) < 3 or not "а" <= form[0] <= "я":
            return ()
        own = stem(form)
        found: set[Group] = set()
        for parse in self._parses(form):
            stems = self._relatives(form, parse)
            if own not in stems:
                stems = tuple(sorted((*stems, own)))
            if 1 < len(stems) <= _LONGEST:
                found.add(stems)
        return tuple(sorted(found))

    def _parses(self, form: str) -> list[Any]:
        if self._morph is None:
            import pymorphy3

            self._morph = pymorphy3.MorphAnalyzer(lang="ru")
        parses = self._morph.parse(form)
        return [parse for place, parse in enumerate(parses) if not place or parse.score >= _LIKELY]

    def _relatives(self, form: str, parse: Any) -> Group:
        method = parse.methods_stack[0]
        if len(method) != 4:  # a number, an abbreviation, a word with a hyphen
            return ()
        paradigm, place = method[2], method[3]
        prefix, _, ending = self._morph.dictionary.build_paradigm_info(paradigm)[place]
        if prefix:  # «наилучший», «посильнее»
            return ()
        return self._stems(form[: len(form) - len(ending)], paradigm)

    def _stems_of(self, base: str, paradigm: int) -> Group:
        return tuple(sorted({stem(base + ending) for ending in self._endings(paradigm)}))

    def _endings_of(self, paradigm: int) -> tuple[str, ...]:
        """The endings of a paradigm that make forms worth looking for."""
        forms = self._morph.dictionary.build_paradigm_info(paradigm)
        endings = {
            ending.replace("ё", "е")
            for prefix, tag, ending in forms
            if not prefix and tag.POS in _INFLECTED and not {"Erro", "Slng"} & tag.grammemes
        }
        return tuple(sorted(endings))
