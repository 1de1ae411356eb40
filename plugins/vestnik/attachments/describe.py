"""The facts of one file, read from its bytes.

Reads hostile input: a build calls it in a worker process (`stage`). Whatever is wrong with a file
becomes `FileFacts.fault`, a code, with a `detail` in Russian; `problems` makes sentences of them.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from msgspec.structs import replace

from vestnik.attachments import active, head, layers, media, office, svg
from vestnik.attachments.inside import Content, Refused, opened
from vestnik.core.model import FileFacts

LIMIT = 50 * 1024 * 1024
"""Bytes above which a file is not even read, unless told otherwise."""

_CHUNK = 1 << 20


def describe(root: Path, path: str, *, limit: int = LIMIT) -> FileFacts:
    """The facts of the file `path`, relative to the content folder `root`.

    Pictures are decoded, to know that they are whole. Never raises for what is wrong with the file.
    """
    with taken(root, path, limit=limit) as (facts, content):
        return examine(facts, content)


@contextmanager
def taken(root: Path, path: str, *, limit: int = LIMIT) -> Iterator[tuple[FileFacts, Content]]:
    """Digest, size and media type by the first bytes, and the content they belong to.

    Nothing is parsed yet, so this is safe in any process. What is going to be parsed is held in
    memory: the digest is that of the bytes which are parsed, even if the file changes meanwhile.
    A file that cannot be had has a fault and an empty content.
    """
    with ExitStack() as stack:
        try:
            stream = stack.enter_context(opened(root, path))
        except Refused as refused:
            result: tuple[FileFacts, Content] = (_absent(path, refused), io.BytesIO())
        else:
            result = _identify(stream, path, limit)
        yield result


def _absent(path: str, refused: Refused) -> FileFacts:
    return FileFacts(
        path=path, digest="", size=0, media_type="", fault=refused.code, detail=refused.detail
    )


def _identify(stream: Content, path: str, limit: int) -> tuple[FileFacts, Content]:
    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    if size > limit:
        refused = Refused("too-big", f"предел — {limit // 1024**2} МБ")
        return replace(_absent(path, refused), size=size), stream
    try:
        head = stream.read(media.HEAD)
        media_type = media.sniff(head, path)
        if media_type in media.RASTER or media_type in _READERS:
            content: Content = io.BytesIO(head + stream.read())
        else:
            content = stream
        content.seek(0)
        digest = hashlib.file_digest(content, "sha256").hexdigest()
    except OSError:
        return _absent(path, Refused("unreadable", "диск или сеть не отвечают")), stream
    facts = FileFacts(path=path, digest=digest, size=size, media_type=media_type)
    return (facts if size else replace(facts, media_type="", fault="empty")), content


def examine(facts: FileFacts, content: Content, *, decode: bool = True) -> FileFacts:
    """Adds what only parsing tells. Without `decode`, of pictures only the head is read.

    That is for a caller who decodes the picture next. A name that must not be published comes
    before everything else.
    """
    if facts.fault:
        return facts
    if facts.media_type == media.LFS_POINTER:
        return replace(facts, fault="lfs-pointer")
    if reason := media.forbidden_name(facts.path):
        return replace(facts, fault="forbidden", detail=reason)
    content.seek(0)
    try:
        facts = _by_kind(facts, content, decode)
    except Refused as refused:
        return replace(facts, fault=refused.code, detail=refused.detail)
    if reason := media.FORBIDDEN_TYPES.get(facts.media_type, ""):
        return replace(facts, fault="forbidden", detail=reason)
    return facts


def _by_kind(facts: FileFacts, content: Content, decode: bool) -> FileFacts:
    kind = facts.media_type
    if kind in media.RASTER:
        return _raster(facts, content, decode)
    if reader := _READERS.get(kind):
        return reader(facts, content)
    if kind.startswith("image/") and kind != "image/vnd.djvu":
        code = "heic" if kind == media.HEIC else "unsupported-picture"
        raise Refused(code, media.type_name(kind))
    return facts


def _raster(facts: FileFacts, content: Content, decode: bool) -> FileFacts:
    from vestnik.attachments import raster

    head = raster.read_head(content, facts.media_type, facts.size)
    if decode:
        raster.check_whole(content, facts.media_type)
    return replace(facts, width=head.width, height=head.height, animated=head.animated)


def _pdf(facts: FileFacts, content: Content) -> FileFacts:
    from vestnik.attachments import pdf

    data = content.read()
    known = pdf.read_facts(data)
    return replace(
        facts,
        pages=known.pages,
        text_layer=known.text_layer,
        has_text=known.text_layer in layers.READABLE,
        tagged=known.tagged,
        title=known.title,
        language=known.language,
        encrypted=known.encrypted,
        locked=known.locked,
        active=active.active_parts(data),
        stated=head.stated_in(known.first_page),
    )


def _zip(facts: FileFacts, content: Content) -> FileFacts:
    inside = office.look_into_zip(content)
    return replace(
        facts,
        media_type=inside.media_type,
        encrypted=inside.locked,
        locked=inside.locked,
        title=inside.title,
        language=inside.language,
        pages=inside.pages,
        sheets=inside.sheets,
    )


def _ole(facts: FileFacts, content: Content) -> FileFacts:
    media_type, locked = office.look_into_ole(content.read())
    return replace(facts, media_type=media_type, encrypted=locked, locked=locked)


def _svg(facts: FileFacts, content: Content) -> FileFacts:
    judged = svg.judge(content.read())
    if judged.objection:
        raise Refused("unsafe-svg", judged.objection)
    return replace(facts, width=judged.width, height=judged.height)


_READERS: dict[str, Callable[[FileFacts, Content], FileFacts]] = {
    media.PDF: _pdf,
    media.ZIP: _zip,
    media.OLE: _ole,
    media.SVG: _svg,
}
