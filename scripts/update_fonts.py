"""Bring the fonts of the theme from npm: `python scripts/update_fonts.py`.

Golos Text (OFL) is packed by Fontsource as variable woff2 files, one per script. All four are kept,
since a page loads only those whose characters it has: Cyrillic and Latin on every page, extended
Cyrillic for Tatar, Komi or Bashkir, extended Latin for «₽». Nothing is converted: the files are the
package's own, renamed.
"""

from __future__ import annotations

import hashlib
import io
import subprocess
import tarfile
import tempfile
from pathlib import Path

PACKAGE = "@fontsource-variable/golos-text"
VERSION = "5.3.0"
SUBSETS = ("cyrillic", "cyrillic-ext", "latin", "latin-ext")
FONTS = Path(__file__).resolve().parent.parent / "theme" / "static" / "fonts"


def fetch(folder: Path) -> Path:
    """The package's archive, brought by npm into `folder`."""
    subprocess.run(
        ["npm", "pack", "--silent", f"{PACKAGE}@{VERSION}"], cwd=folder, check=True, text=True
    )
    (archive,) = folder.glob("*.tgz")
    return archive


def members(archive: bytes) -> dict[str, bytes]:
    """What the theme needs of the archive: {name in the fonts folder: bytes}."""
    names = {
        f"package/files/golos-text-{subset}-wght-normal.woff2": f"golos-text-{subset}.woff2"
        for subset in SUBSETS
    }
    names["package/LICENSE"] = "OFL.txt"
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
    with tempfile.TemporaryDirectory() as folder:
        archive = fetch(Path(folder)).read_bytes()
    for name, data in sorted(members(archive).items()):
        (FONTS / name).write_bytes(data)
        print(f"{name}: {len(data)} bytes, sha256 {hashlib.sha256(data).hexdigest()[:16]}…")


if __name__ == "__main__":
    main()
