"""Pictures in all their sizes, files with what one wants to know beforehand, videos as links."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from vestnik.attachments.media import PDF
from vestnik.attachments.media import type_name as name_of_type
from vestnik.core.patterns import regex
from vestnik.site.contexts import FileView, PictureView, VideoView

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vestnik.core.model import (
        Attachment,
        Contact,
        Derived,
        Document,
        FileFacts,
        Picture,
        Video,
    )
    from vestnik.site.presenters.wording import Words
    from vestnik.site.view import PublishedFile, View

MIDDLE_WIDTH = 800
"""What a browser gets that understands no `srcset`."""
_VARIANT = regex(r"-\d+\.(?:webp|jpg|png)")


def type_name(file: PublishedFile) -> str:
    """What people call the type of a file: «PDF», «DOCX»."""
    return name_of_type(file.facts.media_type, file.facts.path)


def source_set(file: PublishedFile, media_type: str) -> str:
    """The `srcset` of a picture's variants of one type, or empty."""
    return ", ".join(
        f"{file.derived_url(variant)} {variant.width}w"
        for variant in variants(file)
        if variant.media_type == media_type
    )


def variants(file: PublishedFile) -> list[Derived]:
    """The sizes of a picture, smallest first."""
    found = [derived for derived in file.derived if _VARIANT.fullmatch(derived.suffix)]
    return sorted(found, key=lambda derived: derived.width)


def fallback(file: PublishedFile, width: int = MIDDLE_WIDTH) -> Derived | None:
    """The variant for every browser that is nearest to `width`, not below it where possible."""
    plain = [variant for variant in variants(file) if variant.media_type != "image/webp"]
    wide = (variant for variant in plain if variant.width >= width)
    return next(wide, plain[-1] if plain else None)


def picture(view: View, source: Picture) -> PictureView | None:
    """A picture of the front matter; None when its file is not published."""
    file = view.file(source.file)
    if file is None:
        return None
    return _picture_view(file, source.alt, source.caption, source.credit)


def pictures(view: View, sources: Iterable[Picture]) -> tuple[PictureView, ...]:
    """The published ones of several pictures."""
    return tuple(shown for source in sources if (shown := picture(view, source)))


def _picture_view(file: PublishedFile, alt: str, caption: str, credit: str) -> PictureView:
    chosen = fallback(file)
    return PictureView(
        src=file.derived_url(chosen) if chosen else file.url,
        width=chosen.width if chosen else file.facts.width,
        height=chosen.height if chosen else file.facts.height,
        alt=alt,
        webp=source_set(file, "image/webp"),
        jpeg=source_set(file, chosen.media_type) if chosen else "",
        caption=caption,
        credit=credit,
        full=file.url,
        full_size=published(file).size,
    )


def published(file: PublishedFile) -> Derived | FileFacts:
    """What stands at the file's own address: a picture's cleaned copy where one was made."""
    suffix = "." + file.url.rpartition(".")[2]
    return next((copy for copy in file.derived if copy.suffix == suffix), file.facts)


def social_picture(view: View, path: str) -> str:
    """Address of a picture in the shape that social networks show, or empty."""
    file = view.file(path)
    if file is None:
        return ""
    made = (one for one in file.derived if one.suffix.startswith("-social."))
    chosen = next(made, fallback(file))
    return file.derived_url(chosen) if chosen else ""


def file_view(view: View, path: str, title: str = "", waiver: str = "") -> FileView | None:
    """A file to download; None when it is not published."""
    file = view.file(path)
    if file is None:
        return None
    facts, download = file.facts, published(file)
    return FileView(
        url=file.url,
        title=title or path.rpartition("/")[2],
        type_name=type_name(file),
        size=download.size,
        pages=facts.pages,
        digest=download.digest,
        thumbnail=_first_page(file),
        scan=facts.media_type == PDF and not facts.has_text,
        waiver=waiver,
    )


def file_views(view: View, attachments: Iterable[Attachment]) -> tuple[FileView, ...]:
    """The published ones of the files of an item."""
    found = (file_view(view, one.file, one.title, one.waiver) for one in attachments)
    return tuple(file for file in found if file)


def whom_to_ask(view: View, document: Document, files: Iterable[FileView]) -> Contact | None:
    """Who gives a file in an accessible form: a contact of the item, else of the site. None where
    nobody needs to ask.
    """
    if not any(file.waiver or file.scan for file in files):
        return None
    own = document.contacts + (document.report.contacts if document.report else ())
    candidates = (*own, view.portal.contacts)
    return next((one for one in candidates if one.email or one.phone), None)


def _first_page(file: PublishedFile) -> PictureView | None:
    """The picture of a PDF's first page: a decoration beside the link, so without words."""
    pages = [derived for derived in file.derived if derived.suffix.startswith("-page1.")]
    plain = next((page for page in pages if page.media_type != "image/webp"), None)
    webp = next((page for page in pages if page.media_type == "image/webp"), None)
    shown = plain or webp
    if shown is None:
        return None
    return PictureView(
        src=file.derived_url(shown),
        width=shown.width,
        height=shown.height,
        alt="",
        webp=f"{file.derived_url(webp)} {webp.width}w" if webp else "",
    )


def video_view(view: View, video: Video, _: Words) -> VideoView:
    """A video elsewhere: its link says where it leads."""
    poster = view.file(video.poster) if video.poster else None
    host = (urlsplit(video.url).hostname or "").removeprefix("www.")
    return VideoView(
        url=video.url,
        title=video.title or _("Video"),
        host=host,
        poster=_picture_view(poster, "", "", "") if poster else None,
        transcript=video.transcript,
        duration=video.duration,
    )


def facts_in_words(file: PublishedFile, _: Words, *, with_type: bool = True) -> str:
    """What stands behind the link to a file: «PDF, 240 КБ, 6 стр.»."""
    parts = [type_name(file)] if with_type else []
    parts.append(_.wording.size_words(published(file).size))
    if file.facts.pages:
        parts.append(_.count("{count}\u00a0page", "{count}\u00a0pages", file.facts.pages))
    return ", ".join(parts)
