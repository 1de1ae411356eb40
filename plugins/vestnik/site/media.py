"""What a build asks of the attachments package, in the catalogue's terms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from vestnik.attachments.stage import Request, Result, process
from vestnik.catalogue.rows import FileRecord, FileRequest
from vestnik.core.model import Derived
from vestnik.core.portal import Portal
from vestnik.settings import Places
from vestnik.site.citing import citations_of_pages


def describe_files(
    places: Places, portal: Portal, requests: Iterable[FileRequest], workers: int
) -> Iterator[FileRecord]:
    """Describes files in killable worker processes and makes what is published of them."""
    find = partial(citations_of_pages, portal.act_kinds)
    wanted = [
        Request(path=request.path, picture=request.picture, social=request.picture)
        for request in requests
    ]
    for result in process(places.content, places.cache, wanted, max(workers, 1), find=find):
        yield _record(result)


def describe_all(places: Places, portal: Portal, requests: list[FileRequest]) -> list[FileRecord]:
    """The same for a few files, on any machine that sees the folders."""
    return list(describe_files(places, portal, requests, 1))


def _record(result: Result) -> FileRecord:
    derived = tuple(
        Derived(
            suffix=variant.suffix,
            cached=variant.path,
            media_type=variant.media_type,
            width=variant.width,
            height=variant.height,
            size=variant.size,
            digest=variant.digest,
        )
        for variant in result.variants
    )
    return FileRecord(result.facts.path, result.facts, derived, result.text, result.found)
