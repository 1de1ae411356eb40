"""Erasing an item everywhere that Vestnik reaches: for personal data that must not stay.

The source is the officer's own affair: while it stands, nothing is erased. Then every output is
brought up to date, the history of releases is dropped, rows and cached files of the item are
removed physically, and what is left is searched for.
"""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct, field, structs

from vestnik.attachments import stage
from vestnik.catalogue.records import decode_document
from vestnik.catalogue.store import Catalogue
from vestnik.output import PREVIEW, Output, OutputError, build_lock, file_digest
from vestnik.publishing.publish import make_release
from vestnik.publishing.releases import Releases
from vestnik.publishing.status.reporting import FOLDER as STATUS
from vestnik.publishing.traces import Trace, Wanted, traces
from vestnik.search import forms
from vestnik.site import press
from vestnik.site.build import build
from vestnik.site.ledger import Ledger
from vestnik.site.request import SEARCH_FOLDER, Request

UNREACHABLE = (
    "история git: файл остаётся в прежних ревизиях (git filter-repo, затем обновить все копии)",
    "резервные копии папок, дисков и серверов; снимки файловой системы",
    "копия на сервере, если сайт отправляли туда: уйдёт при следующей отправке (--upload)",
    "журналы веб-сервера: в них есть адреса страниц",
    "поисковые системы: подайте заявку на удаление в Яндекс Вебмастере и Google Search Console",
    "веб-архивы и сохранённые копии других сайтов",
    "программы подписчиков RSS, письма и посты в социальных сетях, скачанные файлы",
)
"""What no command of ours can clean, in words for the officer."""


class Order(Struct, frozen=True, kw_only=True):
    """What to erase and how."""

    address: str
    delete_source: bool = False
    """Delete the source and the files that only it uses."""
    edited: bool = False
    """The source stays, and has been mended: only its earlier versions go."""
    words: tuple[str, ...] = ()
    """Names and other words to look for at the end."""


class Subject(Struct):
    """What is known of the item."""

    paths: set[str] = field(default_factory=set)
    titles: set[str] = field(default_factory=set)
    digests: set[str] = field(default_factory=set)
    """SHA-256 of its published files and of its source."""


class Erasure(Struct):
    """What was done."""

    deleted: list[str] = field(default_factory=list)
    """Files of the content folder."""
    outputs: list[Path] = field(default_factory=list)
    """Folders brought up to date."""
    purged: bool = False
    """Caches and journals were cleaned; not so where nothing was known of the address."""
    dropped: int = 0
    """Files of earlier releases that were kept."""
    held: list[str] = field(default_factory=list)
    """Other sources that have errors, and are shown as they were."""


class Eraser:
    """Erases what stands at an address of the site that `request` describes; its output is ignored.
    `root` is the folder of `vestnik publish`, if there is one.
    """

    def __init__(self, request: Request, root: Path | None, order: Order) -> None:
        """Raises OutputError for what is no address."""
        self._request = structs.replace(request, hold_faulty=True)
        self._order = structs.replace(order, address=_address(order.address, request.portal.url))
        self._releases = Releases(root) if root is not None else None
        self._cache = request.places.cache
        self._subject = Subject()
        self._done = Erasure()

    def run(self) -> Erasure:
        """Erases.

        Raises OutputError while the source stands as it was, when a folder is busy, or when the
        site cannot be built at all. Whatever was done by then is done; the same command goes on.
        """
        with contextlib.ExitStack() as stack:
            if self._releases is not None:
                stack.enter_context(self._releases.locked())
            self._gather()
            build(structs.replace(self._request, dry=True))
            self._gather()
            if self._is_known():
                self._settle_source()
                self._bring_up()
                self._purge()
                self._done.purged = True
        return self._done

    def left(self) -> list[Trace]:
        """What is still found in the content, the outputs, the caches and the published folder."""
        return traces(self._folders(), self._wanted())

    # --- what it is -------------------------------------------------------------------------

    def _caches(self) -> list[Path]:
        caches = [self._cache]
        if self._releases is not None:
            caches.append(self._releases.cache)
        return [cache for cache in caches if (cache / "catalogue.sqlite").is_file()]

    def _ledgers(self) -> list[Path]:
        found = sorted(self._cache.glob("output-*/ledger.sqlite"))
        if self._releases is not None:
            found += sorted((self._releases.root / "state").glob("?/ledger.sqlite"))
        return found

    def _gather(self) -> None:
        address, subject = self._order.address, self._subject
        facts: list[bytes] = []
        for place in self._ledgers():
            with _ledger(place) as ledger:
                for path in ledger.named(address):
                    subject.paths.add(path)
                    subject.digests.update(ledger.digests_of(path))
                    facts.append(ledger.facts(path))
        for cache in self._caches():
            with _catalogue(cache) as catalogue:
                subject.paths.update(catalogue.named(address))
                for path in subject.paths:
                    facts.append(catalogue.facts(path) or b"")
                    self._gather_files(catalogue, path)
        subject.titles.update(decode_document(one).title for one in facts if one)
        for release in self._releases.log.entries() if self._releases else ():
            for change in release.changes:
                if change.path.rpartition("/")[0] == address.strip("/"):
                    subject.digests.update({change.old, change.new} - {""})

    def _gather_files(self, catalogue: Catalogue, path: str) -> None:
        self._subject.digests.add(catalogue.digest(path))
        self._subject.digests.discard("")
        for use in catalogue.uses(path):
            record = catalogue.file(use.file)
            if record is not None and catalogue.users_of(use.file) == [path]:
                self._subject.digests.update(d.digest for d in record.derived)
                self._subject.digests.update({record.facts.digest} - {""})

    def _is_known(self) -> bool:
        """Whether there is anything to erase: a mistyped address must not cost the way back to
        earlier releases. With words to look for, looking is all that is left to do.
        """
        address, subject = self._order.address, self._subject
        if subject.paths or subject.digests:
            return True
        if traces(self._folders(), Wanted(addresses=frozenset({address}))):
            return True
        if not self._order.words:
            raise OutputError(
                f"по адресу {address} ничего нет и в хранимых выпусках не было: проверьте адрес "
                "(на сайте он в адресной строке браузера)"
            )
        return False

    # --- its source -------------------------------------------------------------------------

    def _settle_source(self) -> None:
        with _catalogue(self._cache) as catalogue:
            standing = catalogue.named(self._order.address)
            for path in standing:
                if self._order.delete_source:
                    self._delete(path, catalogue)
                elif not self._order.edited:
                    raise OutputError(
                        f"материал ещё лежит в файле «{path}». Удалите файл или добавьте "
                        "--delete-source; если в нём уже исправлено всё, что нужно, добавьте "
                        "--edited: тогда исчезнут прежние версии"
                    )
        if not standing and self._order.edited:
            raise OutputError(f"--edited: материала с адресом {self._order.address} нет")

    def _delete(self, path: str, catalogue: Catalogue) -> None:
        content = self._request.places.content
        files = {use.file for use in catalogue.uses(path)}
        own = sorted(file for file in files if catalogue.users_of(file) == [path])
        for name in (path, *own):
            place = (content / name).resolve()
            if place.is_relative_to(content.resolve()) and place.is_file():
                place.unlink()
                self._done.deleted.append(name)
            with contextlib.suppress(OSError):
                place.parent.rmdir()

    # --- what shows it ----------------------------------------------------------------------

    def _bring_up(self) -> None:
        shutil.rmtree(self._cache / PREVIEW, ignore_errors=True)  # it is made anew when asked for
        if self._releases is not None and self._releases.served:
            self._disown(self._releases.cache)
            for _ in range(2):  # one tree, then the other
                outcome = make_release(self._releases, self._request, None)
                self._check(outcome.report.applied)
            self._done.held = outcome.report.held
            self._done.outputs += [self._releases.tree(name) for name in ("a", "b")]
            # The officers' page names what was published last; the next publication writes it.
            shutil.rmtree(self._releases.root / STATUS, ignore_errors=True)
        self._disown(self._cache)
        build(structs.replace(self._request, dry=True))
        for place in sorted(self._cache.glob("output-*/ledger.sqlite")):
            with _ledger(place) as ledger:
                root = Path(ledger.meta("output"))
                marker = Output(root).marker()
                known = marker.endswith(f" {ledger.meta('identity')}")
            if not known:
                _remove(place)  # of an output that is gone
                continue
            preview = marker.startswith(PREVIEW)
            report = build(structs.replace(self._request, output=root, preview=preview))
            self._check(report.applied)
            self._done.outputs.append(root)

    def _disown(self, cache: Path) -> None:
        if not (cache / "catalogue.sqlite").is_file():
            return
        with _catalogue(cache) as catalogue:
            for path in self._subject.paths:
                catalogue.disown(path)

    def _check(self, applied: bool) -> None:
        if not applied:
            raise OutputError(
                "в материалах есть опасные ошибки, с ними сайт не собирается: исправьте их "
                "(vestnik check) и повторите"
            )

    # --- what remembers it ------------------------------------------------------------------

    def _purge(self) -> None:
        if self._releases is not None:
            self._done.dropped = self._releases.log.forget()
        for place in self._ledgers():
            with _ledger(place) as ledger:
                ledger.purge()
            shutil.rmtree(place.parent / SEARCH_FOLDER, ignore_errors=True)
        for cache in self._caches():
            with build_lock(cache / "lock"), _catalogue(cache) as catalogue:
                catalogue.purge()
                forms.remove(cache / forms.FILE)
                stage.prune(cache, catalogue.file_digests())
                shutil.rmtree(cache / press.FOLDER, ignore_errors=True)

    # --- what is left -----------------------------------------------------------------------

    def _folders(self) -> list[Path]:
        folders = [self._request.places.content, self._cache]
        folders += [root for root in self._done.outputs if root.is_dir()]
        if self._releases is not None:
            folders = [folder for folder in folders if self._releases.root not in folder.parents]
            folders.append(self._releases.root)
        return folders

    def _wanted(self) -> Wanted:
        order, subject = self._order, self._subject
        words = frozenset(order.words)
        content = self._request.places.content
        if order.edited:
            return Wanted(phrases=words)
        sources = [content / path for path in subject.paths if (content / path).is_file()]
        standing = {file_digest(path) for path in sources}
        return Wanted(
            addresses=frozenset({order.address}),
            phrases=words | frozenset(subject.titles),
            digests=frozenset(subject.digests - standing),
        )


def _address(typed: str, url: str) -> str:
    """`https://site/news/x`, `news/x/index.html` → `/news/x/`."""
    path = typed.strip().removeprefix(url).partition("?")[0].partition("#")[0]
    path = path.removesuffix("index.html").strip("/")
    if not path or "://" in path:
        raise OutputError(
            f"«{typed}» — не адрес страницы этого сайта; напишите, например, /news/…/"
        )
    return f"/{path}/"


def _remove(database: Path) -> None:
    for path in database.parent.glob(f"{database.name}*"):
        path.unlink()
    with contextlib.suppress(OSError):
        database.parent.rmdir()


@contextlib.contextmanager
def _ledger(place: Path) -> Iterator[Ledger]:
    ledger = Ledger(place)
    try:
        yield ledger
    finally:
        ledger.close()


@contextlib.contextmanager
def _catalogue(cache: Path) -> Iterator[Catalogue]:
    catalogue = Catalogue(cache / "catalogue.sqlite", key="")
    try:
        yield catalogue
    finally:
        catalogue.close()
