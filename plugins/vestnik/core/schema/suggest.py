"""«Возможно, …»: what somebody meant who typed a name that does not exist."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from vestnik.core.schema.types import Field

_FROM_LAYOUT = str.maketrans(
    "йцукенгшщзхъфывапролджэячсмитьбюё",
    "qwertyuiop[]asdfghjkl;'zxcvbnm,.`",
)
_LOOKALIKES = str.maketrans("асеорхукмтнвіѕАСЕОРХУКМТНВІЅ", "aceopxykmthbisACEOPXYKMTHBIS")

_SHOWN = 12


def closest(word: str, options: Iterable[str], cutoff: float = 0.7) -> str:
    """The option that `word` was probably meant to be, or an empty string.

    >>> closest("obrazovanye", ["obrazovanie", "kultura"])
    'obrazovanie'
    """
    from difflib import get_close_matches  # here, since most names are right

    by_key = {fold(option): option for option in options}
    found = get_close_matches(fold(word), by_key, n=1, cutoff=cutoff)
    return by_key[found[0]] if found else ""


def fold(text: str) -> str:
    """`text` as two people would type it alike: lower case, «е» for «ё», one kind of blanks."""
    return " ".join(text.lower().replace("ё", "е").replace("_", " ").replace("-", " ").split())


def retyped(word: str) -> str:
    """`word` as it would read in the other keyboard layout: `ешеду` is `title`.

    >>> retyped("ешеду")
    'title'
    """
    return word.lower().translate(_FROM_LAYOUT)


def latin_twin(word: str) -> str:
    """`word` with Cyrillic letters that look like Latin ones replaced by those.

    >>> latin_twin("tаgs")  # the second letter is Cyrillic
    'tags'
    """
    return word.translate(_LOOKALIKES)


def field_named(key: str, fields: Sequence[Field]) -> Field | None:
    """The field that the unknown `key` was probably meant to be."""
    names = {field.name: field for field in fields}
    for typed in (latin_twin(key).lower(), key.lower().replace("-", "_"), retyped(key)):
        if typed in names:
            return names[typed]
    called = {fold(word): field for field in fields for word in (field.label, *field.aliases)}
    if fold(key) in called:
        return called[fold(key)]
    near = closest(key, names) or closest(key, called, 0.8)
    return names.get(near) or called.get(near)


def listed(options: Sequence[str]) -> str:
    """The options for a message, cut where they are many."""
    shown = ", ".join(options[:_SHOWN])
    more = len(options) - _SHOWN
    return f"{shown} и ещё {more}" if more > 0 else shown
