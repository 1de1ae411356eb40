"""Links and pictures of a text, looked up at the moment its page is rendered.

A body holds `href="vestnik:N"` and `src="vestnik:N"` where N counts its references. What is not
published leaves the words of its link behind, and no address.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from vestnik.core.patterns import regex
from vestnik.site.presenters.citing import with_links
from vestnik.site.presenters.media import facts_in_words, fallback, source_set, type_name
from vestnik.site.presenters.places import generated

if TYPE_CHECKING:
    from vestnik.core.model import Body, Document, Reference
    from vestnik.site.presenters.wording import Words
    from vestnik.site.view import PublishedFile, View

SIZES = "(min-width: 48em) 44rem, 100vw"
"""How wide a picture stands in the text: the measure, or the whole of a narrow screen."""
_ATTRIBUTES = r'[^>"]*(?:"[^"]*"[^>"]*)*'
_TAG = regex(rf"<(?P<name>a|img)(?P<attributes>\s{_ATTRIBUTES})>|</a>")
_ADDRESS = regex(r'\s(?:href|src)="vestnik:(\d+)"')
_OF_PICTURE = regex(r'\s(?:alt|class|id|lang)="[^"]*"')
_SAYS_SIZE = regex(r"\d\s*(?:[КМ]Б|[KM]B|байт)", re.IGNORECASE)


def resolve(view: View, document: Document, body: Body, _: Words) -> Markup:
    """The text's HTML with every reference of this site and every citation looked up."""
    if "vestnik:" not in body.html:
        return Markup(body.html)  # noqa: S704 - sanitised when it was read
    html = with_links(view, document, body)
    return Markup(_TAG.sub(_Resolver(view, body, _), html))  # noqa: S704 - as above


class _Resolver:
    """Replaces one tag after the other; between `<a>` and `</a>` it knows how the link must end.

    Facts of a file stand behind words, never behind a picture that leads to its own full size.
    """

    __slots__ = ("_", "_ending", "_ending_with_picture", "_references", "_view")

    def __init__(self, view: View, body: Body, _: Words) -> None:
        self._view = view
        self._references = body.references
        self._ = _
        self._ending = self._ending_with_picture = "</a>"

    def __call__(self, tag: re.Match[str]) -> str:
        name = tag["name"]
        if name is None:
            ending = self._ending
            self._ending = self._ending_with_picture = "</a>"
            return ending
        address = _ADDRESS.search(tag["attributes"])
        if address is None:
            return tag[0]
        number = int(address[1])
        reference = self._references[number] if number < len(self._references) else None
        rest = tag["attributes"][: address.start()] + tag["attributes"][address.end() :]
        if name == "img":
            self._ending = self._ending_with_picture
            return self._picture(reference, rest)
        return self._link(reference, rest)

    def _link(self, reference: Reference | None, attributes: str) -> str:
        url, suffix = self._target(reference) if reference else ("", "")
        if not url:
            self._ending = self._ending_with_picture = "</span>"
            return '<span class="link-gone">'
        self._ending = f"{suffix}</a>"
        self._ending_with_picture = "</a>"
        return f'<a href="{escape(url)}"{attributes}>'

    def _target(self, reference: Reference) -> tuple[str, str]:
        """Where a link leads, or nothing, and what is added to its words."""
        target = reference.target
        anchor = f"#{reference.anchor}" if reference.anchor else ""
        if target.startswith("/") or target.endswith(".md"):
            document = self._view.document(target.partition("?")[0])
            if document is not None:
                return document.address + anchor, ""
            return (target + anchor, "") if generated(self._view, target) else ("", "")
        file = self._view.file(target)
        if file is None:
            return "", ""
        return file.url + anchor, self._facts(file, reference.text)

    def _facts(self, file: PublishedFile, text: str) -> str:
        """« (PDF, 240 КБ, 6 стр.)», unless the words of the link say so."""
        if _SAYS_SIZE.search(text):
            return ""
        said = re.search(rf"\b{re.escape(type_name(file))}\b", text, re.IGNORECASE)
        facts = facts_in_words(file, self._, with_type=not said)
        return f' <span class="link-facts">({escape(facts)})</span>'

    def _picture(self, reference: Reference | None, attributes: str) -> str:
        file = self._view.file(reference.target) if reference else None
        kept = "".join(found[0] for found in _OF_PICTURE.finditer(attributes))
        if file is None:
            return f'<span class="link-gone">{escape(reference.text)}</span>' if reference else ""
        chosen = fallback(file)
        shown = chosen or file.facts
        size = f' width="{shown.width}" height="{shown.height}"' if shown.width else ""
        url = file.derived_url(chosen) if chosen else file.url
        image = f'<img src="{escape(url)}"'
        if chosen:
            image += f' srcset="{escape(source_set(file, chosen.media_type))}" sizes="{SIZES}"'
        image += f'{kept}{size} loading="lazy" decoding="async">'
        webp = source_set(file, "image/webp")
        if not webp:
            return image
        source = f'<source type="image/webp" srcset="{escape(webp)}" sizes="{SIZES}">'
        return f"<picture>{source}{image}</picture>"
