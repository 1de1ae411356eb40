"""Pictures in the text: each says what it shows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vestnik.core.checks.passage import Finding, Passage, short
from vestnik.core.patterns import regex
from vestnik.core.problems import Severity
from vestnik.core.schema.values import is_empty_word, is_file_name

_PICTURE = regex(r"!\[(?P<alt>[^\[\]]*)\]\(\s*<?(?P<file>[^\s()<>]*)")
_OF_TEXT = regex(
    r"(?:скан(?:-?копия)?|скриншот|снимок экрана|текст|фото документа)\b", re.IGNORECASE
)
"""A description that begins so is of a picture of words, whatever else the page says."""
_MAYBE_TEXT = regex(
    r"(?:афиша|объявление|расписание|график|таблица|приказ|постановление|письмо|листовка|памятка|"
    r"плакат|инфографика|программа|меню|прайс)\b",
    re.IGNORECASE,
)
"""One that begins so is, where the page says little else."""
_LITTLE = 300
"""Letters of a text, about five lines, that may repeat what a poster says."""
_REMEDY = "напишите в квадратных скобках, что на картинке видно"


def without_alt(passage: Passage) -> Iterator[Finding]:
    """Who cannot see the picture is told what it shows, in words that say it."""
    if "![" not in passage.text:
        return
    for found in _PICTURE.finditer(passage.text):
        alt, file = found.group("alt").strip(), found.group("file")
        if not alt:
            yield Finding(
                found.start(),
                "alt-missing",
                f"у картинки «{short(file)}» нет описания для тех, кто её не видит",
                _REMEDY,
                Severity.ERROR,
            )
        elif is_file_name(alt):
            yield Finding(
                found.start(),
                "alt-file-name",
                f"«{short(alt)}» — это имя файла, а не описание картинки",
                _REMEDY,
                Severity.ERROR,
            )
        elif is_empty_word(alt):
            yield Finding(
                found.start(),
                "alt-empty-word",
                f"«{alt}» ничего не говорит тому, кто не видит картинку",
                _REMEDY,
            )


def of_text(passage: Passage) -> Iterator[Finding]:
    """What a picture says in letters is on the page in letters."""
    if passage.is_act:
        return
    document = passage.document
    front = document.image if document else None
    if front is None and "![" not in passage.text:
        return
    shown = [(found.start(), found.group("alt")) for found in _PICTURE.finditer(passage.text)]
    if front:
        shown.insert(0, (0, front.alt))
    words = sum(map(str.isalpha, _PICTURE.sub("", passage.text)))
    for at, alt in shown:
        if _OF_TEXT.match(alt.strip()) or (words < _LITTLE and _MAYBE_TEXT.match(alt.strip())):
            yield Finding(
                at,
                "text-in-picture",
                f"похоже, на картинке «{short(alt)}» — текст: его не прочтут вслух, не увеличат "
                "без потерь и не найдут поиском",
                "перепишите его на страницу",
                Severity.ADVICE,
            )
            return
