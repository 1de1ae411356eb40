"""Makes `plugins/vestnik/search/realwords.bin`: the stems of the dictionary of OpenCorpora.

    python scripts/make_realwords.py

The same dictionary and the same stemmer give the same bytes. Takes ten seconds, needs nothing
but what is installed, and is to be run when `pymorphy3-dicts-ru` or `search/stemmer.py` changes;
`tests/search/test_realwords.py` fails then.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pymorphy3

from vestnik.search import realwords
from vestnik.search.stemmer import stem

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "plugins" / "vestnik" / "search" / "realwords.bin"
LEFT_OUT = frozenset({"Abbr", "Arch", "Dist", "Erro", "Init", "Slng"})
"""Abbreviations, archaic and distorted words, frequent errors, initials, slang: a reader who types
one of them rather errs.
"""
SHORTEST = 4
"""Shorter words are never corrected, see `spelling.correct`."""


def main() -> None:
    """Make the file and say what is in it."""
    stems = stems_of(pymorphy3.MorphAnalyzer(lang="ru").dictionary)
    data = realwords.packed(stems)
    TARGET.write_bytes(data)
    bits = len(data) * 8 / len(stems)
    print(f"{len(stems)} stems, {len(data)} bytes, {bits:.1f} bits a stem")


def stems_of(dictionary: Any, prefix: str = "") -> set[str]:
    """The stems of all forms that a reader may type."""
    wanted: dict[tuple[int, int], bool] = {}
    found: set[str] = set()
    for word, form in dictionary.words.iteritems(prefix):
        known = wanted.get(form)
        if known is None:
            tag = dictionary.build_tag_info(*form)
            known = wanted[form] = not LEFT_OUT & set(map(str, tag.grammemes))
        if known and len(word) >= SHORTEST and word.isalpha():
            found.add(stem(word.replace("ё", "е")))
    return found


if __name__ == "__main__":
    main()
