"""Which act of the register a citation means.

A text seldom names the issuer as the register does («администрации города», nothing at all), so a
citation is looked up by several names in turn. The last, `act:*|…`, stands for any issuer; it is to
be answered only where one act alone has it.
"""

from __future__ import annotations

import re

from vestnik.core.act_keys import ANY, act_key
from vestnik.core.citation import Citation
from vestnik.core.portal import Issuer, Portal
from vestnik.register.issuers import names_body

_WORD = re.compile(r"[А-Яа-яЁёA-Za-z][\w-]*")
_PERSONS = frozenset(
    ["начальник", "директор", "руководитель", "председатель", "заместитель", "глава"]
)
_MUNICIPALITY = re.compile(r"муниципальн\w+\s+образовани\w+", re.IGNORECASE)
_VAGUE = re.compile(
    r"город|район|округ|муниципальн|поселени|сельск|област|кра[йяюе]|республик|российск|федерац",
    re.IGNORECASE,
)
"""Words in the name of every body of a place."""
_SHORT_WORD = 3
_ENDING = 3
_ENOUGH = 0.6
"""Part of the shorter word in which forms of one name agree: «Рязани», «Рязанского»."""
_SUFFIXED = re.compile(r"(\d)-?([а-яёa-z]{1,3})$", re.IGNORECASE)


def match_key(citation: Citation, portal: Portal, own_issuer: str = "") -> tuple[str, ...]:
    """Names under which to look the cited act up, the likeliest first; none for one from outside.

    `own_issuer` is the key of the issuer of the citing act.
    """
    if portal.act_kind(citation.kind) is None or not (citation.number and citation.date):
        return ()
    issuers = issuers_of(citation.issuer, portal)
    if citation.issuer and not issuers and (citation.outside or _foreign(citation.issuer, portal)):
        return ()
    if not citation.issuer and own_issuer:
        issuers = (own_issuer,)
    return tuple(
        act_key(issuer, citation.kind, number, citation.date)
        for issuer in (*issuers, ANY)
        for number in _spellings(citation.number)
    )


def issuers_of(text: str, portal: Portal) -> tuple[str, ...]:
    """Keys of the issuers that these words can mean: «управления образования» names one."""
    text = _MUNICIPALITY.sub(" ", text)
    words = [word for word in _words(text) if not _is_person(word)]
    if not words or _foreign(text, portal):
        return ()
    return tuple(issuer.key for issuer in portal.issuers if _names(words, issuer))


def _names(words: list[str], issuer: Issuer) -> bool:
    """Whether the first word is the issuer's first, and no other word is foreign to its name."""
    for title in (issuer.title, issuer.short):
        own = _words(title)
        if not own or not _alike(words[0], own[0]):
            continue
        bodies = [word for word in words if names_body(word.lower()) and len(word) > _SHORT_WORD]
        if all(any(_alike(word, other) for other in own) for word in bodies if _telling(word)):
            return True
    return False


def _telling(word: str) -> bool:
    """Whether a word tells one body of a town from another."""
    return _VAGUE.match(word) is None


def _foreign(text: str, portal: Portal) -> bool:
    """Whether the words name a place that is not this municipality's."""
    home = [
        word
        for words in (portal.name, portal.short_name, portal.town, portal.region)
        for word in _words(words)
    ]
    home += [word for issuer in portal.issuers for word in _words(f"{issuer.title} {issuer.short}")]
    return any(
        not any(_alike(word, other) for other in home)
        for word in _words(text)
        if word[0].isupper() and len(word) > _SHORT_WORD and not names_body(word.lower())
    )


def _words(text: str) -> list[str]:
    return [word for word in _WORD.findall(text) if len(word) > 1]


def _is_person(word: str) -> bool:
    return any(_alike(word, person) for person in _PERSONS)


def _alike(one: str, other: str) -> bool:
    """Whether two words are forms of one, as far as their beginnings tell."""
    shorter = min(len(one), len(other))
    if shorter <= _SHORT_WORD:
        return one.lower() == other.lower()
    same = 0
    for left, right in zip(one.lower(), other.lower(), strict=False):
        if left != right:
            break
        same += 1
    return same >= max(_ENDING, _ENOUGH * shorter, shorter - _ENDING)


def other_spellings(number: str) -> tuple[str, ...]:
    """How else people type a number: `123п` for `123-п`."""
    return _spellings(number)[1:]


def _spellings(number: str) -> tuple[str, ...]:
    """`123-п` and `123п` are one number to those who type it."""
    found = _SUFFIXED.search(number)
    if found is None:
        return (number,)
    head = number[: found.start()]
    both = (f"{head}{found[1]}-{found[2]}", f"{head}{found[1]}{found[2]}")
    return (number, *(other for other in both if other != number))
