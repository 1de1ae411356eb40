"""The one door to the disk: every file of the output is written, replaced and removed here.

A file is written beside its place and renamed into it, so that a reader, or a build killed at any
moment, never sees half a file. The door writes only below its own root: an output path is checked
part by part.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_TEMPORARY = ".vestnik-tmp-"
MARKER = ".vestnik-output"
"""A file in the root of every output that says which ledger knows its files."""


class OutputError(Exception):
    """The output folder cannot be used; the message says why, in Russian."""


@dataclass(frozen=True, slots=True)
class Written:
    """A file as it stands in the output."""

    digest: str
    """SHA-256, hexadecimal."""
    size: int


def output_path(address: str) -> str:
    """Path below the output root of what is published at an address.

    >>> output_path("/news/")
    'news/index.html'
    >>> output_path("/robots.txt")
    'robots.txt'
    """
    path = address.removeprefix("/")
    return path + "index.html" if not path or path.endswith("/") else path


class Output:
    """An output folder. Picklable: holds paths, no open file."""

    def __init__(self, root: Path, archive: Path | None = None) -> None:
        """`archive`: a folder that keeps every file which is replaced or removed, named by its
        digest.
        """
        self.root = root
        self._archive = archive

    def write(self, path: str, data: bytes) -> Written:
        """Puts `data` at `path`. An equal file is left as it is, with its time."""
        place = self._place(path)
        written = Written(hashlib.sha256(data).hexdigest(), len(data))
        if _same(place, data):
            return written
        temporary = place.with_name(_TEMPORARY + str(os.getpid()) + "-" + place.name[-80:])
        try:
            temporary.write_bytes(data)
        except FileNotFoundError:
            place.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_bytes(data)
        self._keep(place)
        os.replace(temporary, place)
        return written

    def copy(self, path: str, source: Path) -> Written:
        """Puts a copy of `source` at `path`. Raises OSError if it cannot be read."""
        place = self._place(path)
        place.parent.mkdir(parents=True, exist_ok=True)
        temporary = place.with_name(_TEMPORARY + str(os.getpid()) + "-" + place.name[-80:])
        shutil.copyfile(source, temporary)
        with temporary.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        size = temporary.stat().st_size
        self._keep(place)
        os.replace(temporary, place)
        return Written(digest, size)

    def remove(self, path: str) -> None:
        """Takes the file away, and the folders that it leaves empty."""
        place = self._place(path)
        self._keep(place)
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            place.unlink()
        parent = place.parent
        while parent != self.root:
            try:
                parent.rmdir()
            except OSError:
                return
            parent = parent.parent

    def digest(self, path: str) -> str:
        """SHA-256 of the file at `path`; empty when there is none."""
        try:
            with self._place(path).open("rb") as stream:
                return hashlib.file_digest(stream, "sha256").hexdigest()
        except (OSError, OutputError):
            return ""

    def files(self) -> Iterator[str]:
        """Paths of all files, temporary ones included, the marker left out."""
        for folder, folders, names in os.walk(self.root):
            folders.sort()
            for name in sorted(names):
                path = (Path(folder) / name).relative_to(self.root).as_posix()
                if path != MARKER:
                    yield path

    def claim(self, identity: str) -> bool:
        """Marks the folder as ours. Returns False when another ledger, or none, has filled it
        before.

        Raises OutputError for a folder with files that Vestnik did not write, or for a file in its
        place.
        """
        if self.root.is_symlink() or (self.root.exists() and not self.root.is_dir()):
            raise OutputError(f"«{self.root}» — не папка; укажите для сайта отдельную папку")
        marker = self.root / MARKER
        try:
            known = marker.read_text("utf-8").strip()
        except FileNotFoundError:
            known = ""
        if not known and self.root.is_dir() and any(self.root.iterdir()):
            raise OutputError(
                f"в папке «{self.root}» лежат файлы, которые создал не Вестник; "
                "укажите для сайта новую или пустую папку"
            )
        if known == identity:
            return True
        self.root.mkdir(parents=True, exist_ok=True)
        marker.write_text(identity + "\n", "utf-8")
        return False

    def _keep(self, place: Path) -> None:
        """Before a file goes: puts it into the archive. It is moved there, or copied where it must
        stay.
        """
        if self._archive is None or not place.is_file():
            return
        with place.open("rb") as stream:
            kept = self._archive / hashlib.file_digest(stream, "sha256").hexdigest()
        if kept.exists():
            return
        try:
            os.link(place, kept)
        except OSError:  # no hard links here
            temporary = kept.with_name(_TEMPORARY + kept.name)
            shutil.copyfile(place, temporary)
            os.replace(temporary, kept)

    def _place(self, path: str) -> Path:
        parts = path.split("/")
        if any(part in {"", ".", ".."} or "\\" in part or "\0" in part for part in parts):
            raise OutputError(f"недопустимый путь файла сайта: «{path}»")
        return self.root.joinpath(*parts)


def _same(place: Path, data: bytes) -> bool:
    try:
        return place.stat().st_size == len(data) and place.read_bytes() == data
    except OSError:
        return False


@contextlib.contextmanager
def build_lock(path: Path) -> Iterator[None]:
    """Holds the lock file while a build runs; a second build is told so instead of waiting.

    The lock goes with the process, however it ends. Raises OutputError when somebody else holds it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as stream:
        try:
            _lock(stream.fileno())
        except OSError as error:
            raise OutputError(
                "сайт уже собирается другой командой; дождитесь её окончания и повторите"
            ) from error
        yield


if os.name == "nt":
    import msvcrt

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
