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
_LONGEST = 12
"""Stems of one lexeme, at most; more are an oddity that would cost more than it finds. «Лёд» and
«сон», short words that the stemmer hardly cuts, have nine.
"""


@cache
def _dictionary() -> Any:
    """The dictionary, once in a process: a preview and a service build again and again."""
    import pymorphy3

    return pymorphy3.MorphAnalyzer(lang="ru")


class Lexemes:
    """Answers for forms; loads the dictionary at the first question."""

    def __init__(self) -> None:
        self._morph: Any = None
        self._endings = cache(self._endings_of)
        self._stems = cache(self._stems_of)
        self._affixes = cache(self._affixes_of)

    def groups(self, form: str) -> tuple[Group, ...]:
        """The stems of each lexeme that the form may be of, where there are two or more.

        `form` is a word in lower case with «е» for «ё».

        >>> Lexemes().groups("заявок")
        (('заявк', 'заявок'),)
        """
        if len(form) < 3 or not "а" <= form[0] <= "я":
            return ()
        if self._morph is None:
            self._morph = _dictionary()
        own = stem(form)
        found: set[Group] = set()
        for others in self._of_readings(form):
            stems = others if own in others else tuple(sorted((*others, own)))
            if 1 < len(stems) <= _LONGEST:
                found.add(stems)
        return tuple(sorted(found))

    def _of_readings(self, form: str) -> set[Group]:
        """The stems of each likely reading. Which are likely is asked only where that matters: a
        whole analysis costs three times as much.
        """
        words = self._morph.dictionary.words
        entries = words.similar_items(form, self._morph.char_substitutes)
        readings = [place for _, places in entries for place in places]
        found = {self._relatives(form, *place) for place in readings}
        if len(found) == 1:
            return found
        parses = self._morph.parse(form)
        likely = [one for number, one in enumerate(parses) if not number or one.score >= _LIKELY]
        methods = [one.methods_stack[0] for one in likely]
        # of a number, an abbreviation, a word with a hyphen no paradigm is told
        return {self._relatives(form, *one[2:]) if len(one) == 4 else () for one in methods}

    def _relatives(self, form: str, paradigm: int, place: int) -> Group:
        prefix, ending = self._affixes(paradigm)[place]
        if prefix:  # «наилучший», «посильнее»
            return ()
        return self._stems(form[: len(form) - len(ending)], paradigm)

    def _affixes_of(self, paradigm: int) -> list[tuple[str, str]]:
        """(prefix, ending) of every form of a paradigm."""
        forms = self._morph.dictionary.build_paradigm_info(paradigm)
        return [(prefix, ending) for prefix, _, ending in forms]

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
