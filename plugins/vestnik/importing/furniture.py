"""Which parts of a page are furniture: menus, side bars, comments, counters, advertising.

An element is judged by its tag, its role, the words in its class and id, and by how much of the
page's own text it holds: nothing that holds most of the text is ever furniture.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from vestnik.importing.dom import Element, inside, names_of, squeezed, tag_of, text_of, words_of

_MENU = "меню"
_SIDE = "боковая колонка"
_COMMENTS = "комментарии"
AD = "реклама"
COUNTER = "счётчик"
_SHARE = "кнопки «Поделиться»"
_HEAD = "шапка сайта"
_FOOT = "подвал сайта"
FORM = "форма"
HIDDEN = "скрыто от читателя"
_PAGER = "переход по страницам"
_RELATED = "ссылки на другие материалы"
_CRUMBS = "путь к странице"
_SERVICE = "служебная строка"
_OTHER = "окно или панель сайта"

_TAGS = {
    "nav": _MENU,
    "aside": _SIDE,
    "form": FORM,
    "button": FORM,
    "select": FORM,
    "textarea": FORM,
    "footer": _FOOT,
    "dialog": _OTHER,
}
_ROLES = {
    "navigation": _MENU,
    "banner": _HEAD,
    "contentinfo": _FOOT,
    "search": FORM,
    "complementary": _SIDE,
    "menu": _MENU,
    "menubar": _MENU,
    "dialog": _OTHER,
}


_WORDS: dict[str, str] = {
    word: reason
    for reason, words in {
        _MENU: "nav navbar navigation menu submenu topmenu mainmenu leftmenu umenu usermenu"
        " mobilenav hmenu vmenu language languages langs submenus navi",
        _CRUMBS: "breadcrumb breadcrumbs crumbs breadcrumbz pathway crumb speedbar bread",
        _SIDE: "sidebar sidebars leftcol rightcol leftcolumn rightcolumn subcolumn sidecol"
        " leftside rightside offcanvas widgets sideblock catstable sidetitle",
        _COMMENTS: "comment comments commentlist respond disqus commentform allentries"
        " newentryt newentryb vkcomments",
        AD: "banner banners baner baners adv advert adverts advertising ads adsense ad"
        " reklama sponsor sponsored promo referal affiliate",
        COUNTER: "counter counters counts metrika liveinternet hotlog hits informer informers",
        _SHARE: "share sharing shares yashare addthis social socials soc likes like ya-share"
        " uptolike pluso socbuttons",
        _RELATED: "related recommended similar relatedposts lastnews latestnews popular mostread"
        " readalso othernews",
        _PAGER: "pagination pager paging pagenav pagenavi pagenumbers navpages prevnext"
        " postnavigation postnav",
        FORM: "search searchform login auth signin subscribe subscription poll vote voting"
        " rating ratings feedbackform",
        _FOOT: "footer copyright copyrights colophon foot bottommenu",
        _OTHER: "popup modal cookie cookies toolbar preloader overlay lightbox skip skiplink"
        " lowvision slabovid specversion versia topbar absolutetop avbar calendar calendar2 totop"
        " scrolltop goup arrowup",
        _SERVICE: "posticonauthor posticoncategory posticontags posticoncomments posticonedit"
        " postmetadata taglist tagcloud readmore morelink edetails",
    }.items()
    for word in words.split()
}
"""Words of class and id that say what an element is."""
_HEADER_NAME = re.compile(
    r"(?:site|main|top|global|sticky)?[-_]?(?:header|hdr|masthead|topline)(?:[-_]?(?:wrap(?:per)?|inner|area))?"
)
"""A whole class or id; `page-header` and `entry-header` hold the title of the text."""
_CONTENT_WORDS = frozenset(
    (
        *("content", "article", "entry", "post", "story", "news", "text", "body", "main", "item"),
        *("itempage", "fullstory", "node", "detail"),
    )
)
_HIDDEN_WORDS = frozenset(
    ("hidden", "visuallyhidden", "sronly", "screenreadertext", "dnone", "displaynone", "invisible")
)
_HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden"
    r"|(?:left|top|text-indent)\s*:\s*-\d{3,}|font-size\s*:\s*0(?![.\d])"
    r"|height\s*:\s*0(?:px)?\s*;.*overflow\s*:\s*hidden"
)
_FOREIGN = re.compile(
    r"казино|игровы[ехй]+ автомат|букмекер|виагр|сиалис|эскорт|интим[- ]услуг|проститут"
    r"|купить диплом|микроза[йе]м|кредит онлайн|займ(?:ы)? (?:на карту|онлайн)|накрутк"
    r"|букмекерск|ставки на спорт|онлайн-?казино|1xbet|vavada|вулкан",
    re.IGNORECASE,
)
"""What hackers and sellers of links put into the pages of town halls."""
_MOSTLY = 0.45
"""Share of the page's own text that no furniture has."""
_SHORT = 40


@dataclass(slots=True)
class Furniture:
    """The elements of a page that are not its text."""

    reasons: dict[Element, str] = field(default_factory=dict)

    @property
    def elements(self) -> set[Element]:
        """All of them, not those below them."""
        return set(self.reasons)

    def holds(self, element: Element) -> bool:
        """Whether the element belongs to the furniture."""
        return inside(element, self.elements)


def find_furniture(root: Element) -> Furniture:
    """Every outermost element of furniture under `root`, with the reason."""
    furniture = Furniture()
    weights = own_text(root)
    total = max(1.0, weights.get(root, 0.0))
    stack = [root]
    while stack:
        here = stack.pop()
        reason = _reason(here) if here is not root else ""
        share = weights.get(here, 0.0) / total
        if reason and (share < _MOSTLY or reason == HIDDEN):
            furniture.reasons[here] = reason
            continue
        stack.extend(child for child in reversed(here) if tag_of(child))
    return furniture


def own_text(
    root: Element, skip: frozenset[Element] | set[Element] = frozenset()
) -> dict[Element, float]:
    """Characters of text under each element; those of links count for a quarter."""
    weights: dict[Element, float] = {}
    order: list[tuple[Element, bool]] = []
    stack: list[tuple[Element, bool]] = [(root, False)]
    while stack:
        here, linked = stack.pop()
        if not tag_of(here) or here in skip or tag_of(here) in ("script", "style", "template"):
            continue
        linked = linked or tag_of(here) == "a"
        order.append((here, linked))
        stack.extend((child, linked) for child in here)
    for here, linked in reversed(order):
        factor = 0.25 if linked else 1.0
        own = len(squeezed(here.text)) * factor
        for child in here:
            own += weights.get(child, 0.0) + len(squeezed(child.tail)) * factor
        weights[here] = own
    return weights


def _reason(element: Element) -> str:  # noqa: PLR0911 - one question after the other
    tag = tag_of(element)
    if tag in ("body", "html", "head", "script", "style", "template", "svg", "noscript"):
        return ""
    if _hidden(element):
        return HIDDEN
    role = (element.get("role") or "").lower()
    if role in _ROLES:
        return _ROLES[role]
    if tag in _TAGS:
        return _TAGS[tag]
    if tag == "a" and _FOREIGN.search(text_of(element)):
        return AD
    words = words_of(element)
    if tag == "header" or any(map(_HEADER_NAME.fullmatch, names_of(element).lower().split())):
        return "" if _in_article(element) or tag in ("h1", "h2", "h3", "p", "td") else _HEAD
    if tag in ("main", "article") or not words:
        return ""
    named = _named(element, words)
    if named and tag in ("h1", "h2", "h3") and named not in (_COMMENTS, _RELATED):
        return ""
    return named


def _named(element: Element, words: frozenset[str]) -> str:
    """The reason that class or id give. A word behind «no» or «has» says something else."""
    for word in words:
        reason = _WORDS.get(word)
        if reason is None:
            continue
        raw = names_of(element).lower()
        if re.search(rf"\b(?:no|has|with|without|not)[-_]{re.escape(word)}\b", raw):
            continue
        if reason in (AD, _SIDE, _RELATED, FORM, _OTHER) or not words & _CONTENT_WORDS:
            return reason
        if _links(element) > 0.5 or len(text_of(element)) < 3 * _SHORT:
            return reason
    return ""


def _links(element: Element) -> float:
    """Share of the text that is links."""
    whole = len(text_of(element))
    linked = sum(len(text_of(link)) for link in element.iter("a"))
    return linked / whole if whole else 1.0


def _hidden(element: Element) -> bool:
    if element.get("hidden") is not None:
        return True
    style = (element.get("style") or "").lower()
    if style and _HIDDEN_STYLE.search(style):
        return True
    return bool(words_of(element) & _HIDDEN_WORDS) and tag_of(element) not in ("body", "main")


def _in_article(element: Element) -> bool:
    """Whether a header is that of an article, not of the site."""
    here = element.getparent()
    while here is not None and tag_of(here) not in ("body", "html"):
        if tag_of(here) in ("article", "main") or here.get("itemtype"):
            return True
        if words_of(here) & {"article", "entry", "post", "hentry", "itempage", "fullstory"}:
            return True
        here = here.getparent()
    return False
