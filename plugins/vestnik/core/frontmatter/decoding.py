"""Bytes of a source to text, and what to tell the editor when that fails.

Sources are UTF-8. Whatever else comes is named with a guess, because «файл в кодировке
windows-1251» can be mended in a minute and «invalid start byte» cannot.
"""

from __future__ import annotations

import re
import unicodedata

from vestnik.core.patterns import regex
from vestnik.core.problems import Problem

MAX_SOURCE_BYTES = 2_000_000
"""A longer source is a book or a mistake."""

_CONTROL = regex("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
_CONTROL_NAMES = {
    "\x00": "нулевой байт",
    "\x0b": "разрыв строки из Word",
    "\x0c": "разрыв страницы из Word",
    "\x02": "след сноски из Word",
    "\x1e": "неразрывный дефис из Word",
    "\x1f": "мягкий перенос из Word",
    "\u2028": "разрыв строки из программы вёрстки",
    "\u2029": "разрыв абзаца из программы вёрстки",
}
_BREAKS = "\x0b\x0c\x85\u2028\u2029"
_MAX_CONTROL_PROBLEMS = 5

_NOT_TEXT = (
    (b"%PDF-", "документ PDF"),
    (b"PK\x03\x04", "документ Word или Excel либо архив"),
    (b"\xd0\xcf\x11\xe0", "документ Word или Excel старого образца"),
    (b"{\\rtf", "документ RTF"),
    (b"\x89PNG", "картинка PNG"),
    (b"\xff\xd8\xff", "фотография JPEG"),
    (b"GIF8", "картинка GIF"),
    (b"Rar!", "архив RAR"),
    (b"7z\xbc\xaf", "архив 7-Zip"),
)

_SAVE_AS_UTF8 = (
    "откройте файл в Блокноте, выберите «Файл» → «Сохранить как», поставьте кодировку «UTF-8» "
    "и сохраните"
)


def decode(data: bytes, path: str) -> tuple[str | None, list[Problem]]:
    """Text of a source in NFC with LF line ends, or `None` where it cannot be read as UTF-8."""
    if len(data) > MAX_SOURCE_BYTES:
        return None, [_too_big(len(data), path)]
    for magic, name in _NOT_TEXT:
        if data.startswith(magic):
            return None, [_not_text(name, path)]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return None, [_wrong_encoding(data, error, path)]
    if len(_CONTROL.findall(text)) > len(text) // 8:
        return None, [_encoding_problem(guess_encoding(data), path)]
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.replace("\ufeff", "")  # left in the middle when files are joined
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    if _CONTROL.search(text):
        problems = _control_characters(text, path)
        return _CONTROL.sub(_mended, text), problems
    return text, []


def _mended(found: re.Match[str]) -> str:
    """What the checks of the rest see in place of a control character."""
    return " " if found.group() in _BREAKS else ""


def guess_encoding(data: bytes) -> str:
    """What a text that is not UTF-8 was written in; empty where nothing fits.

    >>> guess_encoding("Начался приём заявок".encode("cp1251"))
    'windows-1251'
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or _zeros_or_fours(data) > len(data) // 4:
        return "UTF-16"
    sample = data[:20_000]
    scores = {
        name: _russian_score(sample.decode(codec, "replace"))
        for name, codec in (("windows-1251", "cp1251"), ("KOI8-R", "koi8-r"), ("CP866", "cp866"))
    }
    best = max(scores, key=lambda name: scores[name])
    return best if scores[best] > 0 else ""


def _zeros_or_fours(data: bytes) -> int:
    """High bytes of UTF-16: 00 of Latin letters and signs, 04 of Cyrillic ones."""
    return data.count(0) + data.count(4)


def _russian_score(text: str) -> float:
    """Share of common small Russian letters, less what never stands in Russian text."""
    foreign = [char for char in text if char > "\x7f"]
    if not foreign:
        return 0.0
    common = sum(char in "оеаинтсрвлкмдпуя" for char in foreign)
    capitals_inside = len(re.findall("[а-яё][А-ЯЁ]", text))
    strange = sum(not ("а" <= char.lower() <= "я" or char in "ёЁ«»—–№ …") for char in foreign)
    return (common - 2 * capitals_inside - 2 * strange) / len(foreign)


def _wrong_encoding(data: bytes, error: UnicodeDecodeError, path: str) -> Problem:
    if _mostly_utf8(data):
        line = data.count(b"\n", 0, error.start) + 1
        return Problem(
            path=path,
            line=line,
            code="encoding-damaged",
            message="текст в кодировке UTF-8 испорчен: в этой строке часть буквы потеряна",
            remedy="перенаберите эту строку",
        )
    return _encoding_problem(guess_encoding(data), path)


def _mostly_utf8(data: bytes) -> bool:
    """True for a UTF-8 text with a few broken bytes, as a cut copy leaves them."""
    text = data.decode("utf-8", "replace")
    russian = sum("а" <= char <= "я" for char in text)
    return russian > 10 * text.count("\ufffd")


def _encoding_problem(guess: str, path: str) -> Problem:
    if not guess:
        return Problem(
            path=path,
            code="encoding",
            message="файл не похож на текст в кодировке UTF-8",
            remedy="проверьте, тот ли это файл; текст сохраните в кодировке UTF-8",
        )
    return Problem(
        path=path,
        code="encoding",
        message=f"файл сохранён не в UTF-8, а, судя по буквам, в кодировке {guess}",
        remedy=_SAVE_AS_UTF8,
    )


def _not_text(name: str, path: str) -> Problem:
    return Problem(
        path=path,
        code="not-text",
        message=f"это не текст, а {name}: у файла только имя кончается на «.md»",
        remedy="верните файлу его расширение и приложите его через attachments, а текст напишите "
        "в файле .md",
    )


def _too_big(size: int, path: str) -> Problem:
    return Problem(
        path=path,
        code="source-too-big",
        message=f"файл слишком велик: {size // 1000} кБ, а допустимо {MAX_SOURCE_BYTES // 1000} кБ",
        remedy="разделите текст на несколько страниц, а таблицы и приложения приложите файлами",
    )


def _control_characters(text: str, path: str) -> list[Problem]:
    """One problem for each line with control characters, the first few lines only."""
    problems: list[Problem] = []
    for number, line in enumerate(text.split("\n"), 1):
        found = _CONTROL.search(line)
        if not found:
            continue
        if len(problems) == _MAX_CONTROL_PROBLEMS:
            break
        char = found.group()
        name = _CONTROL_NAMES.get(char, "невидимый управляющий символ")
        before = line[max(0, found.start() - 20) : found.start()].strip()
        place = f" после «{before}»" if before else " в начале строки"
        problems.append(
            Problem(
                path=path,
                line=number,
                code="control-character",
                message=f"{name} (код {ord(char):02X}){place}",
                remedy="удалите его: поставьте курсор в это место и сотрите невидимый знак",
            )
        )
    return problems
