"""What WordPress keeps in the text of a post and shows otherwise: blank lines, `[shortcodes]`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

INNER_TYPES = frozenset(
    (
        *("attachment", "nav_menu_item", "revision", "custom_css", "customize_changeset"),
        *("oembed_cache", "user_request", "wp_block", "wp_template", "wp_template_part"),
        *("wp_global_styles", "wp_navigation", "wp_font_family", "wp_font_face", "acf-field"),
        *("acf-field-group", "wpcf7_contact_form", "elementor_library", "mc4wp-form", "ml-slider"),
    )
)
"""Posts that are no pages."""
_BLOCK = re.compile(
    r"(</?(?:p|div|h[1-6]|ul|ol|li|dl|dt|dd|table|thead|tbody|tfoot|tr|td|th|caption|blockquote|pre|figure"
    r"|figcaption|section|article|hr|form|iframe|address)\b[^>]*>)",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_CAPTION = re.compile(
    r"\[(?:wp_)?caption\b[^\]]*\]\s*((?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?)(.*?)\[/(?:wp_)?caption\]",
    re.DOTALL,
)
_GALLERY = re.compile(r"\[gallery\b([^\]]*)\]")
_IDS = re.compile(r"\bids\s*=\s*[\"']?([\d,\s]+)")
_EMBED = re.compile(r"\[(?:embed|video|audio)\b[^\]]*\]\s*(https?://[^\s\[]+)\s*\[/\w+\]")
_SHORTCODE = re.compile(r"\[/?([a-z][a-z0-9_-]{2,40})(?:\s[^\[\]]*?=[^\[\]]*|\s*/?)\]")
_SIZED = re.compile(r"-\d{2,4}x\d{2,4}(?=\.(?:jpe?g|png|gif|webp)$)", re.IGNORECASE)
_SOURCE = re.compile(r"(<img\b[^>]*?\bsrc\s*=\s*[\"'])([^\"']+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Library:
    """The media library: addresses and descriptions by number."""

    addresses: Mapping[str, str]
    alts: Mapping[str, str]

    def picture(self, number: str, html: str = "") -> str:
        """A picture as HTML; nothing where there is none, or `html` shows it already."""
        address = self.addresses.get(number, "")
        if not re.search(r"\.(?:jpe?g|png|gif|webp|bmp)$", address, re.IGNORECASE):
            return ""
        name = address.rpartition("/")[2].rpartition(".")[0]
        if name in html:
            return ""
        return f'<p><img src="{escape(address)}" alt="{escape(self.alts.get(number, ""))}"></p>\n'

    def original(self, address: str) -> str:
        """The full picture behind a reduced one: `most-300x200.jpg` was made of `most.jpg`."""
        whole = _SIZED.sub("", address)
        tail = whole.partition("://")[2].partition("/")[2]
        known = any(one.endswith(tail) for one in self.addresses.values()) if tail else False
        return whole if known else address


def as_html(text: str, library: Library) -> tuple[str, tuple[str, ...]]:
    """What a visitor was shown, and the inserts that only the old site could carry out."""
    text = _COMMENT.sub("", text)
    text = _CAPTION.sub(r"<figure>\1<figcaption>\2</figcaption></figure>", text)
    shown = text
    text = _GALLERY.sub(lambda found: _gallery(found[1], library, shown), text)
    text = _EMBED.sub(r'<p><a href="\1">\1</a></p>', text)
    dropped = tuple(dict.fromkeys(found[0] for found in _SHORTCODE.finditer(text)))
    text = _SHORTCODE.sub("", text)
    text = _SOURCE.sub(lambda found: found[1] + library.original(found[2]), text)
    return _paragraphs(text), dropped


def _gallery(attributes: str, library: Library, shown: str) -> str:
    ids = _IDS.search(attributes)
    numbers = re.findall(r"\d+", ids[1]) if ids else []
    return "".join(library.picture(number, shown) for number in numbers)


def _paragraphs(text: str) -> str:
    """Blank lines part paragraphs and line ends break lines, outside of blocks, as WordPress has
    it (`wpautop`).
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    parts = _BLOCK.split(text)
    open_blocks = 0
    out: list[str] = []
    for place, part in enumerate(parts):
        if place % 2:
            name = re.match(r"</?(\w+)", part)
            if name and name[1].lower() != "hr":
                open_blocks += -1 if part.startswith("</") else 1
            out.append(part)
        elif open_blocks > 0 or not part.strip():
            out.append(part)
        else:
            chunks = (one.strip() for one in re.split(r"\n[ \t\u00a0]*\n", part))
            out += [f"<p>{one.replace(chr(10), '<br>' + chr(10))}</p>\n" for one in chunks if one]
    return "".join(out)
