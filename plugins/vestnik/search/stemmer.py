"""The Snowball stemmer for Russian, as the browser has it, but for a few words that it confuses.

`theme/components/search/stemmer.js` is the same algorithm, https://snowballstem.org/algorithms/russian/stemmer.html;
a test holds both sides alike. `PyStemmer` is Snowball's own code in C: seven times as fast as the
tables in Python that stood here, and a stem is asked for four times for each form of a word. Where
it has no wheel, `snowballstemmer` does the same in Python.
"""

from __future__ import annotations

from collections.abc import Callable

from vestnik.core.patterns import regex

_KEPT = regex("актив|капитал|капитан|меню|правил|лице(?=[еийюя])")
"""What is left at least of words that begin so. Snowball sees ends of verbs and adjectives in them,
and makes one word of «правила» and «право», «лицей» and «лицо», «актив» and «акт», «меню» and
«менее», «капитал» and «капитан».
"""


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


_snowball = _stemmer()


def stem(word: str) -> str:
    """The stem of a word in lower case with «е» for «ё».

    >>> [stem(word) for word in ("постановлениями", "дорог", "опубликованный", "правила", "лицея")]
    ['постановлен', 'дорог', 'опубликова', 'правил', 'лице']
    """
    made = _snowball(word)
    kept = _KEPT.match(word)
    return max(made, kept[0], key=len) if kept else made
