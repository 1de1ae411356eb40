"""Links and pictures of a body, and bare addresses in its text.

What leads to something of this site becomes `href="vestnik:N"` or `<img src="vestnik:N" alt="…">`,
where N is an index into `references`.
"""

from __future__ import annotations

import re
from html import escape, unescape

from msgspec.structs import replace

from vestnik.core.markup import links
from vestnik.core.markup.numbering import Form, Place
from vestnik.core.markup.stream import Stream, attributes_of
from vestnik.core.model import Reference
from vestnik.core.patterns import regex
from vestnik.core.russian import BLOCK

FOOTNOTE = regex(r"fn(?:ref(\d*))?-(\d+)")
"""An anchor that the footnotes extension made."""

_BARE = regex(
    r"(?<![\w/@.-])(?:https?://|www\.)[^\s<>\"«»„“”]{1,2000}"
    r"|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+"
)
_BARE_END = regex(r"&(?:lt|gt|quot);.*", re.DOTALL)
_ALT = regex(r'\balt="([^"]*)"')


# Links -------------------------------------------------------------------------------------------


def open_link(stream: Stream, tag: str) -> None:
    """`<a …>`: one of ours, one of the author's, or one without an address."""
    attributes = attributes_of(tag)
    typed = attributes.get("href")
    stream.link = "</a>"
    if typed is None:
        _removed_link(stream)
    elif own := _own_link(stream, attributes.get("class", ""), typed.removeprefix("#")):
        stream.emit(own)
    else:
        language = f' lang="{attributes["lang"]}"' if "lang" in attributes else ""
        _author_link(stream, unescape(typed), language)


def close_link(stream: Stream, _tag: str) -> None:
    """`</a>`, unless the link was taken out."""
    stream.emit(stream.link.strip())
    stream.link = ""


def _own_link(stream: Stream, kind: str, anchor: str) -> str:
    """A link that the converter made; nothing where the author imitates one."""
    if kind == "clause-number" and (place := stream.clauses.get(anchor)):
        return _labelled(kind, anchor, f"{_clause_word(stream, place)} {place.number.name}")
    if kind.startswith("footnote-") and (found := FOOTNOTE.fullmatch(anchor)):
        if kind == "footnote-ref":
            label = f"{stream.words.footnote} {found[2]}"
            return _labelled(kind, anchor, label, ' role="doc-noteref"')
        mention = f" ({found[1]})" if found[1] else ""
        label = f"{stream.words.back} {found[2]}{mention}"
        return _labelled(kind, anchor, label, ' role="doc-backlink"')
    return ""


def _labelled(kind: str, anchor: str, label: str, role: str = "") -> str:
    return f'<a class="{kind}" href="#{anchor}"{role} aria-label="{label}">'


def _clause_word(stream: Stream, place: Place) -> str:
    match place.number.form:
        case Form.ROMAN:
            return stream.words.part
        case Form.LETTER:
            return stream.words.subclause
        case Form.BRACKET if place.depth:
            return stream.words.subclause
    return stream.words.clause


def _author_link(stream: Stream, typed: str, language: str) -> None:
    target = links.resolve(typed, stream.path)
    if isinstance(target, links.Inside):
        number = len(stream.references)
        start = stream.emit(f'<a href="vestnik:{number}"{language}>')
        line = stream.lines.link(typed)
        stream.references.append(Reference(target=target.target, anchor=target.anchor, line=line))
        stream.later.append(lambda: _name_link(stream, number, start))
    elif isinstance(target, links.Outside):
        stream.emit(f'<a href="{escape(target.url)}"{_relation(target)}{language}>')
    else:
        stream.emit("")
        stream.link = " "
        stream.report(stream.lines.link(typed), target)


def _relation(target: links.Outside) -> str:
    return ' rel="noopener"' if target.web else ""


def _name_link(stream: Stream, number: int, start: int) -> None:
    """The text of a link, or what its picture shows."""
    end = stream.out.index("</a>", start)
    text = stream.words_between(start + 1, end)
    if not text:
        text = unescape(" ".join(_ALT.findall("".join(stream.out[start + 1 : end]))))
    stream.references[number] = replace(stream.references[number], text=text)


def _removed_link(stream: Stream) -> None:
    """A link whose address the sanitiser removed, or an old `<a name=…>`."""
    stream.emit("")
    stream.link = " "
    texts = stream.parts[stream.place + 1 : stream.closing("a") : 2]
    if removed := stream.lines.next_removed():
        stream.report(removed[1], links.refused(removed[0]))
    elif text := "".join(texts).strip():
        stream.report(stream.lines.find(unescape(text)), links.refused(unescape(text)))


# Pictures ----------------------------------------------------------------------------------------


def picture(stream: Stream, tag: str) -> None:
    """`<img …>`: a file of ours, or a problem."""
    attributes = attributes_of(tag)
    typed = unescape(attributes.get("src", ""))
    target = links.resolve(typed, stream.path)
    if not isinstance(target, links.Inside):
        stream.emit("")
        _faulty_picture(stream, target, typed, removed="src" not in attributes)
        return
    alt, caption = attributes.get("alt", ""), attributes.get("title", "").strip()
    reference = Reference(
        target=target.target,
        line=stream.lines.link(typed),
        text=unescape(alt),
        picture=True,
        title=unescape(caption),
    )
    _show(stream, f'<img src="vestnik:{len(stream.references)}" alt="{alt}">', caption)
    stream.references.append(reference)


def _show(stream: Stream, image: str, caption: str) -> None:
    """A picture alone in its paragraph is a figure, its title the caption."""
    if not stream.is_alone("p"):
        stream.emit(image)
        return
    stream.out[-2] = "<figure>\n"
    stream.parts[stream.place + 2] = "/figure"
    stream.emit(image + "\n", BLOCK)
    if caption:
        stream.text("")
        stream.emit("<figcaption>", BLOCK)
        stream.text(caption)
        stream.emit("</figcaption>\n", BLOCK)


def _faulty_picture(stream: Stream, target: links.Target, typed: str, *, removed: bool) -> None:
    if removed:
        found = stream.lines.next_removed()
        address, line = found or ("…", stream.lines.first_line)
        stream.report(line, links.refused(address))
    elif isinstance(target, links.Fault):
        stream.report(stream.lines.link(typed), target)
    else:
        stream.report(stream.lines.link(typed), links.foreign_picture(typed))


# Bare addresses ----------------------------------------------------------------------------------


def has_bare_address(text: str) -> bool:
    """Whether it is worth while to look for addresses."""
    return "://" in text or "@" in text or "www." in text


def write_with_links(stream: Stream, text: str) -> None:
    """Write a text, the addresses in it as links."""
    end = 0
    for found in _BARE.finditer(text):
        typed = _without_tail(found[0])
        target = links.resolve(unescape(typed), stream.path)
        if not isinstance(target, links.Outside):
            continue
        stream.text(text[end : found.start()])
        stream.emit(f'<a href="{escape(target.url)}"{_relation(target)}>')
        stream.raw(typed)
        stream.emit("</a>")
        end = found.start() + len(typed)
    stream.text(text[end:])


def _without_tail(typed: str) -> str:
    """An address without the punctuation of the sentence around it."""
    typed = _BARE_END.sub("", typed)
    while typed:
        if typed[-1] == ")" and "(" in typed:
            break
        if typed[-1] not in ".,;:!?'*_…)]}" or typed.endswith("&amp;"):
            break
        typed = typed[:-1]
    return typed
