"""Whether a text is easy to read: advice, once a text, and never about quoted law.

Who reads with a magnifier, by ear, or in a language learnt late gets lost first in a long sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vestnik.core.checks.passage import Finding, Passage, short
from vestnik.core.patterns import regex
from vestnik.core.problems import Severity
from vestnik.core.russian import plural

LONGEST = 40
"""Words that a sentence may have before an editor is asked to divide it."""
ENOUGH = 3
"""Chancery words that a text may have before they are named, less one."""

_END = regex(r"[.!?…;:](?=\s)|\n(?=\s*[-*+>#|\d–—])")
"""Where a sentence ends: rather too often, as after «ул.», than not."""
_SHORTEST_WORD = 4
"""Letters of a word with the blank behind it: texts shorter than that are not looked at."""
_QUOTED = regex(r"«[^«»]*(?:«[^«»]*»[^«»]*)*»|\"[^\"\n]*\"|\([^()]*\)")
_WORD = regex(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ASIDE = regex(r"^\s*(?:[>|#]|\d+[.)]\s)")

_DEED = "прямо само дело: «ремонтируют», а не «осуществляется ремонт»"
_PLAIN = {
    "в целях": "чтобы, для",
    "в рамках реализации": "по программе…",
    "в соответствии с вышеизложенным": "поэтому",
    "в связи с вышеизложенным": "поэтому",
    "на сегодняшний день": "сегодня, сейчас",
    "в настоящее время": "сейчас",
    "в настоящий момент": "сейчас",
    "имеет место быть": "есть",
    "имеет место": "есть",
    "имеют место": "есть",
    "на предмет": "чтобы",
    "по причине того что": "потому что",
    "по истечении": "через, после",
    "вышеуказанн": "этот",
    "вышеназванн": "этот",
    "вышеупомянут": "этот",
    "нижеследующ": "такой",
    "довести до сведения": "сообщить",
    "доводим до сведения": "сообщаем",
    "довожу до сведения": "сообщаю",
    "довести до вашего сведения": "сообщить вам",
    "доводит до сведения": "сообщает",
    "надлежащим образом": "как положено",
    "осуществля": _DEED,
    "осуществлен": _DEED,
    "производится": _DEED,
    "произвести": _DEED,
    "в полном объёме": "полностью",
    "в полном объеме": "полностью",
    "принимая во внимание": "поскольку",
    "в случае возникновения": "если возникнет",
    "посредством": "с помощью",
    "незамедлительно": "сразу",
    "проведение мероприятий": "назовите само дело",
    "проведения мероприятий": "назовите само дело",
    "комплекс мероприятий": "назовите сами дела",
    "данный вопрос": "это",
    "данного вопроса": "этого",
}
_CHANCERY = regex(
    rf"\b(?:{'|'.join(sorted(map(re.escape, _PLAIN), key=len, reverse=True))})", re.IGNORECASE
)


def long_sentences(passage: Passage) -> Iterator[Finding]:
    """A sentence can be taken in at one reading."""
    if passage.is_act or len(passage.prose) < LONGEST * _SHORTEST_WORD:
        return
    found = [
        (start, words, text)
        for start, text in _sentences(passage)
        if (words := len(_WORD.findall(_QUOTED.sub(" ", text)))) > LONGEST
    ]
    if not found:
        return
    start, words, text = max(found, key=lambda one: one[1])
    quoted = short(text.strip(" «»"), 40)
    rest = len(found) - 1
    more = f"; длинных предложений ещё {rest}" if rest else ""
    yield Finding(
        start,
        "sentence-long",
        f"в предложении «{quoted}» {words} {plural(words, 'слово', 'слова', 'слов')}: "
        f"его трудно понять с первого раза{more}",
        "разделите его; перечень сделайте списком",
        Severity.ADVICE,
    )


def _sentences(passage: Passage) -> Iterator[tuple[int, str]]:
    """(offset, text) of the sentences that may be long; quotations, tables and headings are left
    out.
    """
    for block in passage.blocks:
        text = block.text
        if len(text) < LONGEST * _SHORTEST_WORD or _ASIDE.match(text) or "|" in text or "•" in text:
            continue
        start = 0
        for end in [*(found.end() for found in _END.finditer(text)), len(text)]:
            if end - start > LONGEST * _SHORTEST_WORD:
                yield block.start + start, text[start:end]
            start = end


def chancery(passage: Passage) -> Iterator[Finding]:
    """Words that people do not say are replaced by those that they do."""
    if passage.is_act:
        return
    lowered = passage.prose.lower()
    if sum(map(lowered.count, _PLAIN)) < ENOUGH:  # much faster than the pattern
        return
    text = _QUOTED.sub(lambda match: " " * len(match.group()), passage.prose)
    found = list(_CHANCERY.finditer(text))
    if len(found) < ENOUGH:
        return
    named = dict.fromkeys(f"«{_whole(text, one)}»" for one in found)
    listed = ", ".join(list(named)[: ENOUGH + 1])
    first = found[0]
    yield Finding(
        first.start(),
        "chancery-words",
        f"канцелярских оборотов {len(found)}: {listed}",
        f"скажите проще, например вместо «{_whole(text, first)}» — "
        f"{_PLAIN[' '.join(first.group().lower().split())]}",
        Severity.ADVICE,
    )


def _whole(text: str, found: re.Match[str]) -> str:
    """What was found, to the end of its last word."""
    end = found.end()
    while end < len(text) and text[end].isalpha():
        end += 1
    return short(text[found.start() : end])
