"""What kind of file it really is; old Word formats through LibreOffice, where that is installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from vestnik.importing.decoding import Unreadable

WORD = "docx"
OLD_WORD = frozenset({"doc", "rtf", "odt"})
_SECONDS = 50
_HEAD = 4096


def kind_of(data: bytes) -> str:
    """`docx`, `doc`, `rtf`, `odt`, `pdf`, `xlsx`, `xls`, `zip`, or empty for a text: by content."""
    if data.startswith(b"PK\x03\x04"):
        head = data[:_HEAD]
        if b"mimetypeapplication/vnd.oasis.opendocument.text" in head:
            return "odt"
        if b"xl/workbook" in data:
            return "xlsx"
        return WORD if b"word/" in data or b"[Content_Types].xml" in head else "zip"
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return "xls" if "Workbook".encode("utf-16-le") in data else "doc"
    if data.lstrip()[:5] == b"{\\rtf":
        return "rtf"
    return "pdf" if data[:1024].lstrip().startswith(b"%PDF-") else ""


def converted(data: bytes, kind: str) -> bytes:
    """The same document as `.docx`. Raises Unreadable where LibreOffice is missing or fails."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise Unreadable(
            f"это файл .{kind}: установите LibreOffice или сохраните его в Word как .docx"
        )
    with tempfile.TemporaryDirectory(prefix="vestnik-import-") as folder:
        source = Path(folder) / f"source.{kind}"
        source.write_bytes(data)
        profile = (Path(folder) / "profile").as_uri()
        command = [program, "--headless", "--norestore", f"-env:UserInstallation={profile}"]
        command += ["--convert-to", "docx", "--outdir", folder, str(source)]
        try:
            subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise Unreadable(f"LibreOffice не справился с файлом .{kind}") from error
        result = Path(folder) / "source.docx"
        if not result.is_file():
            raise Unreadable(f"LibreOffice не смог открыть файл .{kind}: возможно, он повреждён")
        return result.read_bytes()
