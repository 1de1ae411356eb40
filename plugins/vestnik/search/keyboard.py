"""Text typed in the wrong keyboard layout: «ghbrfp» is «приказ».

The browser has the same table in `theme/components/search/keyboard.js`.
"""

from __future__ import annotations

_LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`" + '{}:"<>~#'
_RUSSIAN = "йцукенгшщзхъфывапролджэячсмитьбюё" + "хъжэбюё№"
_TO_RUSSIAN = str.maketrans(_LATIN, _RUSSIAN)
_TO_LATIN = str.maketrans(_RUSSIAN[:33], _LATIN[:33])


def to_russian(text: str) -> str:
    """What the same keys type in the Russian layout, in lower case.

    >>> to_russian("Ghbrfp")
    'приказ'
    """
    return text.lower().translate(_TO_RUSSIAN)


def to_latin(text: str) -> str:
    """What the same keys type in the English layout, in lower case.

    >>> to_latin("пщщпду")
    'google'
    """
    return text.lower().translate(_TO_LATIN)


def maybe_russian(text: str) -> bool:
    """Whether a text may have been meant in Russian: it has Latin letters and no Russian ones."""
    lowered = text.lower()
    latin = any("a" <= char <= "z" for char in lowered)
    return latin and not any("а" <= char <= "я" or char == "ё" for char in lowered)
