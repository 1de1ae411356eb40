"""Makes PDFs of sheets in a worker that can be killed, and keeps them.

    <cache>/print/<sha256 of the source's path>.pdf and .json

One place for each source: what is kept does not grow with the number of edits. Deleting it costs
time only.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from functools import cached_property
from pathlib import Path

from vestnik.attachments.variant import write_whole
from vestnik.attachments.workers import Failure, FailureKind, Workers
from vestnik.output import OutputError
from vestnik.printing.compiler import compile_pdf, version
from vestnik.printing.markup import source_of
from vestnik.printing.sheet import Printed, Sheet

FOLDER = "print"

_SECONDS = 60.0
_MEMORY = 3 << 29


class Press:
    """The PDFs of one cache folder."""

    def __init__(self, cache: Path) -> None:
        self._cache = cache
        self._workers: Workers | None = None

    def close(self) -> None:
        """Ends the worker, if there is one."""
        if self._workers is not None:
            self._workers.close()
            self._workers = None

    @cached_property
    def _typst(self) -> str:
        return version()

    def printed(self, sheet: Sheet) -> Printed:
        """The PDF of a sheet, made where it is not kept.

        Raises:
            OutputError: it cannot be made; the message names the source and the remedy.
        """
        source = source_of(sheet)
        digests = [shot.digest if shot else "" for shot in sheet.shots]
        key = hashlib.sha256(repr((self._typst, source, digests)).encode()).hexdigest()
        name = f"{FOLDER}/{hashlib.sha256(sheet.source.encode()).hexdigest()[:32]}"
        return self._kept(name, key) or self._made(sheet, source, name, key)

    def _kept(self, name: str, key: str) -> Printed | None:
        try:
            known = json.loads((self._cache / f"{name}.json").read_bytes())
            if known.pop("key") != key:
                return None
            printed = Printed(**known)
            whole = (self._cache / printed.path).stat().st_size == printed.size
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return None
        return printed if whole else None

    def _made(self, sheet: Sheet, source: str, name: str, key: str) -> Printed:
        data, pages = self._compiled(sheet, source)
        printed = Printed(
            path=f"{name}.pdf",
            size=len(data),
            pages=pages,
            digest=hashlib.sha256(data).hexdigest(),
        )
        write_whole(self._cache / printed.path, data)
        note = json.dumps({"key": key, **asdict(printed)})
        write_whole(self._cache / f"{name}.json", note.encode())
        return printed

    def _compiled(self, sheet: Sheet, source: str) -> tuple[bytes, int]:
        if not self._typst:
            raise OutputError(
                f"{sheet.source}: чтобы сделать PDF, установите Typst (pip install typst) "
                "или уберите «pdf: auto»"
            )
        if self._workers is None:
            self._workers = Workers(1, seconds=_SECONDS, memory=_MEMORY)
        (outcome,) = self._workers.run(_compile, [(source, str(self._cache), sheet)])
        if isinstance(outcome, Failure):
            why = {
                FailureKind.TIMEOUT: f"текст слишком сложен: {_SECONDS:g} с не хватило",
                FailureKind.MEMORY: "текст слишком велик: не хватило памяти",
            }.get(outcome.kind, f"Typst ответил: {outcome.detail}")
            raise OutputError(
                f"{sheet.source}: PDF не получился ({why}); упростите таблицы и списки или "
                "напишите «pdf: no»"
            )
        return outcome


def _compile(source: str, root: str, sheet: Sheet) -> tuple[bytes, int]:
    """The PDF and how many pages it has. Runs in the worker."""
    import pypdfium2

    data = compile_pdf(source, Path(root), sheet.moment)
    document = pypdfium2.PdfDocument(data)
    try:
        return data, len(document)
    finally:
        document.close()
