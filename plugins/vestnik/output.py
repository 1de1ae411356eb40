"""The one door to the disk: every file of the output is written, replaced and removed here.

A file is written beside its place and renamed into it, so that a reader, or a build killed at any
moment, never sees half a file. The door writes only below its own root: an output path is checked
part by part.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

_TEMPORARY = ".vestnik-tmp-"
MARKER = ".vestnik-output"
"""A file in the root of every output that says what the output is for and which ledger knows it."""
BUILD, PREVIEW, RELEASE = "build", "preview", "release"
"""What an output is for: a built site, a preview with drafts, a tree of `vestnik publish`."""


class OutputError(Exception):
    """The output folder cannot be used; the message says why, in Russian."""


class Written(Struct, frozen=True):
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
        there = str(place)  # paths as text: this is done for every file
        if _same(there, data):
            return written
        folder, name = os.path.split(there)
        temporary = f"{folder}{os.sep}{_temporary_name(name)}"
        try:
            _write(temporary, data)
        except FileNotFoundError:
            place.parent.mkdir(parents=True, exist_ok=True)
            _write(temporary, data)
        if self._archive is not None:
            self._keep(place)
        os.replace(temporary, there)  # noqa: PTH105 - text, see above
        return written

    def copy(self, path: str, source: Path, digest: str = "") -> Written:
        """Puts a copy of `source` at `path`. Raises OSError if it cannot be read, or has not the
        `digest` that is wanted.
        """
        place = self._place(path)
        place.parent.mkdir(parents=True, exist_ok=True)
        temporary = _beside(place)
        try:
            shutil.copyfile(source, temporary)
            written = Written(file_digest(temporary), temporary.stat().st_size)
        except OSError:
            temporary.unlink(missing_ok=True)
            raise
        if digest not in ("", written.digest):
            temporary.unlink()
            raise OSError(errno.ESTALE, os.strerror(errno.ESTALE))
        self._keep(place)
        temporary.replace(place)
        return written

    def remove(self, path: str) -> None:
        """Takes the file away, and the folders that it leaves empty."""
        place = self._place(path)
        self._keep(place)
        if place.is_dir() and not place.is_symlink():  # a folder of others has taken its place
            return
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
            return file_digest(self._place(path))
        except (OSError, OutputError):
            return ""

    def files(self) -> Iterator[str]:
        """Paths of all files, temporary ones and links included, the marker left out."""
        for folder, folders, names in os.walk(self.root):
            links = [name for name in folders if (Path(folder) / name).is_symlink()]
            folders[:] = sorted(set(folders) - set(links))
            for name in sorted([*names, *links]):
                path = (Path(folder) / name).relative_to(self.root).as_posix()
                if path != MARKER:
                    yield path

    def top(self) -> list[str]:
        """Names right below the root, sorted: their absence tells that somebody has emptied it."""
        return sorted(path.name for path in self.root.iterdir() if path.name != MARKER)

    def drop_empty_folders(self) -> None:
        """Removes folders without files: a build that was killed may have left some."""
        for folder, _, _ in os.walk(self.root, topdown=False):
            if Path(folder) != self.root:
                with contextlib.suppress(OSError):
                    Path(folder).rmdir()

    def sweep(self) -> None:
        """Removes files that somebody had begun to write and was ended at: nobody may be writing
        now.
        """
        for path in self.files():
            if path.rpartition("/")[2].startswith(_TEMPORARY):
                (self.root / path).unlink(missing_ok=True)

    def claim(self, identity: str, use: str = BUILD) -> bool:
        """Marks the folder as ours. Returns False when another ledger, or none, has filled it
        before.

        Raises OutputError for a folder with files that Vestnik did not write, or that are there for
        another use, or for a file in its place.
        """
        if self.root.is_symlink() or (self.root.exists() and not self.root.is_dir()):
            raise OutputError(f"«{self.root}» — не папка; укажите для сайта отдельную папку")
        known = self.marker()
        if not known and self.root.is_dir() and self._is_foreign():
            raise OutputError(
                f"в папке «{self.root}» лежат файлы, которые создал не Вестник; "
                "укажите для сайта новую или пустую папку"
            )
        _check_use(self.root, known.partition(" ")[0], use)
        if known == f"{use} {identity}":
            return True
        self.root.mkdir(parents=True, exist_ok=True)
        self.mark(identity, use)
        return False

    def mark(self, identity: str, use: str) -> None:
        """Says what the folder is for and which ledger knows it."""
        temporary = self.root / (_TEMPORARY + "marker")
        temporary.write_text(f"{use} {identity}\n", "utf-8")
        temporary.replace(self.root / MARKER)

    def marker(self) -> str:
        """What the folder is for and which ledger knows it, `build 3f2a…`; empty if not ours."""
        try:
            return (self.root / MARKER).read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError):
            return ""

    def _is_foreign(self) -> bool:
        """Whether anything but our own marker lies in the folder."""
        return any(not name.startswith(_TEMPORARY) for name in self.top())

    def _keep(self, place: Path) -> None:
        """Before a file goes: puts it into the archive. It is moved there, or copied where it must
        stay.
        """
        if self._archive is None or place.name.startswith(_TEMPORARY):
            return
        if place.is_symlink() or not place.is_file():
            return
        kept = self._archive / file_digest(place)
        if kept.exists():
            return
        try:
            os.link(place, kept)
        except FileExistsError:
            return
        except OSError:  # no hard links here
            temporary = _beside(kept)
            shutil.copyfile(place, temporary)
            temporary.replace(kept)

    def _place(self, path: str) -> Path:
        parts = path.split("/")
        if any(part in {"", ".", ".."} or "\\" in part or "\0" in part for part in parts):
            raise OutputError(f"недопустимый путь файла сайта: «{path}»")
        return self.root / path


def file_digest(path: Path) -> str:
    """SHA-256 of a file, hexadecimal. Raises OSError when it cannot be read."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _check_use(root: Path, known: str, use: str) -> None:
    if RELEASE in (known, use) and known not in ("", use):
        raise OutputError(
            f"папку «{root}» обновляет только команда vestnik publish; укажите для сборки другую"
            if known == RELEASE
            else f"в папке «{root}» собран сайт для просмотра; укажите для публикации другую"
        )
    if use == PREVIEW and known == BUILD:
        raise OutputError(
            f"в папке «{root}» лежит готовый сайт без черновиков; "
            "укажите для предварительного просмотра другую"
        )


def _beside(place: Path) -> Path:
    """Where a file is written before it is renamed into its place; no other process uses it."""
    return place.with_name(_temporary_name(place.name))


def _temporary_name(name: str) -> str:
    return f"{_TEMPORARY}{os.getpid()}-{name[-80:]}"


def _same(place: str, data: bytes) -> bool:
    try:
        if os.stat(place).st_size != len(data):  # noqa: PTH116 - text, see `write`
            return False
        with open(place, "rb") as stream:  # noqa: PTH123
            return stream.read() == data
    except OSError:
        return False


def _write(place: str, data: bytes) -> None:
    with open(place, "wb") as stream:  # noqa: PTH123 - text, see `write`
        stream.write(data)


@contextlib.contextmanager
def build_lock(path: Path, busy: str = "сайт уже собирается другой командой") -> Iterator[None]:
    """Holds the lock file while a build runs; a second build is told so instead of waiting.

    The lock goes with the process, however it ends. Raises OutputError, which says that it is
    `busy`, when somebody else holds it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as stream:
        try:
            _lock(stream.fileno())
        except OSError as error:
            raise OutputError(f"{busy}; дождитесь её окончания и повторите") from error
        yield


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
