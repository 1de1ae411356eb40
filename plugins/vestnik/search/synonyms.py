"""The site's synonyms and abbreviations: a text file, a group a line.

ЖКХ = жилищно-коммунальное хозяйство
мусор = ТКО = твёрдые коммунальные отходы
# a remark
"""

from __future__ import annotations

from collections.abc import Iterator

from vestnik.search.tokens import tokens

Phrase = tuple[str, ...]
"""Terms that stand for something together."""

USUAL = """\
ЖКХ = жилищно-коммунальное хозяйство
ТКО = твёрдые коммунальные отходы
МО ГО = муниципальное образование городского округа
МО = муниципальное образование
МКД = многоквартирный дом
МФЦ = многофункциональный центр
ЗАГС = запись актов гражданского состояния
ЕДДС = единая дежурно-диспетчерская служба
НПА = нормативный правовой акт
ТОС = территориальное общественное самоуправление
ТСЖ = товарищество собственников жилья
ДОУ = дошкольное образовательное учреждение = детский сад
ФАП = фельдшерско-акушерский пункт
"""
"""What every municipality shortens; a site's file adds to it."""


def groups(text: str) -> list[list[Phrase]]:
    """The groups of phrases that mean the same.

    >>> groups("ТКО = мусор")
    [[('тко',), ('мусор',)]]
    """
    found = []
    for line in text.splitlines():
        phrases = dict.fromkeys(phrase for phrase in _phrases(line.partition("#")[0]) if phrase)
        if len(phrases) > 1:
            found.append(list(phrases))
    return found


def faults(text: str) -> list[int]:
    """Numbers of the lines that say nothing: a phrase alone, or phrases without a word."""
    return [
        number
        for number, line in enumerate(text.splitlines(), 1)
        if line.partition("#")[0].strip() and not groups(line)
    ]


def _phrases(line: str) -> Iterator[Phrase]:
    for part in line.split("="):
        yield tuple(term for token in tokens(part) for term in token.terms)
