"""Words for kinds of acts, in every case and number, and the key that a site has for them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from msgspec import Struct

from vestnik.core.portal import ActKind

FEDERAL_LAW = "федеральный закон"
CONSTITUTIONAL_LAW = "федеральный конституционный закон"
LAW = "закон"
CODE = "кодекс"
"""Kinds that no municipality adopts have words in place of a key."""

_NOUN = "(?:ями|ами|ям|ях|ам|ах|ом|ем|ов|ей|ой|ью|е|я|ю|и|й|а|у|ы|ь)?"
_ADJECTIVE = "(?:ого|его|ому|ему|ыми|ими|ый|ий|ой|ым|им|ом|ем|ая|яя|ую|юю|ое|ее|ые|ие|ых|их)"
_LAST_VOWEL = re.compile("[аеёийоуыэюяь]$")
_ADJECTIVE_ENDING = re.compile("(?:ый|ий|ой|ая|яя|ое|ее|ые|ие)$")

_KNOWN = {
    "постановление": r"постановлени{noun}|пост\.|пост-[еяюимй]{{1,2}}(?!\w)",
    "распоряжение": r"распоряжени{noun}|распор\.|расп\.",
    "приказ": "приказ{noun}",
    "решение": "решени{noun}",
    CONSTITUTIONAL_LAW: r"федеральн\w{{2,3}}\s+конституционн\w{{2,3}}\s+закон{noun}|ФКЗ",
    FEDERAL_LAW: r"федеральн\w{{2,3}}\s+закон{noun}|ФЗ",
    LAW: "закон{noun}",
    "указ": "указ{noun}",
    "основы законодательства": r"основ(?:ы|ами|ам|ах)?\s+законодательства",
}
"""How the kinds that every text may cite are written; the first that fits counts."""


class KindWords(Struct, frozen=True):
    """Finds words for kinds in a text."""

    pattern: re.Pattern[str]
    names: tuple[str, ...]
    """Key or words of the kind that the group `k<index>` of the pattern stands for."""
    titles: frozenset[str]
    """How a kind is called in the head of an act, in lower case."""

    def all(self, text: str, start: int, end: int) -> list[tuple[int, int, str]]:
        """Place and kind of each in a part of the text, from left to right."""
        return [
            (found.start(), found.end(), self._name(found))
            for found in self.pattern.finditer(text, start, end)
        ]

    def _name(self, found: re.Match[str]) -> str:
        assert found.lastgroup is not None
        return self.names[int(found.lastgroup[1:])]


@lru_cache(maxsize=8)
def kind_words(act_kinds: tuple[ActKind, ...] = ()) -> KindWords:
    """The words that are known to everyone, with the keys of a site's own kinds.

    >>> words = kind_words((ActKind(key="prikaz", title="Приказ", plural="Приказы"),))
    >>> [kind for _, _, kind in words.all("во исполнение приказа и постановлений", 0, 38)]
    ['prikaz', 'постановление']
    """
    own = {kind.title.lower(): kind.key for kind in act_kinds}
    forms = {title: _forms(title) for title in sorted(own, key=len, reverse=True)} | {
        name: form.format(noun=_NOUN) for name, form in _KNOWN.items()
    }
    ordered = sorted(forms, key=lambda name: -name.count(" "))
    groups = "|".join(f"(?P<k{index}>{forms[name]})" for index, name in enumerate(ordered))
    pattern = re.compile(rf"(?<![\w-])(?:{groups})(?:(?<=\.)|(?![\w-]))", re.IGNORECASE)
    return KindWords(pattern, tuple(own.get(name, name) for name in ordered), frozenset(ordered))


def _forms(title: str) -> str:
    """A pattern for every form of a title: its last word as a noun, those before as adjectives."""
    *heads, last = title.split()
    return r"\s+".join([*(_head(word) for word in heads), _stem(last, _LAST_VOWEL) + _NOUN])


def _head(word: str) -> str:
    bare = _ADJECTIVE_ENDING.sub("", word)
    if bare != word:
        return re.escape(bare) + _ADJECTIVE
    return _stem(word, _LAST_VOWEL) + _NOUN


def _stem(word: str, ending: re.Pattern[str]) -> str:
    return re.escape(ending.sub("", word))


def names_of(kinds: Iterable[ActKind]) -> dict[str, str]:
    """Title of each kind by its key, in lower case."""
    return {kind.key: kind.title.lower() for kind in kinds}
