"""What stands in the words themselves: capitals, mixed letters, leftovers of a template."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vestnik.core.checks.passage import Finding, Passage, short
from vestnik.core.patterns import regex
from vestnik.core.problems import Severity
from vestnik.core.russian import plural

_WORD_OF_4 = regex(r"[^\W\d_]{4,}")
_LATIN = regex("[a-zA-Z][a-zA-Z]*")  # three times as fast as with «+», where there are none
_TO_CYRILLIC = str.maketrans("aceopxyABCEHKMOPTX", "асеорхуАВСЕНКМОРТХ")
_TO_LATIN = str.maketrans("асеорхуАВСЕНКМОРТХ", "aceopxyABCEHKMOPTX")
_PLACEHOLDER = regex(
    r"(?i:\blorem ipsum\b|\bdolor sit amet\b)|\b(?:TODO|FIXME|TBD)\b"
    r"|(?i:\bтекст текст\b|\bтекст (?:новости|страницы|абзаца) здесь\b|\bрыба-?текст\b"
    r"|\b(?:введите|вставьте|впишите|напишите) (?:сюда |здесь )?текст\b)"
)
_PLACEHOLDER_HINTS = ("lorem", "dolor", "todo", "fixme", "tbd", "текст")
"""One of them is in every placeholder; looking for them first is ten times faster."""
_BLANK_TO_FILL = regex(
    r"\[(?i:вставить|вписать|указать|уточнить|дописать|ФИО|дата|номер|название)"
    r"[^\[\]\n]{0,40}\](?!\()"
)
_PLACEHOLDER_X = regex(r"№\s?[XХ]{2,}|\b[XХ]{2}\.[XХ]{2}\.(?:[XХ]{2,4}|20)|\b(?:XXXX+|ХХХХ+)\b")
_FOREIGN = regex(r"[A-Za-z][A-Za-z'’-]*(?:[ ,:–-]+[A-Za-z][A-Za-z'’-]*){7,}")
_FOREIGN_SMALL = regex(r"\b[a-z]{2,}\b")
_SPACE_BEFORE = regex(r" (?<=[^\W_] )(?=[,.;:!?](?:\s|\Z))")
_DOUBLE_SPACE = regex(r"  (?<=[^\s|]  ) *(?=[^\s|])")
_QUOTE = regex("[«»]")


def capitals(passage: Passage) -> Iterator[Finding]:
    """A paragraph in capitals is hard to read, and is spelled out by some screen readers."""
    for block in passage.blocks:
        text = block.text
        if text != text.upper():
            continue
        words = _WORD_OF_4.findall(text)
        if len(words) >= 5 and sum(map(len, words)) >= 40:
            yield Finding(
                block.start,
                "capitals",
                f"абзац «{short(text, 40)}» набран ПРОПИСНЫМИ буквами",
                "наберите его обычными",
                Severity.ADVICE if passage.is_act else Severity.WARNING,
            )


def mixed_letters(passage: Passage) -> Iterator[Finding]:
    """One word has letters of one alphabet, or it cannot be found."""
    last = ""
    for found in passage.find(_LATIN):
        before, word = whole_word(passage.prose, *found.span())
        if len(word) == len(found.group()):
            continue
        meant = in_one_alphabet(word)
        alphabet = "латинскими" if meant.isascii() else "русскими"
        if meant and word != last:
            last = word
            yield Finding(
                before,
                "mixed-letters",
                f"в слове «{word}» русские и латинские буквы вперемешку: его не найдёт поиск",
                f"наберите заново «{meant}» {alphabet} буквами",
            )


def whole_word(text: str, start: int, end: int) -> tuple[int, str]:
    """Where the word begins that has these Latin letters, and the word."""
    while start and text[start - 1].isalpha():
        start -= 1
    while end < len(text) and text[end].isalpha():
        end += 1
    return start, text[start:end]


def in_one_alphabet(word: str) -> str:
    """`word` with its few strangers replaced by their twins; empty where they have none."""
    latin = sum(char.isascii() for char in word)
    meant = word.translate(_TO_CYRILLIC)
    if 2 * latin <= len(word) and not _LATIN.search(meant):
        return meant
    if 2 * latin <= len(word) and not word.isupper():
        return ""  # a play of words: «Fарс-мажор»
    meant = word.translate(_TO_LATIN)
    return meant if meant.isascii() else ""


def placeholders(passage: Passage) -> Iterator[Finding]:
    """Nothing of a template's sample text is published."""
    lowered = passage.prose.lower()
    hinted = any(hint in lowered for hint in _PLACEHOLDER_HINTS)
    found = list(passage.find(_PLACEHOLDER)) if hinted else []
    for left in [*found, *passage.find(_BLANK_TO_FILL)]:
        yield Finding(
            left.start(),
            "placeholder",
            f"осталась заготовка «{short(left.group())}»",
            "замените её настоящим текстом",
            Severity.ERROR,
        )
    hinted = "XX" in passage.prose or "ХХ" in passage.prose
    for blank in passage.find(_PLACEHOLDER_X) if hinted else ():
        yield Finding(
            blank.start(),
            "placeholder",
            f"похоже на незаполненное место: «{blank.group()}»",
            "впишите настоящие цифры",
        )


def foreign(passage: Passage) -> Iterator[Finding]:
    """A passage in another language is marked, so that it is read out in that language."""
    if passage.document is not None and passage.document.lang != "ru":
        return
    for found in passage.find(_FOREIGN):
        if len(_FOREIGN_SMALL.findall(found.group())) >= 5:
            yield Finding(
                found.start(),
                "foreign-passage",
                f"отрывок на другом языке не помечен: «{short(found.group(), 40)}»",
                'пометьте его: <span lang="en">…</span>',
                Severity.ADVICE,
            )


def spaces(passage: Passage) -> Iterator[Finding]:
    """Typing slips, once a text with their number."""
    yield from _counted(
        passage,
        _SPACE_BEFORE,
        "space-before-sign",
        "пробел перед знаком препинания",
        "уберите его",
    )
    yield from _counted(
        passage, _DOUBLE_SPACE, "double-space", "два пробела подряд", "оставьте один"
    )


def _counted(
    passage: Passage, pattern: re.Pattern[str], code: str, what: str, remedy: str
) -> Iterator[Finding]:
    found = [
        m for m in pattern.finditer(passage.prose) if passage.raw[m.start() : m.end()].isspace()
    ]
    if not found:
        return
    before = passage.prose[: found[0].start()].rpartition("\n")[2][-25:].strip()
    rest = len(found) - 1
    more = f" (и ещё в {rest} {plural(rest, 'месте', 'местах', 'местах')})" if rest else ""
    yield Finding(found[0].start(), code, f"{what} после «{before}»{more}", remedy, Severity.ADVICE)


def quotes(passage: Passage) -> Iterator[Finding]:
    """Each «ёлочка» has its pair; a shared closing one of two nested is usual and allowed."""
    opened: list[int] = []
    nested = False
    for found in passage.find(_QUOTE):
        if found.group() == "«":
            nested = nested or bool(opened)
            opened.append(found.start())
        elif opened:
            opened.pop()
        elif not nested:
            yield _unpaired(passage, found.start(), "«")
            return
    if opened and not nested:
        yield _unpaired(passage, opened[-1], "»")


def _unpaired(passage: Passage, at: int, missing: str) -> Finding:
    around = passage.prose[at - 30 if at > 30 else 0 : at] if missing == "«" else passage.prose[at:]
    words = around.rpartition("\n")[2][-30:] if missing == "«" else around.partition("\n")[0][:30]
    return Finding(
        at,
        "quotes-unpaired",
        f"кавычка {'после' if missing == '«' else 'перед'} «{words.strip('«» ')}» без пары: "
        f"нет {missing}",
        "поставьте вторую кавычку",
        Severity.ADVICE,
    )
