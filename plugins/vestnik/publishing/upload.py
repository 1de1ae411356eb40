"""Sending the published site to a server, through tools that are there already.

Only what differs from what the server got before is sent, and in an order that suits a reader who
comes meanwhile: files that pages need, new pages, pages and feeds that lead to them, and at the
very end what has gone is removed. What has been sent is noted after each step in `state/sent`, one
file a destination, so that the next upload makes up for one that has failed.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from vestnik.output import OutputError
from vestnik.publishing.releases import Releases

_decode = msgspec.json.Decoder(dict[str, str]).decode

Send = Callable[[Path, Sequence[str]], None]
"""Sends files of a tree."""
Remove = Callable[[Path, Sequence[str]], None]
"""Removes files on the server that the tree no longer has."""


_LEADING = (".html", ".xml", "search/now.js")
"""Endings of what leads to other files, and must not come before them."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """What to do, in this order."""

    files: tuple[str, ...]
    new_pages: tuple[str, ...]
    changed_pages: tuple[str, ...]
    gone: tuple[str, ...]

    def __len__(self) -> int:
        return sum(map(len, (self.files, self.new_pages, self.changed_pages, self.gone)))


def plan(sent: Mapping[str, str], standing: Mapping[str, str]) -> Delivery:
    """What the server lacks; both give the digest of every file by its path."""
    new = [path for path in sorted(standing) if sent.get(path) != standing[path]]
    pages = [path for path in new if path.endswith(_LEADING)]
    return Delivery(
        files=tuple(path for path in new if not path.endswith(_LEADING)),
        new_pages=tuple(path for path in pages if path not in sent),
        changed_pages=tuple(path for path in pages if path in sent),
        gone=tuple(sorted(sent.keys() - standing.keys())),
    )


def upload(root: Path, target: str, *, again: bool = False) -> int:
    """Sends the served site to `rsync:user@host:/folder` or `sftp://user@host/folder`; returns the
    number of files sent or removed. `again`: whatever the server is believed to have.

    Raises OutputError when the tool is missing or fails; the same command then sends the rest.
    """
    send, remove = tool_for(target)
    releases = Releases(root)
    with releases.locked():
        if not releases.served:
            raise OutputError("отправлять нечего: сайт ещё не опубликован")
        tree = releases.tree(releases.served)
        standing = releases.standing(releases.served)
        note = _Note(releases.sent, target)
        delivery = plan({} if again else note.sent, standing)
        for paths in (delivery.files, delivery.new_pages, delivery.changed_pages):
            if paths:
                send(tree, paths)
                note.add({path: standing[path] for path in paths})
        gone = sorted(note.sent.keys() - standing.keys())
        if gone:
            remove(tree, gone)
            note.drop(gone)
        return len(delivery)


class _Note:
    """What a destination is known to have."""

    def __init__(self, folder: Path, target: str) -> None:
        self._path = folder / f"{hashlib.sha256(target.encode()).hexdigest()[:16]}.json"
        try:
            self.sent = _decode(self._path.read_bytes())
        except (OSError, msgspec.DecodeError):
            self.sent = {}

    def add(self, files: Mapping[str, str]) -> None:
        """Notes what has been sent."""
        self.sent |= files
        self._write()

    def drop(self, paths: Sequence[str]) -> None:
        """Notes what has been removed."""
        for path in paths:
            self.sent.pop(path, None)
        self._write()

    def _write(self) -> None:
        self._path.parent.mkdir(exist_ok=True)
        temporary = self._path.with_suffix(".tmp")
        temporary.write_bytes(msgspec.json.encode(self.sent))
        temporary.replace(self._path)


def tool_for(target: str) -> tuple[Send, Remove]:
    """What sends to a destination and removes there. Raises OutputError for one that cannot be
    understood.
    """
    scheme, _, rest = target.partition(":")
    if scheme == "rsync" and rest:
        rsync = _Rsync(rest)
        return rsync.send, rsync.remove
    if scheme == "sftp" and urlsplit(target).hostname:
        sftp = _Sftp(target)
        return sftp.send, sftp.remove
    raise OutputError(
        f"--upload: «{target}» — не понимаю, куда отправлять; напишите "
        "rsync:имя@сервер:/папка или sftp://имя@сервер/папка"
    )


# --- rsync ---------------------------------------------------------------------------------------


_VANISHED = 24
"""What rsync returns when a folder of the files to remove is gone here, as it mostly is."""


class _Rsync:
    def __init__(self, destination: str) -> None:
        self._destination = destination

    def send(self, tree: Path, paths: Sequence[str]) -> None:
        """Copies files, comparing them by content: each appears at once and whole."""
        self._run(tree, paths, "--times", "--checksum")

    def remove(self, tree: Path, paths: Sequence[str]) -> None:
        """Removes what the tree does not have. Folders stay: they may hold files of others."""
        self._run(tree, paths, "--delete-missing-args")

    def _run(self, tree: Path, paths: Sequence[str], *options: str) -> None:
        command = ["rsync", *options, "--omit-dir-times", "--from0", "--files-from=-", "--"]
        listing = "".join(f"{path}\0" for path in paths)
        _run([*command, f"{tree}/", self._destination], tree, listing, harmless=_VANISHED)


# --- SFTP ----------------------------------------------------------------------------------------


class _Sftp:
    """A batch for OpenSSH's `sftp`. A hyphen in front of a command lets it fail."""

    def __init__(self, target: str) -> None:
        address = urlsplit(target)
        user = f"{address.username}@" if address.username else ""
        port = ["-P", str(address.port)] if address.port else []
        self._command = ["sftp", *port]
        self._host = f"{user}{address.hostname}"
        folder = address.path.rstrip("/")
        self._folder = folder.removeprefix("/~/") if folder.startswith("/~/") else folder

    def send(self, tree: Path, paths: Sequence[str]) -> None:
        """Copies files beside their places and renames them into these.

        OpenSSH's server replaces a file by renaming another over it. For one that cannot, the old
        file is removed a moment before.
        """
        folders = [f"-mkdir {_quoted(folder)}" for folder in self._folders(paths)]
        try:
            self._run(tree, [*folders, *self._puts(paths, remove_first=False)])
        except OutputError:
            self._run(tree, [*folders, *self._puts(paths, remove_first=True)])

    def remove(self, tree: Path, paths: Sequence[str]) -> None:
        """Removes files, and folders that this leaves empty: others are refused by the server."""
        files = [f"-rm {_quoted(self._place(path))}" for path in paths]
        folders = sorted(self._folders(paths), key=len, reverse=True)
        below = [folder for folder in folders if folder.startswith(f"{self._folder}/")]
        self._run(tree, [*files, *(f"-rmdir {_quoted(folder)}" for folder in below)])

    def _puts(self, paths: Sequence[str], *, remove_first: bool) -> list[str]:
        lines = []
        for path in paths:
            place = self._place(path)
            lines.append(f"put {_quoted(path)} {_quoted(place + '.new')}")
            if remove_first:
                lines.append(f"-rm {_quoted(place)}")
            lines.append(f"rename {_quoted(place + '.new')} {_quoted(place)}")
        return lines

    def _place(self, path: str) -> str:
        return f"{self._folder}/{path}"

    def _folders(self, paths: Sequence[str]) -> list[str]:
        """Every folder that the files need, outer ones first."""
        return sorted({folder for path in paths for folder in _folders(self._place(path))} - {""})

    def _run(self, tree: Path, lines: Sequence[str]) -> None:
        with tempfile.NamedTemporaryFile("w", suffix=".sftp", encoding="utf-8") as batch:
            batch.write("\n".join(lines) + "\n")
            batch.flush()
            _run([*self._command, "-b", batch.name, "--", self._host], tree, "")


def _folders(path: str) -> list[str]:
    """`a/b/c.html` → `a`, `a/b`."""
    parts = path.split("/")[:-1]
    return ["/".join(parts[: n + 1]) for n in range(len(parts))]


def _quoted(path: str) -> str:
    """A path in a batch: within quotes nothing is a pattern."""
    path = path.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{path}"'


def _run(command: Sequence[str], folder: Path, standard_input: str, harmless: int = 0) -> None:
    """Runs a tool. `harmless` is a status that is as good as 0."""
    if shutil.which(command[0]) is None:
        raise OutputError(f"программа {command[0]} не установлена; установите её и повторите")
    done = subprocess.run(
        command, cwd=folder, input=standard_input.encode(), capture_output=True, check=False
    )
    if done.returncode not in (0, harmless):
        tail = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
        raise OutputError(
            f"{command[0]}: отправка не удалась: {' '.join(tail)}\n"
            "Сайт опубликован; чтобы отправить остальное, повторите команду."
        )
