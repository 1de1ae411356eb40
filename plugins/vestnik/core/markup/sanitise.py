"""Which HTML may stand in a text. Everything else is removed by nh3, an HTML5 parser in Rust.

It runs after the conversion and before our own finish, which adds only constants, escaped
attributes and anchors of `[a-z0-9-]`.
"""

from __future__ import annotations

import nh3

TAGS = frozenset(
    (
        *("p", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "div", "span"),
        *("ul", "ol", "li", "dl", "dt", "dd", "pre", "code", "kbd", "samp", "var"),
        *("table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"),
        *("a", "img", "figure", "figcaption", "details", "summary", "time"),
        *("strong", "em", "b", "i", "s", "del", "ins", "mark", "sub", "sup", "small"),
        *("abbr", "cite", "q", "dfn"),
    )
)
"""Tags that a text may hold."""

_ATTRIBUTES = {
    "*": {"lang"},
    "a": {"href"},
    "abbr": {"title"},
    "details": {"open"},
    "div": {"id"},
    "img": {"src", "alt", "title"},
    "li": {"id"},
    "ol": {"start"},
    "sup": {"id"},
    "td": {"align", "colspan", "rowspan"},
    "th": {"align", "colspan", "rowspan", "scope"},
    "time": {"datetime"},
}
"""`id` is for clauses and footnotes; the finish removes any other."""

_CLASSES = {
    "a": {"clause-number", "footnote-backref", "footnote-ref"},
    "div": {"clause", "footnote"},
}

_cleaner = nh3.Cleaner(
    tags=set(TAGS),
    clean_content_tags={
        "script",
        "style",
        "iframe",
        "object",
        "svg",
        "math",
        "template",
        "noscript",
    },
    attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
    allowed_classes={tag: set(names) for tag, names in _CLASSES.items()},
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel=None,
)


def sanitise(html: str) -> str:
    """Well-formed HTML of allowed tags and attributes; addresses of other schemes are removed."""
    return _cleaner.clean(html)
