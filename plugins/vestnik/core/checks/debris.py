"""What Word, mail programs and wrong encodings leave in a pasted text."""

from __future__ import annotations

from collections.abc import Iterator

from vestnik.core.checks.passage import Finding, Passage, short
from vestnik.core.patterns import regex
from vestnik.core.problems import Severity
from vestnik.core.russian import plural

_WORD_ERROR = regex(
    r"Ошибка! (?:Закладка|Источник|Ошибка|Недопустимый|Неизвестный|Не указан)[^.\n]{0,60}\."
    r"|Error! (?:Bookmark|Reference|Hyperlink)[^.\n]{0,60}\."
)
_WORD = regex(
    r"\bMso[A-Z]\w+|</?(?:o|w|v|st1):\w+|mso-[a-z-]+\s*:|<!--\[if[^\n]{0,30}|<!\[if|"
    r"\{?\s*HYPERLINK\s+\\?[\"l]|\\\* MERGEFORMAT|\bPAGEREF _Toc\d+|<\?xml:namespace",
)
_WORD_HINTS = ("Mso", "mso-", "<", "HYPERLINK", "MERGEFORMAT", "PAGEREF")
_INVISIBLE = regex(
    "[\u00ad\u200b\u200c\u200e\u200f\u2060\u202a-\u202e\u2066-\u2069\ue000-\uf8ff\ufeff]"
)
_WORD_BULLETS = "\uf0b7\uf0a7"
_BLANKS = regex("\u00a0{2,}|(?:&nbsp;[ \u00a0]?){2,}")
_BROKEN = regex("\ufffd")
_MOJIBAKE_HINT = regex("[РС]\\S[РС]\\S[РС]")
_MOJIBAKE = regex(
    "(?:[РС][\u00a0-\u00bf\u0402-\u040f\u0452-\u045f\u0490\u0491\u2010-\u2122]){3,}"
    "|(?:[ÐÑ][\u0080-\u00bf\u0152-\u0178\u2010-\u2122]){3,}"
    "|(?:Р[А-Яа-яЂ-џ°-»]С[А-Яа-яЂ-џ°-»]){2,}"
)

_NAMES = {
    "\u00ad": "мягкий перенос",
    "\u200b": "невидимый пробел",
    "\u200c": "невидимый разделитель",
    "\u2060": "невидимый соединитель",
    "\ufeff": "метка порядка байтов",
}


def word_errors(passage: Passage) -> Iterator[Finding]:
    """Word's own error messages are no text of the site."""
    if "!" not in passage.text:
        return
    for found in _WORD_ERROR.finditer(passage.text):
        yield Finding(
            found.start(),
            "word-error-text",
            f"в текст попало сообщение Word: «{short(found.group())}»",
            "удалите его и впишите, на что была ссылка",
            Severity.ERROR,
        )


def word_markup(passage: Passage) -> Iterator[Finding]:
    """Word's markup is cut out on the page, often with some of the text."""
    hinted = any(hint in passage.raw for hint in _WORD_HINTS)
    found = list(_WORD.finditer(passage.raw)) if hinted else []
    if found:
        more = _elsewhere(len(found) - 1)
        yield Finding(
            found[0].start(),
            "word-debris",
            f"в текст попала разметка Word: «{short(found[0].group())}»{more}",
            "вставьте этот отрывок заново как простой текст (Ctrl+Shift+V)",
        )


def invisible(passage: Passage) -> Iterator[Finding]:
    """Signs that nobody sees hide words from the search, or show as boxes."""
    signs: dict[str, list[int]] = {}
    for found in _INVISIBLE.finditer(passage.text):
        char = found.group()
        if char in _WORD_BULLETS and not passage.raw[: found.start()].rpartition("\n")[2].strip():
            continue  # makes an item of a list
        signs.setdefault(char, []).append(found.start())
    for char, places in signs.items():
        where = f"{_after(passage, places[0])}{_elsewhere(len(places) - 1)}"
        if "\ue000" <= char <= "\uf8ff":
            yield Finding(
                places[0],
                "private-sign",
                f"знак из шрифта Word (код {ord(char):04X}) {where}: "
                "на сайте вместо него будет пустой квадрат",
                "замените его обычным знаком; пункт списка начните с «- »",
            )
            continue
        name = _NAMES.get(char, "знак, который меняет направление письма,")
        yield Finding(
            places[0],
            "invisible-sign",
            f"{name} (код {ord(char):04X}) {where}: слово с ним не найдёт поиск",
            "удалите его",
        )


def blanks(passage: Passage) -> Iterator[Finding]:
    """Place is not made with no-break spaces."""
    if "\u00a0\u00a0" not in passage.text and "&nbsp;" not in passage.text:
        return
    found = _BLANKS.search(passage.text)
    if found:
        yield Finding(
            found.start(),
            "nbsp-run",
            f"несколько неразрывных пробелов подряд {_after(passage, found.start())}",
            "оставьте один обычный пробел",
            Severity.ADVICE,
        )


def broken_letters(passage: Passage) -> Iterator[Finding]:
    """Letters lost in a wrong encoding cannot be read by anybody."""
    found = _BROKEN.search(passage.text)
    if found:
        yield Finding(
            found.start(),
            "encoding-damaged",
            f"вместо буквы стоит «\ufffd» {_after(passage, found.start())}",
            "перенаберите это слово",
            Severity.ERROR,
        )
    text = passage.text
    hinted = "Ð" in text or "Ñ" in text or _MOJIBAKE_HINT.search(text)
    if hinted and (found := _MOJIBAKE.search(text)):
        yield Finding(
            found.start(),
            "encoding-damaged",
            f"вместо русских букв — «{short(found.group(), 20)}»: "
            "текст испорчен при смене кодировки",
            "вставьте этот отрывок заново",
            Severity.ERROR,
        )


def _elsewhere(count: int) -> str:
    return f" (и ещё в {count} {plural(count, 'месте', 'местах', 'местах')})" if count else ""


def _after(passage: Passage, at: int) -> str:
    line = _INVISIBLE.sub("", passage.raw[:at].rpartition("\n")[2]).strip()
    return f"после «{line[-25:].strip()}»" if line else "в начале строки"
