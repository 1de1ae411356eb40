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


_ROWS = ("йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю")


def adjacent(one: str, other: str) -> bool:
    """Whether two Russian letters lie side by side on the keyboard.

    >>> adjacent("п", "а"), adjacent("п", "е"), adjacent("п", "я")
    (True, True, False)
    """
    for number, row in enumerate(_ROWS):
        place = row.find(one)
        if place < 0:
            continue
        near = row[max(place - 1, 0) : place] + row[place + 1 : place + 2]
        for side in (number - 1, number + 1):
            if 0 <= side < len(_ROWS):
                near += _ROWS[side][max(place - 1, 0) : place + 1]
        return other in near
    return False
