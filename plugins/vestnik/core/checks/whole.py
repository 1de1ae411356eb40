"""What can be said only of the whole text: that it is there, that what it promises is there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vestnik.core.checks.passage import Finding, Passage, short
from vestnik.core.model import Document, Kind
from vestnik.core.patterns import regex
from vestnik.core.problems import Severity
from vestnik.core.schema.contacts import mixed_letters

_SEE_ANNEX = (
    r"(?:см\.|смотрите|читайте|указан\w*|приведен\w*|приведён\w*)\s+"
    r"(?:в\s+)?(?:приложени[еия]|вложени[еия])\b"
)
_PROMISE = regex(
    rf"{_SEE_ANNEX}|\bприлагается\b|\bв прикрепл[её]нном файле\b|\bво вложении\b", re.IGNORECASE
)
_PROMISE_OF_ACT = regex(rf"{_SEE_ANNEX}|\(прилага[ею]тся\)", re.IGNORECASE)
_PROMISE_HINTS = ("риложени", "рилага", "ложени", "прикреп", "РИЛ")
_ANNEX = regex(r"^[ \t#*]*приложени[ея]\b", re.IGNORECASE | re.MULTILINE)
_EMAIL = regex(
    r"(?<![\w@./])(?P<local>[^\W_][\w.+-]*)(?P<left> ?)@(?P<right> ?)"
    r"(?P<domain>[^\W_][\w-]*(?:[.,] ?[\w-]+)*)"
)
_PHONE = regex(r"(?<![\d\w])(?:\+7|8(?=[ -]?\(\d{3,5}\)))[\d ()\u00a0\u2011–-]{5,}\d")


def empty(passage: Passage) -> Iterator[Finding]:
    """There is something to read."""
    document = passage.document
    if document is None or passage.raw.strip() or document.withdrawn:
        return
    if _files(document):
        if document.kind is not Kind.PAGE:
            yield Finding(
                0,
                "body-empty",
                "текста нет, есть только файлы: с телефона и на слух их прочесть труднее",
                "вставьте под шапку текст документа",
                Severity.ADVICE,
            )
        return
    if document.kind is Kind.PAGE or document.video or document.gallery or document.image:
        severity = Severity.WARNING
    else:
        severity = Severity.ERROR
    yield Finding(0, "body-empty", "под шапкой нет текста", "напишите его", severity)


def promised_file(passage: Passage) -> Iterator[Finding]:
    """«См. приложение» has an annex."""
    document, body = passage.document, passage.body
    if document is None or body is None or _files(document):
        return
    if not any(hint in passage.prose for hint in _PROMISE_HINTS):
        return
    # A law says «к заявлению прилагается…» of others' papers.
    found = (_PROMISE_OF_ACT if passage.is_act else _PROMISE).search(passage.prose)
    if not found or _ANNEX.search(passage.prose) or body.references:
        return
    yield Finding(
        found.start(),
        "attachment-promised",
        f"сказано «{short(found.group())}», а файлов к тексту не приложено",
        "приложите файл через attachments или поместите приложение в текст",
        Severity.ADVICE,
    )


def _files(document: Document) -> bool:
    return bool(document.attachments or (document.act and document.act.signed_copy))


def emails(passage: Passage) -> Iterator[Finding]:
    """One can write to an e-mail address that stands in the text."""
    if "@" not in passage.text:
        return
    for found in _EMAIL.finditer(passage.text):
        fault = _email_fault(found)
        if fault:
            yield Finding(
                found.start(),
                "bad-email",
                f"адрес почты «{found.group()}» с ошибкой: {fault}",
                "исправьте его: imya@sait.ru",
            )


def _email_fault(found: re.Match[str]) -> str:
    domain = found.group("domain")
    if found.group("left") or found.group("right"):
        return "лишний пробел около «@»" if "." in domain else ""
    if "," in domain:
        ending = re.search(r",\s?(ru|com|org|net|su|рф)\b", domain)
        return "запятая вместо точки" if ending else ""
    if "." not in domain:
        return "после «@» нет точки"
    return "русские и латинские буквы вперемешку" if mixed_letters(found.group()) else ""


def phones(passage: Passage) -> Iterator[Finding]:
    """A telephone number with a code of the country has eleven digits."""
    if not any(start in passage.text for start in ("+7", "8(", "8 (", "8-(")):
        return
    for found in _PHONE.finditer(passage.text):
        digits = re.sub(r"\D", "", found.group())
        if len(digits) != 11 and len(digits) < 22:
            yield Finding(
                found.start(),
                "bad-phone",
                f"в телефоне «{short(found.group())}» цифр {len(digits)}, а должно быть 11",
                "проверьте номер и код города",
            )
