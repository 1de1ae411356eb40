"""Citations in the HTML of a body: marked when it is read, linked when its page is rendered.

    html ── mark ──▶ html with <a href="vestnik:cite:N">, citations ── link ──▶ html of a page

Nothing but these tags is added, and `link` removes those that lead nowhere, so that the text stays
what it was, byte for byte.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from html import escape, unescape

from msgspec import Struct, field

from vestnik.core.citation import Citation
from vestnik.core.model import Act
from vestnik.register.citations import find_citations
from vestnik.register.kinds import KindWords
from vestnik.register.possible import may_cite
from vestnik.register.same import completed, is_own

_TAG = r'<(/?[a-zA-Z][a-zA-Z0-9]*)[^>"]*(?:"[^"]*"[^>"]*)*>'
_TOKEN = re.compile(_TAG + r"|&(?:#\w{1,8}|[A-Za-z]\w{1,31});")
_MARKED = re.compile(r'<a href="vestnik:cite:(\d+)">(.*?)</a>', re.DOTALL)
_INLINE = (
    "strong", "em", "b", "i", "s", "del", "ins", "mark", "sub", "sup", "small", "abbr", "cite",
    "q", "dfn", "time", "span", "var",
)  # fmt: skip
"""Elements that a link may hold, or stand in."""
_CLOSED = frozenset(
    ["a", "code", "pre", "kbd", "samp", "h1", "h2", "h3", "h4", "h5", "h6", "summary"]
)
"""Elements in which no link is made."""
_OPENING_BEFORE = re.compile(r"<(?:" + "|".join(_INLINE) + r")(?:\s[^<>]*)?>\Z")
_CLOSING_BEHIND = re.compile(r"</(?:" + "|".join(_INLINE) + ")>")
_DIGIT = re.compile(r"\d")


def mark(
    html: str, words: KindWords | None = None, own: Act | None = None
) -> tuple[str, tuple[Citation, ...]]:
    """The HTML of a body with its citations marked, and these citations.

    `html` is that of `core.markup`; `own` is the act that the body belongs to, which is not cited
    by its own annexes. The places of the citations are those of a plain text that nobody keeps. N
    of `vestnik:cite:N` is the index of a citation; not every citation can be marked.

    >>> html, found = mark("<p>По <b>приказу</b> от 05.03.2018 № 3.</p>")
    >>> html
    '<p>По <a href="vestnik:cite:0"><b>приказу</b> от 05.03.2018 № 3</a>.</p>'
    """
    if not may_cite(html):
        return html, ()
    flat = _flatten(html)
    text = "".join(flat.texts)
    found = completed(find_citations(text, words))
    if own is not None:
        found = tuple(one for one in found if not is_own(one, own))
    pieces: list[str] = []
    done = 0
    for index, citation in enumerate(found):
        place = flat.place(citation)
        if place is None or place[0] < done:
            continue
        start, end = place
        pieces += [html[done:start], f'<a href="vestnik:cite:{index}">', html[start:end], "</a>"]
        done = end
    return "".join([*pieces, html[done:]]), found


def link(html: str, address_of: Callable[[int], str]) -> str:
    """Marked HTML for a page: `address_of` gives the address of a citation by its index, or
    nothing.

    >>> marked, _ = mark("<p>По приказу от 05.03.2018 № 3 и закону.</p>")
    >>> link(marked, lambda index: "/documents/3/" if index == 0 else "")
    '<p>По <a class="citation" href="/documents/3/">приказу от 05.03.2018 № 3</a> и закону.</p>'
    """
    if "vestnik:cite:" not in html:
        return html

    def resolved(found: re.Match[str]) -> str:
        address = address_of(int(found[1]))
        return (
            f'<a class="citation" href="{escape(address)}">{found[2]}</a>' if address else found[2]
        )

    return _MARKED.sub(resolved, html)


class _Flat(Struct):
    """The text of some HTML, and where each piece of it stands in the HTML."""

    html: str
    texts: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    """Of each piece, in the text."""
    places: list[tuple[int, int]] = field(default_factory=list)
    """Of each piece, in the HTML."""
    length: int = 0
    closed: list[tuple[int, int]] = field(default_factory=list)
    """Parts of the text where no link is made."""

    def add(self, text: str, start: int, end: int) -> None:
        """A piece of text that stands in a part of the HTML."""
        if text:
            self.texts.append(text)
            self.starts.append(self.length)
            self.places.append((start, end))
            self.length += len(text)

    def place(self, citation: Citation) -> tuple[int, int] | None:
        """Which part of the HTML to mark: the citation, or what of it can be a link."""
        if any(start < citation.end and citation.start < end for start, end in self.closed):
            return None
        start, end = self._in_html(citation.start), self._in_html(citation.end - 1) + 1
        if self.html[end - 1] == "&":
            end = self.html.index(";", end) + 1
        for low in self._starts(start):
            for high in self._ends(end):
                if _nested(_tags(self.html, low, high)):
                    return low, high
        borders = [place for tag in _tags(self.html, start, end) for place in tag.span()]
        wanted = _DIGIT if citation.number or citation.date else None
        return _last_text(self.html, [start, *borders, end], wanted)

    def _starts(self, place: int) -> list[int]:
        """`place`, and where tags begin that open right before it."""
        places = [place]
        while before := _OPENING_BEFORE.search(self.html, max(0, place - 80), place):
            place = before.start()
            places.append(place)
        return places

    def _ends(self, place: int) -> list[int]:
        """`place`, and where tags end that close right behind it."""
        places = [place]
        while behind := _CLOSING_BEHIND.match(self.html, place):
            place = behind.end()
            places.append(place)
        return places

    def _in_html(self, place: int) -> int:
        index = bisect_right(self.starts, place) - 1
        start, end = self.places[index]
        whole = end - start == len(self.texts[index])
        return start + place - self.starts[index] if whole else start


def _flatten(html: str) -> _Flat:
    flat = _Flat(html)
    done = 0
    opened = hidden = 0
    since = 0
    for token in _TOKEN.finditer(html):
        if not hidden:
            flat.add(html[done : token.start()], done, token.start())
        done = token.end()
        if token[1] is None:
            flat.add(unescape(token[0]), token.start(), token.end())
            continue
        name = token[1].lower()
        bare = name.removeprefix("/")
        if (bare not in _INLINE and bare not in _CLOSED - {"pre"}) or bare[:1] == "h":
            flat.add("\n", token.start(), token.end())
        if bare not in _CLOSED:
            continue
        if name == bare:
            hidden += bare == "a" and "footnote-" in token[0]
            since = since if opened else flat.length
            opened += 1
        else:
            hidden = 0 if bare == "a" else hidden
            opened = max(0, opened - 1)
            if not opened and flat.length > since:
                flat.closed.append((since, flat.length))
    flat.add(html[done:], done, len(html))
    return flat


def _tags(html: str, start: int, end: int) -> list[re.Match[str]]:
    return [token for token in _TOKEN.finditer(html, start, end) if token[1]]


def _nested(tags: list[re.Match[str]]) -> bool:
    """Whether tags open and close each other, and a link may hold them all."""
    open_names: list[str] = []
    for tag in tags:
        name = tag[1].lower()
        if name.removeprefix("/") not in _INLINE:
            return False
        if name[0] != "/":
            open_names.append(name)
        elif not open_names or open_names.pop() != name[1:]:
            return False
    return not open_names


def _last_text(
    html: str, borders: list[int], wanted: re.Pattern[str] | None
) -> tuple[int, int] | None:
    """The last text between tags, with a digit where the citation has a number."""
    for index in range(len(borders) - 2, -1, -2):
        text = html[borders[index] : borders[index + 1]]
        bare = text.strip()
        if bare and (wanted is None or wanted.search(bare)):
            start = borders[index] + text.index(bare)
            return start, start + len(bare)
    return None
