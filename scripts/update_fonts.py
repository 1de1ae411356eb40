"""Bring the fonts of the theme from npm: `python scripts/update_fonts.py`.

Golos Text (OFL) is packed by Fontsource as variable woff2 files, one per script. All four are kept,
since a page loads only those whose characters it has: Cyrillic and Latin on every page, extended
Cyrillic for Tatar, Komi or Bashkir, extended Latin for «₽». Andika (OFL), the face with distinct
letters, is loaded only by readers who choose it in the low-vision mode; its extended Latin is left
out. Nothing is converted: the files are the packages' own, renamed.
"""

from __future__ import annotations

import hashlib
import io
import subprocess
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

FONTS = Path(__file__).resolve().parent.parent / "theme" / "static" / "fonts"


@dataclass(frozen=True, slots=True)
class Face:
    """A typeface as Fontsource packs it."""

    package: str
    version: str
    licence: str
    """What its licence is called in the fonts folder."""
    files: tuple[str, ...]
    """Names in the package, without «.woff2»."""
    suffix: str
    """What is cut off their ends."""


FACES = (
    Face(
        "@fontsource-variable/golos-text",
        "5.3.0",
        "OFL.txt",
        tuple(
            f"golos-text-{subset}-wght-normal"
            for subset in ("cyrillic", "cyrillic-ext", "latin", "latin-ext")
        ),
        "-wght-normal",
    ),
    Face(
        "@fontsource/andika",
        "5.3.0",
        "OFL-andika.txt",
        tuple(
            f"andika-{subset}-{weight}-normal"
            for subset in ("cyrillic", "cyrillic-ext", "latin")
            for weight in (400, 700)
        ),
        "-normal",
    ),
)


def fetch(face: Face, folder: Path) -> Path:
    """The package's archive, brought by npm into `folder`."""
    subprocess.run(
        ["npm", "pack", "--silent", f"{face.package}@{face.version}"],
        cwd=folder,
        check=True,
        text=True,
    )
    (archive,) = folder.glob("*.tgz")
    return archive


def members(face: Face, archive: bytes) -> dict[str, bytes]:
    """What the theme needs of the archive: {name in the fonts folder: bytes}."""
    names = {
        f"package/files/{name}.woff2": f"{name.removesuffix(face.suffix)}.woff2"
        for name in face.files
    }
    names["package/LICENSE"] = face.licence
    found: dict[str, bytes] = {}
    with tarfile.open(fileobj=io.BytesIO(archive), mode="r:gz") as package:
        for member, name in names.items():
            file = package.extractfile(member)
            if file is None:
                raise FileNotFoundError(member)
            found[name] = file.read()
    return found


def main() -> None:
    """Replace the fonts and say what came."""
    FONTS.mkdir(parents=True, exist_ok=True)
    for face in FACES:
        with tempfile.TemporaryDirectory() as folder:
            archive = fetch(face, Path(folder)).read_bytes()
        for name, data in sorted(members(face, archive).items()):
            (FONTS / name).write_bytes(data)
            print(f"{name}: {len(data)} bytes, sha256 {hashlib.sha256(data).hexdigest()[:16]}…")


if __name__ == "__main__":
    main()
