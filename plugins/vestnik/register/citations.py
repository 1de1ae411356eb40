"""Finds the acts that a text cites.

    text ── requisites ──▶ numbers, dates ── kinds, issuers ──▶ whose they are ── quotes ──▶ titles
                                                │                                  │
                                     «…, № 7 и № 8» go on ── operative ──▶ relation, scope

Numbers and dates are found first, because they are rare and sure; then the words before each are
asked what it numbers. Nothing looks further than a few hundred characters, so the time grows with
the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from vestnik.core.citation import Citation
from vestnik.register import operative
from vestnik.register.codes import scan_codes
from vestnik.register.inserted import Inserted
from vestnik.register.issuers import (
    NEXT_ISSUER,
    NOT_ACT_BEHIND,
    TITLE_BEFORE,
    Between,
    Trust,
    bare_number,
    between,
    is_not_act,
    is_outside,
    issuer_behind,
)
from vestnik.register.kinds import (
    CODE,
    CONSTITUTIONAL_LAW,
    FEDERAL_LAW,
    LAW,
    KindWords,
    kind_words,
)
from vestnik.register.mention import Mention
from vestnik.register.own_head import without_head
from vestnik.register.quotes import TITLE_LIMIT, title_at, unquoted_title_at
from vestnik.register.requisites import Requisites, scan

_REACH = 300
"""Characters between the word of a kind and its number."""
_NEVER_MUNICIPAL = frozenset(
    {CODE, CONSTITUTIONAL_LAW, FEDERAL_LAW, LAW, "указ", "основы законодательства"}
)

_MARKER = r"(?:[-–—•*]\s*+|\(?\d{1,3}(?:\.\d{1,3}){0,3}[.)]?\s++|\(?[а-яё]\)\s*+)?"
_AND = r"\s*+(?:[,;.|]\s*+)?(?:(?:и|а\s++также|или)\s++)?"
_GOES_ON = re.compile(_AND + _MARKER)
"""What parts the items of «от … № 5, от … № 7 и № 8», on one line or as a list."""
_EDITION = re.compile(
    r"\s*+\(?\s*+(?:в\s++ред(?:акции|\.)|ред\.|с\s++изм(?:енениями|\.)(?:\s++и\s++доп(?:олнениями|\.))?"
    r"|с\s++учетом\s++изменений|изм\.)\s*+(?:,?\s*+внес[её]нными\s*+)?"
)
"""«(в редакции от 09.07.2026 № 1266)»."""
_EDITION_DATE = re.compile(r"\s?\((?:в\s)?(?:ред|с\sизм)[^()№N\n]{0,80}\)")
"""«(ред. от 22.02.2017)» between a number and its title."""
_SIBLING = re.compile(
    rf"\s*+(?:\)\s*+)?{_AND}{_MARKER}(?:во?\s++|к\s++)?(?:[^;\n:.]{{0,200}}утвержд[её]нн\w+\s++)?"
)
_ITSELF = re.compile(r"(?:настоящ\w{2,3}|данн\w{2,3}|проект\w{0,3})\s+$", re.IGNORECASE)
_NUMBER_BEHIND = re.compile(r"\s{0,9}\(?,?\s{0,9}")
_BRACKETS = re.compile(r"\([^()]*\)")


def find_citations(text: str, words: KindWords | None = None) -> tuple[Citation, ...]:
    """Every act that `text` cites, from left to right.

    `words` are the kinds that the site knows, see `kind_words`. Never raises.

    >>> one, = find_citations("Во исполнение приказа от «5» марта 2016г. №225 обязываю:")
    >>> one.kind, one.number, one.date.isoformat(), one.relation
    ('приказ', '225', '2016-03-05', 'based_on')
    """
    return _Finder(text, words or kind_words()).run()


class _Finder:
    def __init__(self, text: str, words: KindWords) -> None:
        self.text = text
        self.words = words
        self.found: list[Mention] = []
        self.root: Mention | None = None
        """The last one in the text itself, neither in brackets nor in a title."""
        self.titles: list[tuple[int, int]] = []
        self.inserted: Inserted | None = None

    def run(self) -> tuple[Citation, ...]:
        for requisites in scan(self.text):
            made = (
                self._by_kind(requisites)
                or self._dated_later(requisites)
                or self._continued(requisites)
                or self._law(requisites)
            )
            if made is not None:
                self._take(made)
        found = without_head(self.text, self.found, self.words.titles)
        citations = [*self._codes(found), *(one.citation for one in found)]
        return tuple(sorted(citations, key=lambda one: (one.start, one.end)))

    # Whose number it is --------------------------------------------------------------------------

    def _by_kind(self, requisites: Requisites) -> Mention | None:
        """The nearest word of a kind before the number, if only its issuer stands between."""
        floor = self.found[-1].citation.end if self.found else 0
        low = max(floor, requisites.start - _REACH)
        trust = _trust(requisites)
        for start, end, kind in reversed(self.words.all(self.text, low, requisites.start)):
            gap = self.text[end : requisites.start]
            bare = None if requisites.number else bare_number(gap)
            what = Between(bare[0]) if bare else between(gap, trust)
            if what is None or NOT_ACT_BEHIND.match(self.text, requisites.end):
                continue
            if _ITSELF.search(self.text[max(0, start - 14) : start]):
                return None
            citation = Citation(
                start=requisites.start if what.list_head else start,
                end=requisites.end,
                kind=kind,
                kind_text=self.text[start:end],
                number=bare[1] if bare else requisites.number,
                date=requisites.date,
                issuer=what.issuer,
                title=what.title,
            )
            return self._completed(citation, requisites, start)
        return None

    def _dated_later(self, requisites: Requisites) -> Mention | None:
        """«Приказ № 375 управления образования от 14.05.2026»: the issuer parts number and date."""
        last = self.found[-1] if self.found else None
        if last is None or last.citation.date or requisites.number or last.citation.title:
            return None
        gap = self.text[last.citation.end : requisites.start]
        what = between(gap, Trust.NONE) if len(gap) <= _REACH else None
        if what is None or what.title or what.list_head:
            return None
        self.found.pop()
        self.root = last.root_before
        citation = replace(
            last.citation,
            end=requisites.end,
            date=requisites.date,
            issuer=what.issuer or last.citation.issuer,
            relation="",
        )
        return self._completed(citation, last.requisites, last.kind_start)

    def _law(self, requisites: Requisites) -> Mention | None:
        """A federal law is known by its number alone."""
        if not requisites.number.upper().endswith(("ФЗ", "ФКЗ")):
            return None
        citation = Citation(
            start=requisites.start,
            end=requisites.end,
            kind=FEDERAL_LAW,
            number=requisites.number,
            date=requisites.date,
        )
        return self._completed(citation, requisites, requisites.start)

    def _continued(self, requisites: Requisites) -> Mention | None:
        """One more number under the kind that was named before."""
        last = self.found[-1] if self.found else None
        for before in (last, self.root):
            if before is None or before.tail > requisites.start:
                continue
            gap = self.text[before.tail : requisites.start]
            if len(gap) > _REACH:
                continue
            if before is self.root:
                gap = _BRACKETS.sub("", gap)
            titled = TITLE_BEFORE.search(gap.rstrip())
            if titled:
                gap = gap[: titled.start()]
            issuer, gap = self._next_issuer(gap, requisites)
            goes_on = _GOES_ON.fullmatch(gap) is not None
            if goes_on or (requisites.number and _EDITION.fullmatch(gap)):
                made = self._inherited(before, requisites, issuer, goes_on=goes_on, gap=gap)
                if titled and not made.citation.title:
                    made.citation = replace(made.citation, title=titled[1])
                return made
        return None

    def _next_issuer(self, gap: str, requisites: Requisites) -> tuple[str, str]:
        """«постановления Правительства РФ от … № 1, администрации области от … № 2»: the second
        issuer, and what stands before it.
        """
        found = NEXT_ISSUER.search(gap) if requisites.strong else None
        if found is None:
            return "", gap
        what = between(gap[found.start() :], Trust.NONE)
        return (what.issuer, gap[: found.start()]) if what and what.issuer else ("", gap)

    def _inherited(
        self, before: Mention, requisites: Requisites, issuer: str, *, goes_on: bool, gap: str
    ) -> Mention:
        day = requisites.date
        if goes_on and "\n" not in gap and requisites.number_first:
            if day is None:
                day = before.citation.date
            elif before.citation.date is None and before.requisites.number_first:
                before.citation = replace(before.citation, date=day)
        citation = Citation(
            start=requisites.start,
            end=requisites.end,
            kind=before.citation.kind,
            kind_text=before.citation.kind_text,
            number=requisites.number,
            date=day,
            issuer=issuer or before.citation.issuer,
            relation=before.citation.relation if goes_on else "",
            quoted=before.citation.quoted,
        )
        made = self._completed(citation, requisites, requisites.start)
        made.inner = made.inner or before.inner or not goes_on
        return made

    # What else is said of it ---------------------------------------------------------------------

    def _completed(self, citation: Citation, requisites: Requisites, start: int) -> Mention:
        """With title, issuer behind the number, kind of law, and whether it is outside."""
        issuer, tail = citation.issuer, citation.end
        if not issuer:
            issuer, tail = issuer_behind(self.text, tail)
        title = title_at(self.text, tail) or unquoted_title_at(self.text, tail)
        if title is None and (edition := _EDITION_DATE.match(self.text, tail)):
            title = title_at(self.text, edition.end())
        words = citation.title
        if title:
            words = " ".join(self.text[title[0] : title[1]].split())
            self.titles.append((tail, title[2]))
            tail = title[2]
        kind = _law_kind(citation.kind, citation.number)
        citation = replace(
            citation,
            kind=kind,
            issuer=issuer,
            title=words,
            outside=kind in _NEVER_MUNICIPAL or is_outside(issuer, citation.number),
        )
        return Mention(citation, start, tail, requisites)

    def _take(self, made: Mention) -> None:
        if is_not_act(made.citation.issuer):
            return
        start = made.kind_start
        quoted = self._quoted(start)
        made.inner = made.inner or quoted or self._in_brackets(start)
        citation = made.citation
        if made.inner:
            citation = replace(citation, relation="", quoted=quoted or citation.quoted)
        elif not citation.relation:
            citation = replace(citation, relation=self._relation(made))
        if start < made.requisites.start:
            before = self.text[max(0, start - _REACH) : start]
            citation = replace(citation, scope=operative.scope(before))
        made.citation = citation
        made.root_before = self.root
        self.found.append(made)
        if not made.inner:
            self.root = made

    def _relation(self, made: Mention) -> str:
        behind = _BRACKETS.sub("", self.text[made.tail : made.tail + 400])
        own = operative.relation(self._lead(made.kind_start), behind)
        if own or self.root is None:
            return own
        if made.kind_start - self.root.tail > 2 * _REACH:
            return ""
        gap = self.text[self.root.tail : made.kind_start]
        scope = operative.scope(gap)
        if scope:
            gap = gap[: gap.rfind(scope.split()[0])]
        if _SIBLING.fullmatch(_BRACKETS.sub("", gap)):
            return self.root.citation.relation
        return ""

    def _lead(self, end: int) -> str:
        """What stands before, without titles and brackets."""
        start = max(0, end - 2 * _REACH)
        pieces = []
        for title_start, title_end in self._titles_near(start, end):
            if title_start < start:
                continue
            pieces.append(self.text[start:title_start])
            start = title_end
        pieces.append(self.text[start:end])
        return _BRACKETS.sub("", "".join(pieces))

    def _quoted(self, place: int) -> bool:
        """Whether it stands in the title of another, or in a text that is to be inserted."""
        if any(start < place < end for start, end in self._titles_near(place - 1, place)):
            return True
        if self.inserted is None:
            self.inserted = Inserted(self.text)
        return self.inserted.holds(place)

    def _titles_near(self, start: int, end: int) -> list[tuple[int, int]]:
        """The titles that reach into a part of the text, from left to right."""
        near = []
        for title in reversed(self.titles):
            if title[0] < start - TITLE_LIMIT:
                break
            if title[0] < end and title[1] > start:
                near.append(title)
        return near[::-1]

    def _in_brackets(self, place: int) -> bool:
        if self.root is None:
            return False
        between_them = self.text[max(self.root.tail, place - 2 * _REACH) : place]
        return between_them.count("(") > between_them.count(")")

    # Codes ---------------------------------------------------------------------------------------

    def _codes(self, found: list[Mention]) -> Iterator[Citation]:
        """Codes by name; a number behind one («ГрК РФ от 29.12.2004 № 190-ФЗ») is its own."""
        numbers = {one.kind_start: one for one in found if not one.citation.kind_text}
        for name in scan_codes(self.text):
            quoted = self._quoted(name.start)
            before = self.text[max(0, name.start - _REACH) : name.start]
            relation = "" if quoted else operative.relation(self._lead(name.start), "")
            code = Citation(
                start=name.start,
                end=name.end,
                kind=CODE,
                kind_text=self.text[name.start : name.end],
                title=name.title,
                scope=operative.scope(before),
                relation=relation if relation == operative.BASED_ON else "",
                outside=True,
                quoted=quoted,
            )
            behind = _NUMBER_BEHIND.match(self.text, name.end)
            number = numbers.pop(behind.end(), None) if behind else None
            if number is not None:
                found.remove(number)
                law = number.citation
                code = replace(code, end=law.end, number=law.number, date=law.date)
            yield code


def _trust(requisites: Requisites) -> Trust:
    if not requisites.number or (requisites.number_first and not requisites.date):
        return Trust.NONE
    return Trust.SOME if requisites.number_first else Trust.FULL


def _law_kind(kind: str, number: str) -> str:
    if kind in (LAW, FEDERAL_LAW):
        if number.upper().endswith("ФКЗ"):
            return CONSTITUTIONAL_LAW
        if number.upper().endswith("ФЗ"):
            return FEDERAL_LAW
    return kind
