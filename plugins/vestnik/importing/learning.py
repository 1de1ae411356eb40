"""Proposes a selectors file from several pages of one site: what was found on them all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from vestnik.importing.dates import moment_in
from vestnik.importing.decoding import Unreadable, decode
from vestnik.importing.dom import Element, names_of, parse, tag_of, text_of, words_of
from vestnik.importing.furniture import find_furniture
from vestnik.importing.main_part import find_main
from vestnik.importing.mirror import pages_in
from vestnik.importing.selectors import to_xpath
from vestnik.importing.titles import heading_of_title

_MOST = 0.6
"""Share of the pages on which a selector must find what the heuristics found."""
_PAGES = 60
_NAME = re.compile(r"[A-Za-z_][\w-]*")
_OWN = re.compile(r"\d{2,}")
"""A number in a name belongs to one page: `post-2720`."""


def propose(sources: Iterable[Path]) -> str:
    """The text of a selectors file, each line with the share of pages it fits; empty for none."""
    pages = list(_pages(sources))[:_PAGES]
    if len(pages) < 2:
        return ""
    found: dict[str, Counter[str]] = {"title": Counter(), "date": Counter(), "body": Counter()}
    repeated: Counter[str] = Counter()
    for root in pages:
        furniture = find_furniture(root)
        heading = heading_of_title(root, furniture)
        main = find_main(root, furniture, heading).element
        for name, element in (("title", heading), ("body", main), ("date", _date(root))):
            if element is not None:
                found[name].update(set(_selectors(root, element)))
        repeated.update(
            {
                selector
                for element in furniture.elements
                if any(one is main for one in element.iterancestors())
                for selector in _selectors(root, element)
            }
        )
    lines = []
    for name, counts in found.items():
        best = _best(counts, len(pages))
        if best:
            lines.append(f"{name}: {_quoted(best)}  # на {counts[best]} из {len(pages)} страниц")
    drops = [selector for selector, count in repeated.items() if count >= _MOST * len(pages)]
    if drops:
        lines.append(f"drop: {_quoted(', '.join(sorted(drops)[:8]))}")
    return "\n".join(lines) + "\n" if lines else ""


def _pages(sources: Iterable[Path]) -> Iterator[Element]:
    for source in sources:
        for file in pages_in(source):
            try:
                yield parse(decode(file.read_bytes()).text)
            except (Unreadable, ValueError, OSError):
                continue


def _date(root: Element) -> Element | None:
    for element in root.iter():
        if tag_of(element) and any("date" in word or word == "time" for word in words_of(element)):
            text = text_of(element)
            if len(text) < 60 and moment_in(text):
                return element
    return None


def _selectors(root: Element, element: Element) -> Iterator[str]:
    """Selectors that find this element and no other on its page, the shortest first."""
    names = [f"#{one}" for one in (element.get("id") or "").split()]
    names += [f".{one}" for one in (element.get("class") or "").split()]
    tag = tag_of(element)
    own = [f"{tag}{name}" for name in names if _NAME.fullmatch(name[1:]) and not _OWN.search(name)]
    for selector in own or [tag]:
        if _only(root, selector, element):
            yield selector
        for above in list(element.iterancestors())[:4]:
            for name in names_of(above).split():
                sign = "#" if name == above.get("id") else "."
                if _NAME.fullmatch(name) and not _OWN.search(name):
                    below = f"{sign}{name} {selector}"
                    if _only(root, below, element):
                        yield below


def _only(root: Element, selector: str, element: Element) -> bool:
    found = root.xpath(to_xpath(selector))
    return len(found) == 1 and found[0] is element


def _best(counts: Counter[str], pages: int) -> str:
    fit = [(count, -len(selector), selector) for selector, count in counts.items()]
    best = max(fit, default=(0, 0, ""))
    return best[2] if best[0] >= _MOST * pages else ""


def _quoted(selector: str) -> str:
    return f'"{selector}"' if selector.startswith(("#", ".", "[")) else selector
