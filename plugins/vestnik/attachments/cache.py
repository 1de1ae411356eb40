"""What was made of a file, kept by its content.

    <cache>/media/<sha256[:2]>/<sha256>/<kind>/index.json, picture-480.webp, …

`index.json` is written last: without it the folder counts as empty. Everything here can be deleted
at any time; it is then made again, to the same bytes.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Collection
from dataclasses import asdict, replace
from pathlib import Path

from vestnik.attachments.variant import Variant, write_whole

_FOLDER = "media"
_INDEX = "index.json"


def cached(
    cache_dir: Path, digest: str, kind: str, make: Callable[[Path], list[Variant]]
) -> tuple[Variant, ...]:
    """The variants of that kind, made by `make(folder)` where they are not there yet.

    `kind` names what is made and its profile. Paths of the result are relative to `cache_dir`.
    Two processes may make the same at once: they write the same bytes.
    """
    folder = cache_dir / _FOLDER / digest[:2] / digest / kind
    variants = _load(folder)
    if variants is None:
        folder.mkdir(parents=True, exist_ok=True)
        variants = make(folder)
        index = json.dumps([asdict(variant) for variant in variants], ensure_ascii=False)
        write_whole(folder / _INDEX, index.encode())
    place = folder.relative_to(cache_dir).as_posix()
    return tuple(replace(variant, path=f"{place}/{variant.path}") for variant in variants)


def _load(folder: Path) -> list[Variant] | None:
    """What the folder holds, if all of it is there in its right size."""
    try:
        index = json.loads((folder / _INDEX).read_bytes())
        variants = [Variant(**entry) for entry in index]
        whole = all((folder / one.path).stat().st_size == one.size for one in variants)
    except (OSError, ValueError, TypeError):
        return None
    return variants if whole else None


def prune(cache_dir: Path, keep: Collection[str], kinds: Collection[str]) -> int:
    """Deletes what was made of files whose SHA-256 is not in `keep`; returns how many those were.

    Of the others, whatever is not of one of `kinds` (made with an older profile) goes too.
    """
    kept, current, gone = frozenset(keep), frozenset(kinds), 0
    for folder in sorted((cache_dir / _FOLDER).glob("??/*")):
        if folder.name not in kept:
            shutil.rmtree(folder, ignore_errors=True)
            gone += 1
            continue
        for place in folder.iterdir():
            if place.name not in current:
                shutil.rmtree(place, ignore_errors=True)
            for left_over in place.glob(".*.tmp"):  # of a worker that was killed
                left_over.unlink(missing_ok=True)
    return gone
