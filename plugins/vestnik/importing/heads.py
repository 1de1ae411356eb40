"""The title of a document that has no markup to tell it: of a Word file, of the text of a PDF."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vestnik.importing.dates import iso, moment_in
from vestnik.importing.page import Block, BlockKind, Found

_SPACED = re.compile(r"(?<!\w)(?:[А-ЯЁ] ){3,}[А-ЯЁ](?!\w)")
_ACT = re.compile(r"(?:приказ|постановление|распоряжение|решение|указ)\b", re.IGNORECASE)
_DOCUMENT = re.compile(
    r"(?:положение|план|порядок|программа|справка|(?:краткий |годовой )?отч[её]т"
    r"|инструкция|правила|регламент"
    r"|устав|протокол|доклад|методик[аи]|концепция|стратегия|перечень|график|паспорт|памятка|информация"
    r"|пояснительная записка|извещение|заключение)\b",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"^[«\"“]?\s?О(?:б|бо)?\s", re.IGNORECASE)
_GOES_ON = re.compile(r"^(?:об?|обо|на|по|для|при|в|во|за|к|и|с|со|состоявш\w+)\s", re.IGNORECASE)
_APPROVAL = re.compile(
    r"^[«\"]?\s?(?:утвержд|принят|согласован|рассмотрен|приложение|протокол\s+№|решением|от\s+[«\"_\d]|директор"
    r"|глава\s|министр|начальник|председател|дата\s"
    r"|опубликован|зарегистрирован|регистрационный)|^[A-ZА-Я]{1,4}[.\d-]+",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(r"(?:опубликован[оа]?|официальной\s+публикации)\s*:?", re.IGNORECASE)
_HEAD = 24
_LONGEST = 300
_TAIL_LINES = 3


def take_title(blocks: Sequence[Block], known: str = "") -> tuple[Found | None, frozenset[int]]:
    """The title and the places of the blocks that say nothing more; `known` is the title that the
    file's author marked.
    """
    lines = [
        (place, _even(block.text))
        for place, block in enumerate(blocks[:_HEAD])
        if block.text and block.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING)
    ]
    if known:
        spent = frozenset(place for place, line in lines if line == _even(known))
        return Found(_even(known), 0.95, "стиль «Название»"), spent
    for order, (_, line) in enumerate(lines):
        if _ACT.match(line):
            found = _act_title(lines, order)
            if found:
                return found
            continue
        if _APPROVAL.match(line):
            continue
        if _DOCUMENT.match(line) and len(line) < _LONGEST and not line.endswith((";", ":")):
            return _with_tail(lines, order)
        if len(line) > _LONGEST:
            break
    for place, line in lines:
        if not _APPROVAL.match(line) and not _ACT.fullmatch(line) and 8 < len(line) <= _LONGEST:
            return _found(line, 0.7, "первая строка документа"), frozenset({place})
    return None, frozenset()


def _act_title(lines: list[tuple[int, str]], order: int) -> tuple[Found, frozenset[int]] | None:
    """«О закрытии кладбищ / в р. п. Бежичи» below the word of the kind: lines that go on in small
    letters or capitals. One that a cover has cut short («о поряд...») is passed over.
    """
    for start in range(order + 1, min(order + 5, len(lines))):
        if not _ABOUT.match(lines[start][1]):
            continue
        spent, words = [lines[start][0]], [lines[start][1]]
        for place, line in lines[start + 1 :]:
            capitals = words[0].isupper() and line.isupper()
            if len(line) > 100 or not (line[:1].islower() or capitals) or place - spent[-1] != 1:
                break
            words.append(line)
            spent.append(place)
        if not any("..." in word for word in words):
            return _found(" ".join(words), 0.9, "под словом «Приказ»"), frozenset(spent)
    return None


def _with_tail(lines: list[tuple[int, str]], order: int) -> tuple[Found, frozenset[int]]:
    """«ПОЛОЖЕНИЕ / об интернате»: lines that go on with the title."""
    place, line = lines[order]
    spent, words = [place], [line]
    whole = len(line.split()) > 3
    for there, more in lines[order + 1 : order + 1 + _TAIL_LINES]:
        near = there - spent[-1] == 1
        if not near or not _continues(more, words[-1], whole=whole):
            break
        words.append(more)
        spent.append(there)
    return _found(" ".join(words), 0.85, "заголовок документа"), frozenset(spent)


def _continues(line: str, before: str, *, whole: bool) -> bool:
    if len(line) > 160 or line.endswith((".", ";")) or _DOCUMENT.match(line):
        return False
    if _GOES_ON.match(line) or before.endswith(","):
        return True
    return not whole and not re.match(r"\d|[IVX]+\.", line)


def _found(line: str, certainty: float, place: str) -> Found:
    line = line.strip(" .").removesuffix(",")
    if line[:1] in '«"“' and line[-1:] in '»"”':
        line = line[1:-1].strip()
    first = line.split(" ")[0]
    if line.isupper() or (first.isupper() and len(first) > 3):
        line = _sentence(line)
    return Found(line[:1].upper() + line[1:], certainty, place)


def _sentence(line: str) -> str:
    """Words in capitals in small letters, but for what looks like an abbreviation or a name."""
    words = line.split(" ")
    return " ".join(
        word if re.search(r"\d|[«\"]|[а-яё]", word) or _abbreviation(word) else word.lower()
        for word in words
    )


def _abbreviation(word: str) -> bool:
    return (
        len(word) > 1 and word.isupper() and (not re.search("[АЕЁИОУЫЭЮЯ]", word) or word in _KNOWN)
    )


_KNOWN = frozenset(
    {
        "МОБУ",
        "МБОУ",
        "МКОУ",
        "МАОУ",
        "МБУ",
        "МАУ",
        "СОШ",
        "ООШ",
        "ДОУ",
        "ГОЗ",
        "ЖКХ",
        "ООН",
        "МО",
        "ГО",
    }
)


def _even(text: str) -> str:
    line = " ".join(text.split())
    return _SPACED.sub(lambda found: found[0].replace(" ", ""), line)


def published(blocks: Sequence[Block]) -> Found | None:
    """«Опубликовано: 5 октября 2012 г.» in the head of a document."""
    for block in blocks[:_HEAD]:
        found = _PUBLISHED.search(block.text)
        moment = moment_in(block.text[found.end() :]) if found else None
        if moment:
            return Found(iso(moment)[:10], 0.85, "строка «Опубликовано»")
    return None
