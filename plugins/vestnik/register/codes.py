"""Codes, which are cited by name: «Бюджетный кодекс РФ», «ГК РФ», «КоАП»."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

_OF_RUSSIA = r"(?:\s+(?:Российской\s+Федерации|РФ))?"
_BY_ADJECTIVE = {
    "гражданск": "Гражданский кодекс Российской Федерации",
    "бюджетн": "Бюджетный кодекс Российской Федерации",
    "налогов": "Налоговый кодекс Российской Федерации",
    "трудов": "Трудовой кодекс Российской Федерации",
    "земельн": "Земельный кодекс Российской Федерации",
    "жилищн": "Жилищный кодекс Российской Федерации",
    "градостроительн": "Градостроительный кодекс Российской Федерации",
    "семейн": "Семейный кодекс Российской Федерации",
    "лесн": "Лесной кодекс Российской Федерации",
    "водн": "Водный кодекс Российской Федерации",
    "воздушн": "Воздушный кодекс Российской Федерации",
    "уголовн": "Уголовный кодекс Российской Федерации",
    "уголовно-процессуальн": "Уголовно-процессуальный кодекс Российской Федерации",
    "уголовно-исполнительн": "Уголовно-исполнительный кодекс Российской Федерации",
    "арбитражн": "Арбитражный процессуальный кодекс Российской Федерации",
    "гражданск процессуальн": "Гражданский процессуальный кодекс Российской Федерации",
    "таможенн": "Таможенный кодекс",
}
_BY_SUBJECT = {
    "об административных правонарушениях": (
        "Кодекс Российской Федерации об административных правонарушениях"
    ),
    "административного судопроизводства": (
        "Кодекс административного судопроизводства Российской Федерации"
    ),
    "внутреннего водного транспорта": "Кодекс внутреннего водного транспорта Российской Федерации",
    "торгового мореплавания": "Кодекс торгового мореплавания Российской Федерации",
}
_BY_LETTERS = {
    "ГК": "гражданск", "БК": "бюджетн", "НК": "налогов", "ТК": "трудов", "ЗК": "земельн",
    "ЖК": "жилищн", "ГрК": "градостроительн", "ГСК": "градостроительн", "СК": "семейн",
    "ЛК": "лесн", "ВК": "водн", "УК": "уголовн", "УПК": "уголовно-процессуальн",
    "УИК": "уголовно-исполнительн", "АПК": "арбитражн", "ГПК": "гражданск процессуальн",
}  # fmt: skip
_SOMETHING_ELSE = frozenset({"СК", "АПК", "ВК", "ГСК", "УИК"})
"""Letters that more often stand for something else: believed only behind an article («ст. 5 СК
РФ»).
"""
_ARTICLE = re.compile(
    r"(?:(?:стат\w+|ст\.|част\w+|ч\.|пункт\w*|п\.)\s*[\d.,\sи–-]+|глав\w+\s+[\dIVX.]+\s*)$"
)
_ARTICLE_REACH = 40

_ADJECTIVE = (
    r"(?:гражданск\w{2,3}\s+процессуальн|арбитражн\w{2,3}\s+процессуальн|уголовно\s?-\s?процессуальн"
    r"|уголовно\s?-\s?исполнительн|гражданск|бюджетн|налогов|трудов|земельн|жилищн|градостроительн"
    r"|семейн|лесн|водн|воздушн|уголовн|арбитражн|таможенн)\w{2,3}"
)
_NAMED = re.compile(
    rf"(?<![\w-])(?P<adjectives>{_ADJECTIVE}(?:(?:\s*,|\s+и)\s+{_ADJECTIVE}){{0,4}})\s+"
    rf"(?P<word>кодекс(?:а|у|ом|е|ы|ов|ам|ами|ах)?)(?!\w){_OF_RUSSIA}"
    rf"|(?<![\w-])кодекс(?:а|у|ом|е|ов)?{_OF_RUSSIA}\s+(?P<subject>"
    + "|".join(subject.replace(" ", r"\s+") for subject in _BY_SUBJECT)
    + rf"){_OF_RUSSIA}",
    re.IGNORECASE,
)
_LETTERS = re.compile(
    r"(?<![\w-])(?:(?P<letters>"
    + "|".join(_BY_LETTERS)
    + r")\s+РФ(?!\w)|(?P<koap>КоАП)(?!\w)(?:\s+РФ)?"
    r"|(?P<kas>КАС)\s+РФ(?!\w))"
)
_WORD = re.compile("кодекс|Кодекс|КОДЕКС|РФ|КоАП")
_SOVIET = re.compile(r"\s+(?:Союза\s+ССР|СССР|РСФСР)")
_REACH = 140
"""Characters before and behind the word in which a name may stand."""
_ONE = re.compile(_ADJECTIVE, re.IGNORECASE)
_SPACES = re.compile(r"\s+")


class CodeName(Struct, frozen=True):
    """A code named in a text."""

    start: int
    end: int
    title: str


def scan_codes(text: str) -> Iterator[CodeName]:
    """Every code that `text` names. «Настоящий Кодекс» names none."""
    end = 0
    for place in _WORD.finditer(text):
        if place.start() < end:
            continue
        low = max(end, place.start() - _REACH)
        pattern = _LETTERS if place[0] in ("РФ", "КоАП") else _NAMED
        found = pattern.search(text, low, place.end() + _REACH)
        while found and found.end() < place.end():
            found = pattern.search(text, found.end(), place.end() + _REACH)
        if found and found.start() <= place.start():
            end = found.end()
            yield from _lettered(found, text) if pattern is _LETTERS else _named(found, text)


def _named(found: re.Match[str], text: str) -> Iterator[CodeName]:
    soviet = _SOVIET.match(text, found.end())
    if found["subject"]:
        title = _BY_SUBJECT[_SPACES.sub(" ", found["subject"].lower())]
        yield CodeName(found.start(), found.end(), _of_union(title) if soviet else title)
        return
    names = list(_ONE.finditer(found["adjectives"]))
    for name in names:
        last = name is names[-1]
        yield CodeName(
            found.start() + name.start(),
            found.end() if last else found.start() + name.end(),
            _of_union(_BY_ADJECTIVE[_stem(name[0])]) if soviet else _BY_ADJECTIVE[_stem(name[0])],
        )


def _of_union(title: str) -> str:
    """The name of a code that was in force before today's."""
    return title.replace(" Российской Федерации", "")


def _stem(adjective: str) -> str:
    """«Гражданским процессуальным» → `гражданск процессуальн`."""
    words = _SPACES.sub(" ", adjective.lower().replace(" - ", "-").replace("- ", "-")).split()
    if words[0].startswith("арбитражн"):
        return "арбитражн"
    stems = (
        re.sub("(?:ого|ому|ыми|ими|ый|ий|ой|ым|им|ом|ых|их|ые|ие)$", "", word) for word in words
    )
    return " ".join(stems)


def _lettered(found: re.Match[str], text: str) -> Iterator[CodeName]:
    if found["koap"]:
        title = _BY_SUBJECT["об административных правонарушениях"]
    elif found["kas"]:
        title = _BY_SUBJECT["административного судопроизводства"]
    else:
        letters = found["letters"]
        before = text[max(0, found.start() - _ARTICLE_REACH) : found.start()]
        if letters in _SOMETHING_ELSE and not _ARTICLE.search(before):
            return
        title = _BY_ADJECTIVE[_BY_LETTERS[letters]]
    yield CodeName(found.start(), found.end(), title)
