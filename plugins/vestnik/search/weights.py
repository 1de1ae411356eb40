"""How much a word counts where it stands: every number of the ranking by words, with its reason.

BM25F: the counts of a word in the fields of a document are weighted, each against the length of its
field, summed, and saturated. The lengths are compared with fixed ones, not with the site's average:
so what is kept of a document depends on that document alone, and a new one rewrites nothing of the
others. The result is kept as one of eight levels, three bits a posting.

`RANKING` weighs whole documents. Browsers have it in `theme/components/search/rank.js`; a test
holds both alike.
"""

from __future__ import annotations

from msgspec import Struct

from vestnik.search.analysis import Words


class FieldWeight(Struct, frozen=True):
    """What a field tells about the document."""

    weight: float
    slope: float
    """How much a long field thins its words: 0 not at all, 1 in full."""
    usual: int
    """Words of such a field on a municipal site."""


WEIGHTS = {
    "title": FieldWeight(5.0, 0.3, 9),  # a title says what the document is about
    "number": FieldWeight(8.0, 0.0, 4),  # an act's own number and date name it, however long
    "lead": FieldWeight(2.0, 0.3, 30),  # the summary, section, tags, headings
    "body": FieldWeight(1.0, 0.6, 350),
    "attachment": FieldWeight(0.5, 0.7, 1500),  # tables of a budget would drown the texts
}
SATURATION = 1.2
"""BM25's k1: the fifth occurrence of a word adds little to the fourth."""

_BODY_STEPS = (0.22, 0.38, 0.55)
_TITLE_STEPS = (0.80, 0.845)
TITLE_LEVEL = 4
"""Levels from here on stand in the title."""
LOUD = 2
"""The level from which on a document that has a rare stem is likely among the first results."""
OWN_NUMBER = 7
"""The document's own number or date."""
LEVEL_VALUES = (0.15, 0.30, 0.46, 0.65, 0.77, 0.83, 0.88, 1.0)
"""What a level stands for in the sum: the middle of its step."""


class Ranking(Struct, frozen=True):
    """The weights of whole documents."""

    other_form: float = 0.97
    """Another stem of the same word: hardly less than the word itself."""
    synonym: float = 0.85
    old_news: float = 0.7
    """What is left to a news item of long ago: this year's road repair comes before that of 2011.
    """
    news_half_life: int = 24
    """Months."""
    ended: float = 0.6
    """An act out of force comes after one in force that says the same."""
    rarest: float = 0.05
    """No word counts for less, however common: all words of a query are meant."""
    company: float = 40
    """What a text with all words of the query tells of a misspelt one, in doublings of a word's
    frequency: «рынбом работам» may be «рынком» or «рыбным», and texts tell which.
    """


RANKING = Ranking()


def levels(words: Words) -> dict[str, int]:
    """The level of every stem of a document, 0 to 7."""
    sums: dict[str, float] = {}
    for name, counts in words.counts.items():
        field = WEIGHTS[name]
        length = sum(counts.values())
        factor = field.weight / (1 - field.slope + field.slope * length / field.usual)
        for stem, count in counts.items():
            sums[stem] = sums.get(stem, 0.0) + count * factor
    usual = {total: _level(total, in_title=False) for total in set(sums.values())}  # a dozen
    found = {stem: usual[total] for stem, total in sums.items()}
    for stem in words.counts.get("title", ()):
        found[stem] = _level(sums[stem], in_title=True)
    for stem in words.counts.get("number", ()):
        found[stem] = OWN_NUMBER
    return found


def telling(words: Words) -> set[str]:
    """The stems that a document may be found by before others: see `LOUD`."""
    return {stem for stem, level in levels(words).items() if level >= LOUD}


def _level(total: float, *, in_title: bool) -> int:
    value = total / (SATURATION + total)
    if in_title:
        return TITLE_LEVEL + (value >= _TITLE_STEPS[0]) + (value >= _TITLE_STEPS[1])
    return (value >= _BODY_STEPS[0]) + (value >= _BODY_STEPS[1]) + (value >= _BODY_STEPS[2])
