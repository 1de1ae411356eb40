"""Links that say where they lead, and lead there.

Addresses that no page may have (of other schemes, on the editor's disk, outside the content) are
named by `vestnik.core.markup`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vestnik.core.checks.passage import Finding, Passage, short
from vestnik.core.patterns import regex
from vestnik.core.problems import Severity
from vestnik.core.schema.suggest import closest, fold

_UNCLOSED = regex(
    r"\[(?P<text>[^\[\]\n]+)\][ \t]+\((?:https?://|www\.|/|mailto:|[\w./-]+\.(?:md|pdf|docx?)\))"
)
_REVERSED = regex(r"\([^()\n]{3,80}\)\[(?:https?://|www\.|/)[^\]\n]*\]")
_FILE = regex(
    r"\.(?P<extension>pdf|docx?|xlsx?|pptx?|odt|ods|rtf|zip|rar|7z|mp3|mp4|avi|csv)$", re.IGNORECASE
)
_VIDEO = regex(
    r"^(?:https?:)?//(?:[\w-]+\.)*(?:youtube\.com/(?:watch|shorts|live)|youtu\.be/|rutube\.ru/video|"
    r"vkvideo\.ru/|vk\.(?:com|ru)/(?:video|clip)|ok\.ru/video|dzen\.ru/video)",
    re.IGNORECASE,
)
_EXTERNAL = regex(r"^(?:https?:)?//", re.IGNORECASE)

_VAGUE_WORDS = (
    "здесь, тут, сюда, туда, вот здесь, вот тут, щёлкните здесь, щёлкните сюда, щелкнуть "
    "здесь, нажмите здесь, нажмите сюда, нажмите, нажать, кликните здесь, кликните, кликни, "
    "клик, жмите сюда, жмите, подробнее, подробнее здесь, подробно, подробности, подробности "
    "здесь, читать далее, читать дальше, читать, читать подробнее, узнать больше, узнать "
    "подробнее, далее, дальше, ещё, ссылка, ссылке, по ссылке, по этой ссылке, эта ссылка, "
    "этой ссылке, перейти, перейти по ссылке, переходите по ссылке, скачать, открыть, "
    "смотреть, посмотреть, файл, документ, сайт, на сайте, click here, here, read more, more, "
    "link, download"
)
_VAGUE = frozenset(fold(words) for words in _VAGUE_WORDS.split(", "))


def vague(passage: Passage) -> Iterator[Finding]:
    """The words of a link say where it leads when read out alone."""
    for link in passage.links:
        if fold(link.text.replace("*", "")).strip(" .,:;!…>»→_") in _VAGUE:
            yield Finding(
                link.at,
                "link-vague",
                f"по словам ссылки «{short(link.text)}» не понять, куда она ведёт",
                "сделайте ссылкой слова о том, что по ней откроется: «порядок записи в школу»",
            )


def empty(passage: Passage) -> Iterator[Finding]:
    """A link has words."""
    for link in passage.links:
        if not link.text.strip(" \t\n*_\u00a0"):
            yield Finding(
                link.at,
                "link-empty",
                f"у ссылки на «{short(link.target)}» нет слов: её не увидеть и не услышать",
                "впишите в квадратные скобки, куда она ведёт",
                Severity.ERROR,
            )


def bare_address(passage: Passage) -> Iterator[Finding]:
    """A long address read out letter by letter tells nobody anything."""
    for link in passage.links:
        if _EXTERNAL.match(link.text) or link.text.startswith("www."):
            yield Finding(
                link.at,
                "link-bare-address",
                f"вместо слов у ссылки стоит адрес «{short(link.text)}»",
                "напишите словами, куда она ведёт",
                Severity.ADVICE,
            )


def nowhere(passage: Passage) -> Iterator[Finding]:
    """A link leads somewhere."""
    for link in passage.links:
        if link.target == "#":
            yield Finding(
                link.at,
                "empty-link",
                f"ссылка «{short(link.text)}» никуда не ведёт",
                "впишите адрес в круглые скобки или уберите ссылку",
                Severity.ERROR,
            )


def anchors(passage: Passage) -> Iterator[Finding]:
    """A link within the page leads to a place that the page has."""
    if passage.body is None:
        return
    known = passage.body.anchors
    for reference in passage.body.references:
        anchor = reference.anchor
        if reference.target != passage.path or not anchor or anchor in known:
            continue
        near = closest(anchor, known, 0.6)
        yield Finding(
            passage.offset_of(reference.line),
            "broken-anchor",
            f"ссылка «{short(reference.text)}» ведёт на место «#{anchor}», "
            "а такого на странице нет",
            f"возможно, «#{near}»" if near else "проверьте, к какому подзаголовку она ведёт",
            Severity.ERROR,
        )


def broken_markup(passage: Passage) -> Iterator[Finding]:
    """Brackets of a link stand together and in their order."""
    if "[" not in passage.text:
        return
    for found in _UNCLOSED.finditer(passage.text):
        yield Finding(
            found.start(),
            "link-markup",
            f"ссылка «{short(found.group('text'))}» не получится: между «]» и «(» пробел",
            "уберите этот пробел",
        )
    for found in _REVERSED.finditer(passage.text):
        yield Finding(
            found.start(),
            "link-markup",
            f"ссылка «{short(found.group())}» не получится: скобки перепутаны",
            "слова пишутся в квадратных скобках, адрес — за ними в круглых: [слова](адрес)",
        )


def outside_files(passage: Passage) -> Iterator[Finding]:
    """A link to a file elsewhere says so; for files of this site the page says it by itself."""
    for link in passage.links:
        found = _FILE.search(link.target.split("?")[0])
        if not found or not _EXTERNAL.match(link.target):
            continue
        extension = found.group("extension")
        if extension.lower() in link.text.lower() or "файл" in link.text.lower():
            continue
        yield Finding(
            link.at,
            "link-opens-file",
            f"ссылка «{short(link.text)}» открывает файл и не предупреждает об этом",
            f"допишите вид файла: «{short(link.text)} ({extension.upper()})»",
            Severity.ADVICE,
        )


def videos(passage: Passage) -> Iterator[Finding]:
    """What a video says is there to read as well."""
    found = [link for link in passage.links if _VIDEO.match(link.target)]
    if found:
        yield Finding(
            found[0].at,
            "video-in-text",
            f"ссылка «{short(found[0].text)}» ведёт на видео, а чем его заменить тому, "
            "кто не видит или не слышит, не сказано",
            "перенесите видео в поле video и допишите там transcript: что говорят и показывают",
            Severity.ADVICE,
        )
