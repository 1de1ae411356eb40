"""A saved page in HTML to a `Page`."""

from __future__ import annotations

import re
from collections.abc import Mapping

from vestnik.importing.blocks import Collector
from vestnik.importing.credits import find_author, find_category
from vestnik.importing.dates import date_line, find_date, iso, moment_in
from vestnik.importing.dom import Element, parse, squeezed, tag_of, text_of, words_of
from vestnik.importing.furniture import Furniture, find_furniture
from vestnik.importing.inline import References
from vestnik.importing.leads import take_lead
from vestnik.importing.main_part import MainPart, find_main
from vestnik.importing.page import BlockKind, Dropped, Found, Page
from vestnik.importing.selectors import to_xpath
from vestnik.importing.sifting import Sifted, sift
from vestnik.importing.titles import find_title, heading_of_title, meta

Selectors = Mapping[str, str]
"""CSS selectors of a site by what they find: `title`, `date`, `body`, `lead`, `author`,
`category`, `drop`.
"""

_SYSTEMS = (
    ("WordPress", r"wp-content|wp-includes|generator[^>]{1,40}wordpress"),
    ("Joomla", r"generator[^>]{1,40}joomla|/media/jui/|option=com_content"),
    ("Drupal", r"generator[^>]{1,40}drupal|/sites/default/files|data-drupal"),
    ("uCoz", r"ucoz|/\.s/src/|umenudiv|class=.eblock|class=.etitle"),
    ("Битрикс", r"/bitrix/|bitrix title"),
    ("DLE", r"datalife engine|dle_root|id=.dle-content"),
)
_BITRIX_TITLE = re.compile(r"<!--\s*bitrix title:\s*(.{2,300}?)\s*-->")
_NEWS_WORDS = re.compile(
    r"(?<![a-z])(?:news|novost|press|articles?(?![a-z])|posts?(?![a-z])|story|blog|events?(?![a-z]))",
    re.IGNORECASE,
)
_SHOWN_DROPPED = 400
_LISTED = 3
"""So many articles on one page make a list of articles."""


def read_html(text: str, address: str = "", selectors: Selectors | None = None) -> Page:
    """What an import takes from a page. Raises ValueError where there is nothing in it."""
    root = parse(text)
    selectors = selectors or {}
    furniture = find_furniture(root)
    for element in _selected(root, selectors, "drop"):
        furniture.reasons[element] = "так велит файл селекторов"
    named = heading_of_title(root, furniture)
    chosen = next(iter(_selected(root, selectors, "body")), None)
    main = MainPart(chosen, named=True) if chosen is not None else find_main(root, furniture, named)
    listing = chosen is None and _is_listing(main.element, furniture)
    guessed = find_title(root, main.element, furniture, named, listing=listing)
    title = _title(root, text, selectors, guessed)
    references = References()
    collector = Collector(furniture, references)
    collector.walk(main.element)
    sifted = sift(collector.blocks, title.value if title else "", listing=listing)
    body = "\n".join(block.text for block in sifted.kept)
    date = _chosen_date(root, selectors)
    zone = _zone(main.element, named)
    if date is None and not listing:
        date = find_date(root, zone, address, body)
    category = sifted.category or find_category(root, zone, title.value if title else "")
    taken = take_lead(
        _without_date_line(sifted, date), title.value if title else "", _lead(root, selectors)
    )
    page_address = _own_address(root)
    return Page(
        title=title,
        date=date,
        lead=taken.lead,
        author=_chosen(root, selectors, "author") or sifted.author or find_author(zone),
        category=_chosen(root, selectors, "category") or category,
        age=sifted.age,
        blocks=tuple(taken.blocks),
        dropped=(*_left_out(main.element, furniture), *sifted.dropped, *taken.dropped),
        references=tuple(references.items),
        address=page_address,
        base=_base(root),
        system=_system(text),
        listing=listing,
        news=_is_news(root, address or page_address, category),
    )


def _selected(root: Element, selectors: Selectors, name: str) -> list[Element]:
    if not selectors.get(name):
        return []
    return list(root.xpath(to_xpath(selectors[name])))


def _chosen(root: Element, selectors: Selectors, name: str) -> Found | None:
    for element in _selected(root, selectors, name):
        if text := text_of(element):
            return Found(text, 1.0, "файл селекторов")
    return None


def _lead(root: Element, selectors: Selectors) -> Found | None:
    return _chosen(root, selectors, "lead")


def _title(root: Element, text: str, selectors: Selectors, guessed: Found | None) -> Found | None:
    """The title: by the selectors file, by Bitrix's own comment, else as guessed."""
    if chosen := _chosen(root, selectors, "title"):
        return chosen
    if found := _BITRIX_TITLE.search(text[:2000]):
        return Found(squeezed(found[1]), 0.95, "название в выгрузке Битрикса")
    return guessed


def _chosen_date(root: Element, selectors: Selectors) -> Found | None:
    """The date by the selectors file."""
    for element in _selected(root, selectors, "date"):
        moment = moment_in(element.get("datetime") or "") or moment_in(text_of(element))
        if moment:
            return Found(iso(moment), 1.0, "файл селекторов")
    return None


def _zone(main: Element, named: Element | None) -> Element:
    """The least part of the page with both the title and the text; at most a few steps up."""
    if named is None:
        parent = main.getparent()
        return parent if parent is not None and tag_of(parent) not in ("body", "html") else main
    above = set(main.iterancestors()) | {main}
    for ancestor in (named, *named.iterancestors()):
        if ancestor in above:
            return ancestor if tag_of(ancestor) not in ("body", "html") else main
    return main


def _is_listing(main: Element, furniture: Furniture) -> bool:
    """Whether the text is a list of other texts: several articles, or items with «подробнее»."""
    articles = [one for one in main.iter("article") if not furniture.holds(one)]
    if len(articles) >= _LISTED:
        return True
    more = 0
    for link in main.iter("a"):
        words = text_of(link).lower().rstrip(" .→»>")
        more += words in ("подробнее", "читать далее", "далее", "читать полностью", "read more")
    return more >= _LISTED


def _without_date_line(sifted: Sifted, date: Found | None) -> Sifted:
    """Drops the line of the text that is nothing but the date of publication."""
    if date is None:
        return sifted
    for place, block in enumerate(sifted.kept[:4]):
        moment = date_line(block.text) if block.kind is BlockKind.PARAGRAPH else None
        if moment and iso(moment)[:10] == date.value[:10]:
            sifted.drop(sifted.kept.pop(place), "дата публикации")
            break
    return sifted


def _left_out(main: Element, furniture: Furniture) -> list[Dropped]:
    """The furniture within the text and around it, as it reads."""
    dropped = []
    for element, reason in furniture.reasons.items():
        text = text_of(element)
        if text and reason:
            dropped.append(Dropped(text[:_SHOWN_DROPPED], reason))
    outside = _outside(main, furniture)
    return [
        *dropped,
        *(Dropped(text[:_SHOWN_DROPPED], "вне основной части страницы") for text in outside),
    ]


def _outside(main: Element, furniture: Furniture) -> list[str]:
    """Text of the page that is neither furniture nor below the main part."""
    texts = []
    here = main
    while here.getparent() is not None:
        parent = here.getparent()
        for sister in parent:
            if sister is not here and tag_of(sister) not in ("", "head"):
                text = text_of(sister, furniture.elements)
                if text and sister not in furniture.reasons:
                    texts.append(text)
        here = parent
    return texts


def _own_address(root: Element) -> str:
    found = root.xpath("//link[@rel='canonical']/@href") or root.xpath(
        "//meta[@property='og:url']/@content"
    )
    return squeezed(str(found[0])) if found else ""


def _base(root: Element) -> str:
    found = [squeezed(str(href)) for href in root.xpath("//base/@href")]
    return next((href for href in found if href.startswith(("http://", "https://"))), "")


def _system(text: str) -> str:
    head = text[:200_000]
    for name, pattern in _SYSTEMS:
        if re.search(pattern, head, re.IGNORECASE):
            return name
    return ""


def _is_news(root: Element, address: str, category: Found | None) -> bool:
    if _NEWS_WORDS.search(address):
        return True
    kinds = root.xpath("//@itemtype")
    if any(str(kind).endswith(("Article", "BlogPosting")) for kind in kinds):
        return True
    body = next(root.iter("body"), None)
    if body is not None and "singlepost" in words_of(body):
        return True
    return (
        bool(category and "новост" in category.value.lower())
        or meta(root, "property", "og:type") == "article"
    )
