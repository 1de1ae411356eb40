"""What words before and behind a citation do to the act: amend, repeal or suspend it, rest on it.

Only words that do it here and now count: «признать утратившим силу» does, «об отказе в признании
утратившим силу» and «утратило силу» do not.
"""

from __future__ import annotations

import re

AMENDS, REPEALS, SUSPENDS, BASED_ON = "amends", "repeals", "suspends", "based_on"

_REACH = 500
"""Characters before a citation in which the verb may stand."""

_SENTENCE = re.compile(
    r"[.!?…]\s++(?=[А-ЯЁ«\"\d])|\n\s*\n|\n(?=\s{0,9}\d{1,2}(?:\.\d{1,2}){0,3}\.?\s)|;\s*+\n"
)
_LAST_WORD = re.compile(r"\w+\s?\Z")
_WITH_STOPS = (
    "г гг им пос п пп с д ст ч ул р обл мун респ т е ред пл гор абз подп разд прил руб тыс"
)
_ABBREVIATED = frozenset(_WITH_STOPS.split())
_LIST_HEAD = re.compile(r":\s*(?:[-–—•*]|\(?\d{1,3}(?:\.\d{1,3}){0,3}[.)]?|[а-яё]\))?\s*$")

_REPEAL = re.compile(
    r"(?<!не\s)\b(?:призна(?:ть|в|[её]тся|ются|ем|ю)|считать)\s+(?:полностью\s+|также\s+)?"
    r"(?:(?:пункт\w*|подпункт\w*|абзац\w*|приложени\w+)\s[^:;]{0,80}?\s)?"
    r"(?:утратившими?|утратившей|утратившую|не\s?действующ\w+|недействительн\w+)(?:\s+(?:свою\s+)?силу)?"
    r"|(?:^|[.:;)\d])\s*отменить\b",
    re.IGNORECASE,
)
_AMEND = re.compile(
    r"\bвнести(?!\w)|(?:^|[.:;)\d])\s*(?:изложить|дополнить|изменить)\b"
    r"|\bутвердить\s+(?:прилагаемые\s+|следующие\s+)?(?:изменени|дополнени|поправк)\w+",
    re.IGNORECASE,
)
_SUSPEND = re.compile(r"(?<!не\s)\bприостановить(?!\w)[^:;]{0,60}?\sдействие(?!\w)", re.IGNORECASE)
_BASE = re.compile(
    r"\b(?:в\s+соответствии(?:\s+со?)?|на\s+основании|во\s+исполнение|руководствуясь)\s",
    re.IGNORECASE,
)
_CHANGES = re.compile(r"изменени|дополнени|поправк|исправлени|уточнени", re.IGNORECASE)
_INTO = re.compile(r"(?<!\w)во?\s", re.IGNORECASE)
_ANOTHER = re.compile(
    r"отказ|предложи|предлаг|рекоменд|проси[тм]|ходатайств|поручи|на\s+рассмотрение|проект|заявлени[ея]\s+о"
    r"|вопрос|не\s+позднее",
    re.IGNORECASE,
)
"""Before the verb: somebody is asked to do it, or refused."""
_NOT_OURS = re.compile(r"утратил[аио]?\s+силу\s*$", re.IGNORECASE)
"""«Утратил силу на основании …» tells of this act."""
_VERBS = (
    (REPEALS, _REPEAL, ("утратив", "действу", "недействит", "отменить")),
    (AMENDS, _AMEND, ("внести", "изложить", "дополнить", "изменить", "утвердить")),
    (SUSPENDS, _SUSPEND, ("приостанов",)),
    (BASED_ON, _BASE, ("соответств", "основани", "исполнени", "руководству")),
)
"""Each relation with its verbs, and words without one of which they need not be sought."""
_ASIDE = re.compile(
    r"в\s+(?:действующей\s+)?ред(?:акции|\.)|изменениями|внес[её]нн|вносим|(?<!\w)далее(?!\w)|за\s+исключением"
    r"|кроме|принят\w*\s+в|зарегистр|в\s+целях|опубликован",
    re.IGNORECASE,
)
"""What follows is told beside the matter."""
_SET_UP = re.compile(r"\b(?:введ[её]нн|установленн|объявленн)\w+\s", re.IGNORECASE)
"""«Отменить режим, введённый постановлением…» ends the regime, not the act."""
_REPEAL_BEHIND = re.compile(
    r"^[^.;\n]{0,160}?(?<!не\s)\b(?:(?:признать|считать)\s+(?:утратившими?|утратившей|не\s?действующ)"
    r"|отменить\b)",
    re.IGNORECASE,
)
_AMEND_BEHIND = re.compile(
    r"^[^.;\n]{0,200}?\b(?:изложить\s+в|заменить|дополнить|исключить|внести\s+(?:следующ\w+\s+)?изменени)",
    re.IGNORECASE,
)
_CHANGES_BEHIND = re.compile(
    r"^[^.;]{0,300}?(?:изменени|дополнени|поправк|исправлени)", re.IGNORECASE
)
_CLAUSE_BEGINS = re.compile(
    r"^\W*+(?:\d[\d.)]*+\s*+)?(?:в\s++|во\s++)?(?:(?:подпункт|пункт|абзац|част|стать|раздел|приложени|таблиц|наименовани"
    r"|преамбул|положени|порядк|состав|программ)[^.;]{0,300})?$",
    re.IGNORECASE,
)

_SCOPE = re.compile(
    r"(?P<word>(?<![A-Za-zА-Яа-яЁё])(?:(?:подпункт\w{0,3}|пункт\w{0,3}|абзац\w{0,3}|част(?:ь|и|ью|ей|ям|ях)"
    r"|стать(?:я|и|е|ю|ей|ями|ям|ях)|статей|раздел\w{0,3}|глав(?:а|ы|е|у|ой)|приложени\w{1,3}"
    r"|строк(?:а|и|у|е|ой))(?!\w)|пп?\.|подп\.|ч\.|ст\.|абз\.))"
    r"|(?P<number>\d[\d.]*(?:-\d+)?|[IVXLC]{1,7}(?!\w)|[«\"][а-яё\d]{1,3}[»\"]"
    r"|(?<!\w)(?:перв|втор|трет|четв[её]рт|пят|шест|седьм|восьм|девят|десят)\w{1,3})"
    r"|(?P<between>[№N,–—-]|\s+|(?<!\w)[ик](?!\w))"
    r"|(?P<other>\w+|.)",
    re.IGNORECASE | re.DOTALL,
)
"""The words «пункты 1, 3 статьи 5 и приложение 2 к», taken apart."""
_MAY_END_SCOPE = re.compile(
    r"(?:[\dIVXLC»\".]|(?<!\w)к|(?:перв|втор|трет|четв[её]рт|пят|шест|седьм|восьм|девят|десят)\w{1,3})\s*\Z"
)
_SCOPE_REACH = 120
_SPACES = re.compile(r"\s+")


def relation(before: str, behind: str) -> str:
    """What is done to an act between these words. `before` ends where the citation begins and
    `behind` begins where its title ends.
    """
    lead = sentence_before(before)
    name, verb = _last_verb(lead)
    if verb is not None:
        return name if _is_operative(name, verb, lead, behind) else ""
    if _CLAUSE_BEGINS.match(lead):
        if _REPEAL_BEHIND.match(behind):
            return REPEALS
        if _AMEND_BEHIND.match(behind):
            return AMENDS
    return ""


def _last_verb(lead: str) -> tuple[str, re.Match[str] | None]:
    """The verb that stands nearest, and its relation."""
    name, nearest = "", None
    lower = lead.lower()
    for relation_name, pattern, signs in _VERBS:
        if not any(sign in lower for sign in signs):
            continue
        for found in pattern.finditer(lead):
            if nearest is None or found.end() > nearest.end():
                name, nearest = relation_name, found
    return name, nearest


def _is_operative(name: str, verb: re.Match[str], lead: str, behind: str) -> bool:
    """Whether the act itself does it, and nothing told aside stands between."""
    if _ASIDE.search(lead, verb.end()):
        return False
    if name == BASED_ON:
        return _NOT_OURS.search(lead, 0, verb.start()) is None
    if _ANOTHER.search(lead, 0, verb.start()):
        return False
    if (
        name == REPEALS
        and verb[0].lower().endswith("отменить")
        and _SET_UP.search(lead, verb.end())
    ):
        return False
    if name == AMENDS and verb[0].lower().startswith("внести"):
        rest = lead[verb.start() :]
        changes = _CHANGES.search(rest) or _CHANGES_BEHIND.match(behind)
        return bool(changes and _INTO.search(rest))
    return True


def sentence_before(before: str) -> str:
    """The last unfinished sentence. The head of a list counts as the beginning of its items."""
    text = before[-_REACH:]
    head = _LIST_HEAD.search(_without_scope(text))
    if head:
        text = text[: head.start()] + " "
    start = 0
    for found in _SENTENCE.finditer(text):
        if found[0][0] not in ".!?…" or not _abbreviated(text[: found.start()]):
            start = found.end()
    return text[start:]


def _without_scope(text: str) -> str:
    """Without the clauses that an item of a list begins with: «1.1. пункт 4 постановления…»."""
    named = scope(text)
    if not named:
        return text
    place = text.rfind(named.split()[0])
    return text[:place] if place >= 0 else text


def _abbreviated(text: str) -> bool:
    last = _LAST_WORD.search(text[-14:])
    word = last[0].strip() if last else ""
    return (len(word) == 1 and word.isalpha()) or word.lower() in _ABBREVIATED


def scope(before: str) -> str:
    """Clauses of the act named right before it: «пункта 2.1», «п. 27 ч. 1 ст. 15»."""
    tail = before[-_SCOPE_REACH:]
    if not _MAY_END_SCOPE.search(tail):
        return ""
    first = -1
    numbered = False
    for token in _SCOPE.finditer(tail):
        if token.lastgroup == "other":
            first, numbered = -1, False
        elif token.lastgroup == "word" and first < 0:
            first = token.start()
        elif token.lastgroup == "number":
            numbered = first >= 0
    if first < 0 or not numbered:
        return ""
    return _SPACES.sub(" ", tail[first:]).strip(" ,").removesuffix(" к")
