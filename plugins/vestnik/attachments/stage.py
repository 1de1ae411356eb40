"""The stage of a build that looks at new and changed files and makes what is published of them.

    requests ─▶ worker processes: describe ─▶ variants or thumbnail ─▶ cache
                                       └─────── Result per file ────────┘

A build keeps the results (facts and variants) with the digest of the file and `profile()`, and asks
again when one of the two is another.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from msgspec.structs import replace

from vestnik.attachments import cache, media, pictures, thumbnails
from vestnik.attachments.describe import LIMIT, examine, taken
from vestnik.attachments.inside import Content, Refused
from vestnik.attachments.variant import Encoded, Variant
from vestnik.attachments.workers import Failure, FailureKind, Workers
from vestnik.core.filetext import pack
from vestnik.core.model import FileFacts, PersonalTrace
from vestnik.core.personal_files import find_in_pages

_REVISION = 5
"""Raise it whenever this package comes to other facts about the same bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A file that a build wants to know, and what it is for."""

    path: str
    """Relative to the content folder."""
    picture: bool = False
    """It is shown on a page: make all widths. Else of a picture only its full size is made."""
    social: bool = False
    """It is the main picture of an item: make what social networks show, too."""


Finder = Callable[[tuple[str, ...]], bytes]
"""Finds in the pages of a PDF what a build wants to keep of them. Must be pure, and picklable."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A file as a build knows it."""

    facts: FileFacts
    variants: tuple[Variant, ...] = ()
    """With paths relative to the cache folder. Of a picture, they are published in place of the
    original; of a PDF, beside it. Empty where the file has a fault."""
    text: bytes = b""
    """Text of a PDF by page, or of an Office file, whose pages nobody can name, as one, as
    `core.filetext` packs it; empty where there is none to be read."""
    found: bytes = b""
    """What the build's `Finder` made of this text."""


def profile() -> str:
    """Changes when the same bytes would give other facts or variants. Loads no heavy library."""
    return hashlib.sha256(repr((_REVISION, _kinds())).encode()).hexdigest()[:12]


def process(
    root: Path,
    cache_dir: Path,
    requests: Iterable[Request],
    workers: int | Workers = 2,
    *,
    limit: int = LIMIT,
    find: Finder | None = None,
) -> Iterator[Result]:
    """Describes files of the content folder `root` and makes what is published of them.

    Results come in the order of `requests`. Whatever a file does to its worker becomes a fault of
    that file. No process is started where there is nothing to do; those of a number of `workers`
    end with this iterator. `find` is asked in the same processes about every text.

    Raises:
        WorkersUnavailable: processes cannot be started at all.
    """
    stage = _Stage(root, cache_dir, limit, _kinds(), find)
    wanted = list(requests)
    if not wanted:
        return
    with ExitStack() as stack:
        if isinstance(workers, Workers):
            pool = workers
        else:
            pool = stack.enter_context(Workers(min(workers, len(wanted))))
        outcomes = pool.run(_process_one, [(stage, request) for request in wanted])
        for request, outcome in zip(wanted, outcomes, strict=True):
            if isinstance(outcome, Failure):
                yield _rescued(stage, request.path, outcome, pool)
            else:
                yield outcome


def prune(cache_dir: Path, keep: Collection[str]) -> int:
    """Deletes what the cache holds of older profiles, and of files whose digest is not in `keep`.

    Returns how many such files there were.
    """
    return cache.prune(cache_dir, keep, _kinds().values())


@dataclass(frozen=True, slots=True)
class _Stage:
    """What all files of one build have in common."""

    root: Path
    cache_dir: Path
    limit: int
    kinds: dict[str, str]
    find: Finder | None = None


def process_here(root: Path, cache_dir: Path, request: Request, *, limit: int = LIMIT) -> Result:
    """What `process` does with one file, but in this process: to debug, to measure."""
    return _process_one(_Stage(root, cache_dir, limit, _kinds()), request)


def process_apart(root: Path, request: Request, *, seconds: float = 60.0) -> Result:
    """One file in a worker that can be killed, with nothing left in any cache: to look at it."""
    with tempfile.TemporaryDirectory() as folder, Workers(1, seconds=seconds) as pool:
        return next(iter(process(root, Path(folder), [request], pool)))


def _process_one(stage: _Stage, request: Request) -> Result:
    with taken(stage.root, request.path, limit=stage.limit) as (known, content):
        decodes = known.media_type in media.RASTER
        facts = examine(known, content, decode=not decodes)
        if facts.fault:
            return Result(facts=facts)
        try:
            variants = tuple(_made(stage, request, facts, content))
        except Refused as refused:
            faulty = replace(known, fault=refused.code, detail=refused.detail)
            return Result(facts=faulty if decodes else facts)
        pages = _pages(facts, content)
        facts = replace(facts, personal=tuple(_personal(facts, content, pages)))
        found = stage.find(pages) if stage.find and any(pages) else b""
        text = pages or _shown(facts, content)
        return Result(facts=facts, variants=variants, text=pack(text), found=found)


def _pages(facts: FileFacts, content: Content) -> tuple[str, ...]:
    """The words of a sound PDF by page, for the search and for citations."""
    if facts.media_type != media.PDF or not facts.pages:
        return ()
    from vestnik.attachments import pdf

    content.seek(0)
    return pdf.read_text(content.read())


def _shown(facts: FileFacts, content: Content) -> tuple[str, ...]:
    """The words of a sound Office file that its readers see, for the search."""
    if facts.media_type not in media.OFFICE or facts.locked:
        return ()
    from vestnik.attachments import office_text

    pages = office_text.read_text(content, facts.media_type, seen=True)
    return ("\n".join(pages),) if pages else ()


def _personal(
    facts: FileFacts, content: Content, pages: tuple[str, ...]
) -> Iterator[PersonalTrace]:
    """Personal data in the text of a file: of Office files also in what is not shown."""
    if pages or facts.media_type not in media.OFFICE or facts.locked:
        yield from find_in_pages(pages)
        return
    from vestnik.attachments import office_text

    yield from find_in_pages(office_text.read_text(content, facts.media_type), wrapped=False)


def _kinds() -> dict[str, str]:
    """What is kept in the cache, and under which name."""
    picture, page = pictures.profile(), thumbnails.profile()
    kinds = dict.fromkeys(("variants", "full", "social", "svg"), picture) | {"page1": page}
    return {kind: f"{kind}-{used}" for kind, used in kinds.items()}


def _made(stage: _Stage, request: Request, facts: FileFacts, content: Content) -> Iterator[Variant]:
    """What is published of one sound file."""
    source = _Source(content, facts.media_type)
    makers: dict[str, Callable[[Path], list[Variant]]] = {
        "variants": lambda folder: pictures.make_variants(source.prepared(), folder),
        "full": lambda folder: [pictures.make_full(source.prepared(), folder)],
        "social": lambda folder: [pictures.make_social(source.prepared(), folder)],
        "page1": partial(thumbnails.make_thumbnail, content),
        "svg": lambda folder: [_copied_svg(facts, content, folder)],
    }
    for kind in _wanted_kinds(request, facts.media_type):
        yield from cache.cached(stage.cache_dir, facts.digest, stage.kinds[kind], makers[kind])


def _wanted_kinds(request: Request, media_type: str) -> list[str]:
    if media_type in media.RASTER:
        return ["variants" if request.picture else "full", *(["social"] * request.social)]
    return {media.PDF: ["page1"], media.SVG: ["svg"]}.get(media_type, [])


class _Source:
    """A picture that is decoded once, and only when something is to be made of it."""

    def __init__(self, content: Content, media_type: str) -> None:
        self._content = content
        self._media_type = media_type
        self._prepared: pictures.Prepared | None = None

    def prepared(self) -> pictures.Prepared:
        """The decoded picture."""
        if self._prepared is None:
            self._prepared = pictures.prepare(self._content, self._media_type)
        return self._prepared


def _copied_svg(facts: FileFacts, content: Content, folder: Path) -> Variant:
    content.seek(0)
    encoded = Encoded(".svg", media.SVG, facts.width, facts.height, content.read())
    return encoded.write(folder, "picture")


def _rescued(stage: _Stage, path: str, failure: Failure, pool: Workers) -> Result:
    """What is still to be known of a file that failed.

    A PDF may be sound though its first page takes too long to draw: then it only has no thumbnail.
    """
    with Workers(1, seconds=pool.seconds, memory=pool.memory) as spare:
        facts = next(spare.run(_facts_alone, [(stage, path)]))
    if not isinstance(facts, Failure) and (facts.fault or facts.media_type == media.PDF):
        return Result(facts=facts)
    with taken(stage.root, path, limit=stage.limit) as (known, _):
        fault, detail = _fault_of(failure, pool)
        return Result(facts=known if known.fault else replace(known, fault=fault, detail=detail))


def _facts_alone(stage: _Stage, path: str) -> FileFacts:
    """All facts but those that decoding a whole picture would tell."""
    with taken(stage.root, path, limit=stage.limit) as (facts, content):
        return examine(facts, content, decode=False)


def _fault_of(failure: Failure, pool: Workers) -> tuple[str, str]:
    match failure.kind:
        case FailureKind.TIMEOUT:
            return "timeout", f"за {pool.seconds:g} с"
        case FailureKind.MEMORY:
            return "memory", f"больше {pool.memory // 1024**2} МБ"
        case FailureKind.CRASH:
            return "crash", failure.detail
        case FailureKind.ERROR:
            return "failed", failure.detail
