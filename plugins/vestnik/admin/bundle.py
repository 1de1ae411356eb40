"""The program of the form: which versions, where from, and whether the files are really those."""

from __future__ import annotations

import base64
import hashlib
import io
import tarfile
from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

FOLDER = "admin"
"""Below the town's own folder, `custom/`."""
SCRIPT = "sveltia-cms.js"
VERSION = "0.221.1"
"""Of @sveltia/cms, as it was tried by `tests/browser/test_admin.py`."""


class Part(Struct, frozen=True):
    """A file of a package."""

    name: str
    """As it lies in the site's folder."""
    member: str
    """Its path in the package."""
    sha512: str
    """In Base64, as browsers compare it."""


class Package(Struct, frozen=True):
    """A package of npm, and what is taken from it."""

    name: str
    """With the version, as npm writes it: `@sveltia/cms@0.221.1`."""
    sha512: str
    """Of the package's file, in Base64, as npm states it."""
    parts: tuple[Part, ...]

    @property
    def file(self) -> str:
        """What `npm pack` calls its file."""
        return self.name.removeprefix("@").replace("/", "-").replace("@", "-") + ".tgz"


PACKAGES = (
    Package(
        f"@sveltia/cms@{VERSION}",  # MIT
        "J+Qoik9kGMk2L7vNpOQrnDmFRi+NB6vwJ0f657YtsxWH0P8WYSYRRSRC2pQ/jGGbVlM//Pg/WIgmkpswqoo3gQ==",
        (
            Part(
                SCRIPT,
                "package/dist/sveltia-cms.js",
                "eFHcJX5A1SzUlrz3WbpLRFFrhuUTOpjj1B1YwL7+erql8QewrMX5CFrh8RfLJ8yCgofVKzgBIMmwF0mmOtbayQ==",
            ),
            Part(
                "ru.json",
                "package/locales/ru.json",
                "kHZyvgK4CQtQmGk4XDjc+0Eupu950ObtzscuChDNEe3Sc8aGhlPqzrU8WRjnkFMewQZxg96zMaGJ+0vsEZo8xw==",
            ),
            Part(
                "LICENSE.txt",
                "package/LICENSE.txt",
                "vOKRxAMbnc0EHMKZbiguFsIoovG3OG1QMcnGosu84Q/oDr05oCHsmSI+24idekkIhS0OOpDmk57uRP002CYT9g==",
            ),
        ),
    ),
    Package(
        "@fontsource-variable/material-symbols-outlined@5.3.8",  # OFL: the icons of the form
        "vKpCnuTqRehg5RUVrqEQ/A8a52KykOJ65wqal9nxFXFVTYKlJOhx7r0TUbTgd2SN7oh31NJblxvX2CJxBNVqJg==",
        (
            Part(
                "icons.woff2",
                "package/files/material-symbols-outlined-latin-wght-normal.woff2",
                "rX5WjIFKssMJ4a5fD9B0mB7/e/u97+Hr9TLz/C9Ug5pTK1OmVvcpkqWn8rtwnXIyhjw4PUlT97DzQJLJKweOiA==",
            ),
            Part(
                "LICENSE-icons.txt",
                "package/LICENSE",
                "2R1Sf2TPkmDGvdTrZKZsAkkWV6YlARkc3AgPak0ex1rE66Lqnfl4hg8kZ3dRdkJ3R92txY42r4sybYamdaF01Q==",
            ),
        ),
    ),
)


class BundleError(Exception):
    """The program of the form is not there, or is another; the message is in Russian."""


def sha512(data: bytes) -> str:
    """The digest of a file in Base64."""
    return base64.b64encode(hashlib.sha512(data).digest()).decode()


def script_integrity() -> str:
    """The `integrity` of the program's script."""
    parts = {part.name: part for package in PACKAGES for part in package.parts}
    return f"sha512-{parts[SCRIPT].sha512}"


def unpacked(fetch: Callable[[Package], bytes]) -> dict[str, bytes]:
    """The files by their names here. Raises BundleError where a byte differs."""
    found = {}
    for package in PACKAGES:
        data = fetch(package)
        if sha512(data) != package.sha512:
            raise BundleError(f"это не {package.name}: отпечаток файла другой")
        with tarfile.open(fileobj=io.BytesIO(data), mode="r:gz") as archive:
            for part in package.parts:
                found[part.name] = _member(archive, part)
    return found


def _member(archive: tarfile.TarFile, part: Part) -> bytes:
    stream = archive.extractfile(part.member)
    data = stream.read() if stream else b""
    if sha512(data) != part.sha512:
        raise BundleError(f"{part.member}: отпечаток файла другой")
    return data


def installed(custom: Path | None) -> dict[str, bytes]:
    """The files in the site's own folder. Raises BundleError where one is missing or another."""
    found = {}
    for part in (part for package in PACKAGES for part in package.parts):
        place = custom / FOLDER / part.name if custom else None
        data = place.read_bytes() if place and place.is_file() else b""
        if sha512(data) != part.sha512:
            what = "другой версии или изменён" if data else "нет"
            raise BundleError(
                f"форма /admin/ включена в настройках, а файл custom/{FOLDER}/{part.name} {what};"
                " выполните vestnik admin install"
            )
        found[part.name] = data
    return found
