"""How the archive of the browser index takes up what its months say otherwise.

    segments before and after ─▶ terms ─▶ cards ─▶ buckets      rows and files on a shelf
                                    └──▶ spelling ─▶ files

What all months say of a stem is a row of the shelf, and so is what results may show of a document.
A change reads and writes the rows of the stems that it concerns, and makes anew the files whose
rows are others. Made from nothing, the archive is the change from no months to all of them: same
months, same files, whatever the way.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

import msgspec

from vestnik.search.browser_archive import Archive, Month
from vestnik.search.browser_cards import (
    LOTS,
    Card,
    Told,
    card_file,
    entries_of,
    entry,
    key_of,
    lot_sizes,
    lots_between,
    lots_of,
    month_and_number,
    pieces_of,
    told,
)
from vestnik.search.browser_records import batches
from vestnik.search.browser_spelling import dictionary, rarity, word_weight
from vestnik.search.browser_terms import (
    Term,
    bucket_bytes,
    decode_term,
    encode_term,
)
from vestnik.search.division import Weighed
from vestnik.search.filing import Filed, Files
from vestnik.search.putting_by import PutBy, part_of
from vestnik.search.segments import Said, Segment, Shown, decode_words
from vestnik.search.shelf import END, Shelf

TERM, SHOWN, WORD, WORD_BACK = "term/", "shown/", "word/", "word-back/"
"""Begin the names of rows."""

Change = tuple[Segment | None, Segment | None]
"""A month's segment as it was and as it is; None where there is none."""
_Key = TypeVar("_Key", int, str)
_MonthWords = tuple[int, dict[str, bytes], dict[str, bytes]]
"""A month, `Segment.words` as they were and as they are."""


_encode = msgspec.msgpack.Encoder().encode
_shown = msgspec.msgpack.Decoder(Shown).decode


def renew(archive: Archive, shelf: Shelf, changes: Iterable[Change]) -> None:
    """Brings the archive and its shelf up to date with the months that are others. From an empty
    archive on an empty shelf, with all months as changes, it makes the whole. Each change is taken
    once, so that not all need be there at the same time.
    """
    _Renewal(archive, shelf).run(changes)


class _Renewal:
    """One change on its way through the archive."""

    def __init__(self, archive: Archive, shelf: Shelf) -> None:
        self._archive = archive
        self._shelf = shelf
        self._files = Files(shelf, archive.used())
        self._fresh = not archive.months
        self._texts: dict[int, Told] = {}
        self._weights: tuple[dict[str, int], ...] = ({}, {}, {}, {})
        """By how much stems weigh otherwise: in buckets, cards, both dictionaries."""
        self._terms: set[str] = set()
        """Stems whose place in a bucket is to be looked at."""
        self._cards: set[str] = set()
        self._told: set[int] = set()
        """Documents that have other cards beside some stem."""
        self._words: set[str] = set()
        self._rarities: dict[str, int] = {}
        """Rows of the dictionaries; 0 for none."""

    def run(self, changes: Iterable[Change]) -> None:
        months: list[_MonthWords] = []
        put_by = PutBy(self._shelf)
        groups: Counter[str] = Counter()
        for old, new in changes:
            self._take_texts(old, new)
            self._take_month(old, new)
            groups.subtract(old.related if old else ())
            groups.update(new.related if new else ())
            if self._fresh and new:
                put_by.add(new.month, new.words)
                continue
            before, after = (dict(one.words) if one else {} for one in (old, new))
            months.append((_month(old, new), before, after))
        if self._fresh:
            by_part = _by_stem(groups, part_of)
            for part, said in put_by.take():
                self._take_terms(said, by_part.get(part, {}))
        else:
            self._take_changed_terms(months, groups)
        self._archive.months = dict(sorted(self._archive.months.items()))
        self._make_cards()
        self._make_buckets()
        self._make_spelling()
        self._files.keep_only(self._archive.used())

    # --- rows ---------------------------------------------------------------------------------

    def _take_texts(self, old: Segment | None, new: Segment | None) -> None:
        """What results may show of the documents of a month."""
        before = old.shown if old else {}
        after = new.shown if new else {}
        month = _month(old, new)
        changed = {own: one for own, one in after.items() if before.get(own) != one}
        self._shelf.put({_text(month, own): _encode(one) for own, one in changed.items()})
        self._shelf.drop(_text(month, own) for own in before.keys() - after.keys())
        self._texts |= {key_of(month, own): told(month, own, one) for own, one in changed.items()}

    def _take_changed_terms(self, months: Sequence[_MonthWords], groups: Mapping[str, int]) -> None:
        """What a few months say of stems otherwise; by first letters, so that not all is held at
        once.
        """
        by_letter = _by_stem(groups, lambda stem: stem[0])
        found = {letter for _, old, new in months for letter in (*old, *new)}
        for letter in sorted(found | by_letter.keys()):
            said = _said_changes(
                (month, old.pop(letter, b""), new.pop(letter, b"")) for month, old, new in months
            )
            self._take_terms(said, by_letter.get(letter, {}))

    def _take_terms(
        self,
        said: Mapping[str, Mapping[int, Said | None]],
        groups: Mapping[str, Mapping[str, int]],
    ) -> None:
        stems = sorted(said.keys() | groups.keys())
        rows = {} if self._fresh else self._shelf.many(TERM + stem for stem in stems)
        made: dict[str, bytes] = {}
        for stem in stems:
            row = rows.get(TERM + stem)
            before = decode_term(row) if row else Term()
            after = before.change(said.get(stem, {}), groups.get(stem, {}))
            self._note(stem, before, after)
            if not after.empty:
                made[TERM + stem] = encode_term(after)
        self._shelf.put(made)
        self._shelf.drop(rows.keys() - made.keys())

    def _note(self, stem: str, before: Term, after: Term) -> None:
        """What follows from a stem's other term."""
        self._weigh(0, stem, after.weight(stem) - before.weight(stem))
        for mark, was, now in zip(LOTS, lot_sizes(before), lot_sizes(after), strict=True):
            self._weigh(1, stem + mark, now - was)
        if not self._fresh:  # else all files are made, whatever they hold
            self._terms |= {stem, *before.related(stem), *after.related(stem)}
            for mark, old, new in zip(LOTS, lots_of(before), lots_of(after), strict=True):
                if changed := set(old) ^ set(new):
                    self._cards.add(stem + mark)
                    self._told |= {key for key, _ in changed}
        common = rarity(stem, after)
        if common != (was := rarity(stem, before)):
            self._words.add(stem)
            more = word_weight(stem) * (bool(common) - bool(was))
            back = stem[::-1]
            self._weigh(2, stem, more)
            self._weigh(3, back, more)
            names = (WORD + stem, WORD_BACK + back)
            self._rarities.update(dict.fromkeys(names, common))

    def _weigh(self, which: int, key: str, more: int) -> None:
        if more:
            self._weights[which][key] = more

    def _take_month(self, old: Segment | None, new: Segment | None) -> None:
        """What the manifest says of a month, and the files of its records."""
        month = _month(old, new)
        if new is None:
            self._archive.months.pop(month, None)
            return
        records = {place: one.record for place, one in new.shown.items()}
        self._archive.months[month] = Month(
            layout=new.layout,
            documents=len(records),
            ended=new.ended,
            batches=[self._files.put(data) for data in batches(records)],
        )

    # --- files --------------------------------------------------------------------------------

    def _make_cards(self) -> None:
        """The files of cards; the buckets with their stems name them, so they are others, too."""
        filed = self._archive.cards

        def make(start: str, end: str, own: bytes) -> bytes:
            lots = lots_between(start, end, self._range)
            cards = [card for _, term, which in lots for card in lots_of(term)[which]]
            return self._files.put(self._card_file(cards, own))

        def load(prefix: str) -> Weighed:
            lots = lots_between(prefix, prefix + END, self._range)
            return [(name, lot_sizes(term)[which]) for name, term, which in lots]

        for start, end in filed.renew(self._weights[1], self._cards, load, make):
            if self._fresh:
                continue
            for name, term, which in lots_between(start, end, self._range):
                stem = name.removesuffix(LOTS[which])
                self._terms |= {stem, *term.related(stem)}

    def _card_file(self, cards: Sequence[Card], before: bytes) -> bytes:
        """`before` names the file of this range as it was: of most documents it says the same."""
        known = entries_of(self._files.content(before)) if before else {}
        pieces = pieces_of(cards)
        new = {key for key in pieces if key in self._told or key not in known}
        names = {_text(*month_and_number(key)): key for key in new if key not in self._texts}
        for name, data in self._shelf.many(names).items():
            key = names[name]
            self._texts[key] = told(*month_and_number(key), _shown(data))
        return card_file(
            {
                key: entry(self._texts[key], pieces[key]) if key in new else known[key]
                for key in pieces
            }
        )

    def _make_buckets(self) -> None:
        files = self._archive.cards.files
        starts = list(files)

        def beside(stem: str, term: Term) -> list[bytes]:
            return [
                files[starts[bisect_right(starts, stem + mark) - 1]] if size else b""
                for mark, size in zip(LOTS, lot_sizes(term), strict=True)
            ]

        def make(start: str, end: str, _: bytes) -> bytes:
            terms = dict(self._range(start, end))
            own = list(terms)
            others = {one for stem in own for one in terms[stem].related(stem)} - terms.keys()
            for name, data in self._shelf.many(TERM + one for one in others).items():
                terms[name.removeprefix(TERM)] = decode_term(data)
            return self._files.put(bucket_bytes(own, terms, beside))

        def load(prefix: str) -> Weighed:
            return [(stem, term.weight(stem)) for stem, term in self._range(prefix, prefix + END)]

        self._archive.buckets.renew(self._weights[0], self._terms, load, make)

    def _make_spelling(self) -> None:
        """The dictionary against which a misspelt word is corrected: a file for a range of stems,
        and once more by the stems read from behind, for an error in the first letters.
        """
        self._shelf.put({name: bytes((one,)) for name, one in self._rarities.items() if one})
        self._shelf.drop(name for name, one in self._rarities.items() if not one)
        ahead, back = self._archive.spelling
        self._make_dictionary(ahead, WORD, self._weights[2], self._words)
        turned = {stem[::-1] for stem in self._words}
        self._make_dictionary(back, WORD_BACK, self._weights[3], turned)

    def _make_dictionary(
        self, filed: Filed, rows: str, weights: Mapping[str, int], dirty: Iterable[str]
    ) -> None:
        def words(start: str, end: str) -> Iterable[tuple[str, bytes]]:
            for name, common in self._shelf.between(rows + start, rows + end):
                yield name.removeprefix(rows), common

        def make(start: str, end: str, _: bytes) -> bytes:
            return self._files.put(dictionary(words(start, end)))

        def load(prefix: str) -> Weighed:
            return [(stem, word_weight(stem)) for stem, _ in words(prefix, prefix + END)]

        filed.renew(weights, dirty, load, make)

    def _range(self, start: str, end: str) -> Iterable[tuple[str, Term]]:
        for name, data in self._shelf.between(TERM + start, TERM + end):
            yield name.removeprefix(TERM), decode_term(data)


def _month(old: Segment | None, new: Segment | None) -> int:
    one = new or old
    assert one is not None
    return one.month


def _text(month: int, own: int) -> str:
    return f"{SHOWN}{month}/{own}"


def _by_stem(
    groups: Mapping[str, int], key: Callable[[str], _Key]
) -> dict[_Key, dict[str, dict[str, int]]]:
    """The groups that so many months have more or less, by `key` of the stems in them, by stem."""
    found: dict[_Key, dict[str, dict[str, int]]] = {}
    for group, more in groups.items():
        for stem in group.split() if more else ():
            found.setdefault(key(stem), {}).setdefault(stem, {})[group] = more
    return found


def _said_changes(
    months: Iterable[tuple[int, bytes, bytes]],
) -> dict[str, dict[int, Said | None]]:
    """Stem → month → what it says now, of months with their encoded words before and after."""
    found: dict[str, dict[int, Said | None]] = {}
    for month, old, new in months:
        if old == new:
            continue
        before, after = decode_words(old), decode_words(new)
        for stem, said in after.items():
            if before.get(stem) != said:
                found.setdefault(stem, {})[month] = said
        for stem in before.keys() - after.keys():
            found.setdefault(stem, {})[month] = None
    return found
