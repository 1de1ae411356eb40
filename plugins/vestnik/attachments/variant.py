"""One file made from an attachment or a picture."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """A file that is published beside its original, or in place of it."""

    suffix: str
    """What follows the stem of the original in its name: `-480.webp`, `.jpg`, `-page1.webp`."""
    path: str
    """Relative to the folder that the maker names, with forward slashes."""
    media_type: str
    width: int
    """Pixels."""
    height: int
    size: int
    """Bytes."""
    digest: str
    """SHA-256, hexadecimal."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """A variant that is not written yet."""

    suffix: str
    media_type: str
    width: int
    height: int
    data: bytes

    def write(self, folder: Path, stem: str) -> Variant:
        """Writes it as `<stem><suffix>` in `folder`; its path is relative to that folder."""
        name = stem + self.suffix
        write_whole(folder / name, self.data)
        return Variant(
            suffix=self.suffix,
            path=name,
            media_type=self.media_type,
            width=self.width,
            height=self.height,
            size=len(self.data),
            digest=hashlib.sha256(self.data).hexdigest(),
        )


def write_whole(path: Path, data: bytes) -> None:
    """Writes a file so that nobody ever sees a part of it, whenever this process is killed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    temporary.write_bytes(data)
    temporary.replace(path)
