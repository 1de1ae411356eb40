"""Numbers of acts as people type them: «№ 3/650», «N 123п», «123-П», «903h».

`number_key` is the form in which the number of an act is compared; `typed_keys` are the forms that
somebody may have meant who typed this. `theme/components/register/number.js` does the same in the
browser; `tests/register/fixtures/numbers.json` holds both alike.
"""

from __future__ import annotations

import unicodedata

from vestnik.core.patterns import regex

NUMBERLESS = "б/н"

_LOOK_ALIKE = str.maketrans("abcehkmnoptxy", "авсенкмнортху")
"""Latin letters typed for the Cyrillic ones that they look like, «n» for «н» in capitals."""
_SOUND_ALIKE = str.maketrans("abcdefghijklmnoprstuvxyz", "абцдефгхийклмнопрстувхйз")
"""Latin letters typed by somebody who has no Cyrillic ones: «123-p»."""
_SIGN = regex(r"^(?:№+|номер(?=[\s0-9])|no?[.:]?(?=[\s0-9]))")
_DASH = regex("[‐‑‒–—−]")
_SILENT = regex("[\u00ad\u0301\u200b\\s]")
_INNER_HYPHEN = regex(r"(?<=[0-9])-(?=[a-zа-я])|(?<=[a-zа-я])-(?=[0-9])")
_BETWEEN_DIGITS = regex(r"(?<=[0-9])[-\\/]+(?=[0-9])")
_RUNS = regex("[0-9]+|[^0-9]+")
_DIGITS = regex("[0-9]+")
_NUMBERLESS = regex(r"б[/\\.-]?н\.?|безномера")
_LATIN = regex("[a-z]")
_LONGEST = 60


def number_key(number: str) -> str:
    """The number in the form in which it is compared.

    Case, spaces, the number sign, the kind of dash and hyphens between digits and letters do not
    count; separators between digits are one; Latin letters that look Cyrillic are Cyrillic.

    >>> [number_key(number) for number in ("№ 3/650", "123-П", "903h", "404п-П13", "Б/Н", "19-192")]
    ['3/650', '123п', '903н', '404п-п13', 'б/н', '19/192']
    """
    return _key(_bare(number), _LOOK_ALIKE)


def typed_keys(typed: str) -> tuple[str, ...]:
    """What somebody may mean who types this, the likeliest first; nothing for nothing.

    >>> typed_keys("N 123-p")
    ('123р', '123п')
    """
    bare = _bare(typed)
    if not bare.strip("-/\\."):
        return ()
    keys = [_key(bare, _LOOK_ALIKE)]
    if _LATIN.search(bare):
        keys.append(_key(bare, _SOUND_ALIKE))
    return tuple(dict.fromkeys(keys))


def is_number(key: str, wanted: tuple[str, ...]) -> bool:
    """Whether a number in its compared form is meant by what was typed.

    Digits alone also mean a part of a number: «650» is № 3/650, «123» is № 123-п.
    """
    return any(
        key == one or (_DIGITS.fullmatch(one) is not None and one in _RUNS.findall(key))
        for one in wanted
    )


def number_order(key: str) -> tuple[tuple[int, str], ...]:
    """By this numbers are sorted: 9 before 10, 3/9 before 3/10, «б/н» last."""
    if key in ("", NUMBERLESS):
        return ((2, ""),)
    return tuple(
        (0, run.lstrip("0").rjust(20, "0")) if _DIGITS.match(run) else (1, run)
        for run in _RUNS.findall(key)
    )


def _bare(text: str) -> str:
    text = unicodedata.normalize("NFC", text[:_LONGEST]).lower().replace("ё", "е").strip()
    return _DASH.sub("-", _SILENT.sub("", _SIGN.sub("", text)))


def _key(bare: str, letters: dict[int, int]) -> str:
    key = bare.translate(letters)
    if _NUMBERLESS.fullmatch(key) or not key:
        return NUMBERLESS
    return _BETWEEN_DIGITS.sub("/", _INNER_HYPHEN.sub("", key))
