"""Opening a file of the content folder, and nothing else.

The one door through which this package reads content. It never leaves the folder, and never hangs
on what is not an ordinary file.
"""

from __future__ import annotations

import errno
import io
import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

Content = io.BufferedReader | io.BytesIO
"""The bytes of a file, to read and to seek in."""


class Refused(Exception):
    """A file that is not read; `code` and `detail` become a fault of its facts."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail


def tidy(text: str) -> str:
    """What a file says of itself, in one line without control characters, at most 300 long."""
    visible = "".join(" " if unicodedata.category(char)[0] == "C" else char for char in text)
    return re.sub(r"\s+", " ", visible).strip()[:300]


@contextmanager
def opened(root: Path, path: str) -> Iterator[io.BufferedReader]:
    """The file `path` (relative to `root`, with forward slashes), opened to read.

    Symbolic links are followed as long as they end inside `root`.

    Raises:
        Refused: `outside-content`, `missing`, `not-a-file`, `unreadable`.
    """
    target = _resolve(root, path)
    try:
        descriptor = os.open(target, _FLAGS)
    except OSError as error:
        raise _refusal(target, error) from None
    try:
        _require_regular(descriptor)
        stream = os.fdopen(descriptor, "rb")
    except BaseException:
        os.close(descriptor)
        raise
    with stream:
        yield stream


_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_NOFOLLOW", 0)  # resolved already: a link here was put there a moment ago
    | getattr(os, "O_NONBLOCK", 0)  # a pipe without a writer would wait for ever
)


def _resolve(root: Path, path: str) -> str:
    """The real path of the file; refuses what lies elsewhere, whether it exists or not."""
    if not path or "\0" in path:
        raise Refused("missing")
    base = os.path.realpath(root)
    lexical = os.path.normpath(os.path.join(base, path))  # noqa: PTH118 - Path has no normpath
    if not _within(base, lexical):
        raise Refused("outside-content", "путь ведёт за пределы папки content")
    target = os.path.realpath(lexical)
    if not _within(base, target):
        raise Refused("outside-content", "ссылка ведёт за пределы папки content")
    return target


def _within(base: str, path: str) -> bool:
    base, path = os.path.normcase(base), os.path.normcase(path)
    return path == base or path.startswith(base.rstrip(os.sep) + os.sep)


def _refusal(target: str, error: OSError) -> Refused:
    """What an officer should know of a file that cannot be opened."""
    if error.errno in {errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.ENAMETOOLONG, errno.EINVAL}:
        return Refused("missing")
    if error.errno == errno.ENXIO:
        return Refused("not-a-file", "это не обычный файл")
    if Path(target).is_dir():  # Windows does not open folders at all
        return Refused("not-a-file", "это папка")
    denied = error.errno in {errno.EACCES, errno.EPERM}
    return Refused("unreadable", "нет прав на чтение" if denied else "диск или сеть не отвечают")


def _require_regular(descriptor: int) -> None:
    mode = os.fstat(descriptor).st_mode
    if stat.S_ISDIR(mode):
        raise Refused("not-a-file", "это папка")
    if not stat.S_ISREG(mode):
        raise Refused("not-a-file", "это не обычный файл")
