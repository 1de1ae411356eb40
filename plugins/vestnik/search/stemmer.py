"""The Snowball stemmer for Russian, as the browser has it.

`theme/components/search/stemmer.js` is the same algorithm, https://snowballstem.org/algorithms/russian/stemmer.html;
a test holds both sides alike. `PyStemmer` is Snowball's own code in C: seven times as fast as the
tables in Python that stood here, and a stem is asked for four times for each form of a word. Where
it has no wheel, `snowballstemmer` does the same in Python.
"""

from __future__ import annotations

from collections.abc import Callable


def _stemmer() -> Callable[[str], str]:
    made: Callable[[str], str]
    try:
        from Stemmer import Stemmer
    except ImportError:
        import snowballstemmer

        made = snowballstemmer.stemmer("russian").stemWord
    else:
        made = Stemmer("russian", 0).stemWord  # callers remember what they need: no cache
    return made


stem = _stemmer()
"""The stem of a word in lower case with «е» for «ё».

>>> [stem(word) for word in ("постановлениями", "дорог", "опубликованный")]
['постановлен', 'дорог', 'опубликова']
"""
