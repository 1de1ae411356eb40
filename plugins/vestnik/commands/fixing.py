"""`vestnik check --fix`: what is put right without asking, and what was done, line by line."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from vestnik.attachments.shrinking import is_photo, shrink
from vestnik.attachments.variant import write_whole
from vestnik.catalogue.scan import sources
from vestnik.core.fixing import Change, fix_source
from vestnik.core.portal import Portal
from vestnik.core.russian import plural

_CONTEXT = 25
"""Characters shown on both sides of what changed."""


@dataclass(frozen=True, slots=True)
class Mended:
    """A file that was put right."""

    path: str
    """Relative to the content folder."""
    lines: tuple[str, ...]
    """What was done, in Russian, one thing a line."""


def mend(content: Path, portal: Portal) -> Iterator[Mended]:
    """Puts every source and photo below `content` right, one after the other."""
    for found in sorted(sources(content), key=lambda one: one.path):
        if found.fault:
            continue
        place = content / found.path
        old = place.read_bytes()
        fixed = fix_source(old, found.path, portal)
        if fixed.data != old:
            _replace(place, fixed.data)
            yield Mended(found.path, tuple(_line(found.path, one) for one in fixed.changes))
    yield from _photos(content)


def _photos(content: Path) -> Iterator[Mended]:
    for folder, folders, names in os.walk(content):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            place = Path(folder, name)
            if name.startswith(".") or not is_photo(place) or place.is_symlink():
                continue
            old = place.read_bytes()
            made = shrink(old)
            if made is None:
                continue
            _replace(place, made.data)
            path = place.relative_to(content).as_posix()
            text = (
                f"{path} · снимок уменьшен: {made.before[0]} × {made.before[1]} → "
                f"{made.after[0]} × {made.after[1]} точек, "
                f"{_megabytes(len(old))} → {_megabytes(len(made.data))}"
            )
            yield Mended(path, (text,))


def tally(mended: list[Mended]) -> str:
    """«Исправлено: 3 места в 2 файлах»."""
    if not mended:
        return "Исправлять самой программе нечего."
    places = sum(len(one.lines) for one in mended)
    what = plural(places, "место", "места", "мест")
    where = plural(len(mended), "файле", "файлах", "файлах")
    return f"Исправлено: {places} {what} в {len(mended)} {where}."


def _replace(place: Path, data: bytes) -> None:
    """The new bytes in one step, with the old rights; a link stays, what it leads to is written."""
    place = place.resolve()
    mode = place.stat().st_mode
    write_whole(place, data)
    place.chmod(mode & 0o777)


def _line(path: str, change: Change) -> str:
    before, after = _around(change.before, change.after)
    return f"{path}:{change.line} · {change.what}: «{before}» → «{after}»"


def _around(before: str, after: str) -> tuple[str, str]:
    """The parts in which two lines differ, with a little of what is around them."""
    start = _common(before, after)
    end = _common(before[start:][::-1], after[start:][::-1])
    low = max(start - _CONTEXT, 0)
    return _cut(before, low, end), _cut(after, low, end)


def _common(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _cut(line: str, low: int, end: int) -> str:
    high = min(len(line) - end + _CONTEXT, len(line))
    shown = line[low:high].replace("\u00a0", "·").replace("\u200b", "·").replace("\u00ad", "·")
    return f"{'…' if low else ''}{shown.strip()}{'…' if high < len(line) else ''}"


def _megabytes(size: int) -> str:
    return f"{size / 1024**2:.1f} МБ".replace(".", ",")
