"""A view of a site that is kept in memory: an equal peer of the one backed by a ledger.

    view = FakeView(PORTAL, now=moment(2026, 11, 20))
    view.add(news("priem", title="Приём заявок"), body="<p>Начался.</p>")

Lists are computed by the same `lists_of` as in a build, and every question is noted in `reads`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from operator import itemgetter
from zoneinfo import ZoneInfo

from vestnik.core.citation import FileCitation
from vestnik.core.model import (
    Act,
    Body,
    Derived,
    Document,
    FileFacts,
    Kind,
    Project,
    Report,
)
from vestnik.core.portal import ActKind, Issuer, Link, Portal, Section
from vestnik.printing.sheet import Printed, Sheet
from vestnik.search.analysis import Words
from vestnik.site.citing import citations_of_pages, decode_citations
from vestnik.site.counting import count_words
from vestnik.site.lists import Membership, lists_of, lookup_keys, month_of, visible
from vestnik.site.statuses import status_lists
from vestnik.site.view import NEWEST, OLDEST, PublishedFile, Reads

ZONE = ZoneInfo("Europe/Moscow")
PORTAL = Portal(
    name="Администрация города Липовска",
    short_name="Липовск",
    url="https://lipovsk.example",
    description="Новости и документы города Липовска.",
    languages=("ru", "en"),
    sections=(
        Section(key="obrazovanie", title="Образование", description="Школы и детские сады."),
        Section(key="dorogi", title="Дороги"),
    ),
    act_kinds=(
        ActKind(key="prikaz", title="Приказ", plural="Приказы", genitive="приказа"),
        ActKind(key="postanovlenie", title="Постановление", plural="Постановления"),
    ),
    issuers=(
        Issuer(key="adm", title="Администрация города Липовска", short="Администрация"),
        Issuer(key="uo", title="Управление образования"),
    ),
    menu=(
        Link(title="Новости", url="/news/"),
        Link(title="Документы", url="/documents/"),
        Link(title="Город", url="/gorod/", children=(Link(title="Бюджет", url="/byudzhet/"),)),
    ),
    services=(Link(title="Написать нам", url="/obrashcheniya/"),),
    age="6+",
    per_page=3,
    per_month_page=2,
    feed_items=3,
)


def moment(year: int, month: int, day: int, hour: int = 10, minute: int = 0) -> datetime:
    """A moment in the town's zone."""
    return datetime(year, month, day, hour, minute, tzinfo=ZONE)


def news(name: str, when: datetime | None = None, **fields: object) -> Document:
    """A news item."""
    when = when or moment(2026, 11, 17)
    prefix = "" if fields.get("lang", "ru") == "ru" else f"/{fields['lang']}"
    values = {
        "path": f"news/{name}.md",
        "kind": Kind.NEWS,
        "title": f"Новость {name}",
        "date": when,
        "address": f"{prefix}/news/{when:%Y/%m/%d}/{name}/",
        "slug": name,
    }
    return Document(**(values | fields))


def act(number: str, adopted: date | None = None, **fields: object) -> Document:
    """An act; fields of `Act` and of `Document` together."""
    adopted = adopted or date(2023, 5, 23)
    own = {key: fields.pop(key) for key in Act.__slots__ if key in fields and key != "number"}
    facts = Act(
        **({"kind": "prikaz", "issuer": "adm"} | own | {"number": number, "adopted": adopted})
    )
    name = number.replace("/", "-")
    address = f"/documents/{facts.issuer}/{facts.kind}/{adopted.year}/{name}/"
    values = {
        "path": f"documents/{facts.issuer}-{facts.kind}-{adopted:%Y-%m-%d}-{name}/index.md",
        "kind": Kind.DOCUMENT,
        "title": f"О деле {number}",
        "date": datetime(adopted.year, adopted.month, adopted.day, 12, tzinfo=ZONE),
        "address": address,
        "slug": name,
        "act": facts,
    }
    return Document(**(values | fields))


def report(name: str, when: datetime | None = None, **fields: object) -> Document:
    """A report."""
    when = when or moment(2026, 4, 1)
    values = {
        "path": f"reports/{name}.md",
        "kind": Kind.REPORT,
        "title": f"Отчёт {name}",
        "date": when,
        "address": f"/reports/{when.year}/{name}/",
        "slug": name,
        "report": Report(period="первый квартал 2026 года", issuer="adm"),
    }
    return Document(**(values | fields))


def page(place: str, **fields: object) -> Document:
    """A page of the tree: `gorod/istoriya`, `en/city`."""
    values = {
        "path": f"pages/{place}.md",
        "kind": Kind.PAGE,
        "title": f"Страница {place}",
        "date": moment(2025, 1, 1),
        "address": f"/{place}/",
        "slug": place.rpartition("/")[2],
    }
    return Document(**(values | fields))


def project(place: str, level: str, **fields: object) -> Document:
    """A page that is a project."""
    years = Project(level=level, start=date(2019, 1, 1), end=date(2024, 12, 31))
    return page(place, **({"project": years} | fields))


def picture_file(path: str, url: str = "", *, wide: int = 1600, fault: str = "") -> PublishedFile:
    """A photo with all that a build makes of it."""
    widths = [width for width in (480, 800, 1200, 1600) if width <= wide]
    made = [
        Derived(
            suffix=f"-{width}.{extension}",
            cached="",
            media_type=media_type,
            width=width,
            height=width * 3 // 4,
            size=width * 100,
            digest=f"{width}{extension}",
        )
        for width in widths
        for extension, media_type in (("webp", "image/webp"), ("jpg", "image/jpeg"))
    ]
    for suffix, width, height in ((".jpg", wide, wide * 3 // 4), ("-social.jpg", 1200, 630)):
        made.append(
            Derived(
                suffix=suffix,
                cached="",
                media_type="image/jpeg",
                width=width,
                height=height,
                size=400_000,
                digest=f"clean{suffix}",
            )
        )
    facts = FileFacts(
        path=path,
        digest="original",
        size=5_000_000,
        media_type="image/jpeg",
        width=wide,
        height=wide * 3 // 4,
        fault=fault,
    )
    return PublishedFile(facts=facts, url=url or f"/files/{path}", derived=tuple(made))


def pdf_file(path: str, url: str = "", *, pages: int = 6, text: bool = True) -> PublishedFile:
    """A PDF of 240 КБ with the picture of its first page."""
    facts = FileFacts(
        path=path,
        digest="abc",
        size=240 * 1024,
        media_type="application/pdf",
        pages=pages,
        text_layer="text" if text else "scan",
        has_text=text,
    )
    made = tuple(
        Derived(
            suffix=f"-page1.{extension}",
            cached="",
            media_type=media_type,
            width=320,
            height=452,
            size=9000,
            digest="",
        )
        for extension, media_type in (("webp", "image/webp"), ("jpg", "image/jpeg"))
    )
    return PublishedFile(facts=facts, url=url or f"/files/{path}", derived=made)


class FakeView:
    """Answers a target's questions from memory."""

    def __init__(
        self,
        portal: Portal = PORTAL,
        documents: Iterable[Document] = (),
        *,
        now: datetime | None = None,
        preview: bool = False,
    ) -> None:
        self.portal = portal
        self.preview = preview
        self.now = now or moment(2026, 11, 20)
        self.reads = Reads()
        self._names: dict[str, list[Document]] = {}
        self._bodies: dict[str, Body] = {}
        self._files: dict[str, PublishedFile] = {}
        self._texts: dict[str, tuple[str, ...]] = {}
        self._lists: dict[str, list[tuple[int, str, Document]]] = {}
        for document in documents:
            self.add(document)

    # --- what the site holds ----------------------------------------------------------------

    def add(self, document: Document, body: Body | str = "") -> Document:
        """Publishes a document, if it is to be seen at `now`."""
        if not visible(document, self.now, preview=self.preview):
            return document
        self._bodies[document.path] = as_body(body)
        citations = self._bodies[document.path].citations
        for key in lookup_keys(document):
            self._names.setdefault(key, []).append(document)
        for member in lists_of(document, self.now, self.portal, citations):
            self._enter(member, document)
        self._infer_statuses()
        return document

    def _enter(self, member: Membership, document: Document) -> None:
        place = self._lists.setdefault(member.name, [])
        place.append((member.position, document.path, document))
        place.sort(key=itemgetter(0, 1), reverse=True)

    def _infer_statuses(self) -> None:
        """Every act may have another status now that one has come."""
        known = (document for found in self._names.values() for document in found)
        acts = {document.path: document for document in known if document.act}
        for name in [name for name in self._lists if name.startswith(("status/", "en:status/"))]:
            del self._lists[name]
        for document in acts.values():
            for member in status_lists(self, document):
                self._enter(member, document)
        self.reads = Reads()

    def add_file(self, file: PublishedFile, text: tuple[str, ...] = ()) -> PublishedFile:
        """Publishes a file with its text by page, unless something is wrong with it."""
        if not file.facts.fault:
            self._files[file.facts.path] = file
            self._texts[file.facts.path] = text
        return file

    # --- the questions of a view ------------------------------------------------------------

    def document(self, reference: str) -> Document | None:
        self.reads.keys.add(reference)
        found = self._names.get(reference, [])
        return found[0] if len(found) == 1 or (found and "*" not in reference) else None

    def body(self, path: str) -> Body:
        self.reads.keys.add(f"body:{path}")
        return self._bodies[path]

    def words(self, path: str) -> Words:
        document = next(one for one in self._names.values() if one.path == path)
        return count_words(document, self.body(path), self.portal)

    def file(self, path: str) -> PublishedFile | None:
        self.reads.keys.add(f"file:{path}")
        return self._files.get(path)

    def file_text(self, path: str) -> tuple[str, ...]:
        return self._texts.get(path, ()) if self.file(path) else ()

    def file_citations(self, path: str) -> tuple[FileCitation, ...]:
        return decode_citations(citations_of_pages(self.portal.act_kinds, self.file_text(path)))

    def printed(self, sheet: Sheet) -> Printed:
        return Printed(path="print/a.pdf", size=30 * 1024, pages=2, digest="printed")

    def newest(self, name: str, count: int) -> Sequence[Document]:
        rows = self._lists.get(name, [])[:count]
        low = rows[-1][0] if rows and len(rows) == count else OLDEST
        self.reads.ranges.add((name, low, NEWEST))
        return [row[2] for row in rows]

    def all(self, name: str) -> Sequence[Document]:
        self.reads.ranges.add((name, OLDEST, NEWEST))
        return [row[2] for row in self._lists.get(name, [])]

    def between(self, name: str, low: int, high: int) -> Sequence[Document]:
        self.reads.ranges.add((name, low, high))
        return [row[2] for row in self._lists.get(name, []) if low <= row[0] <= high]

    def before(self, name: str, document: Document, count: int) -> Sequence[Document]:
        rows = self._lists.get(name, [])
        place = self._place(rows, document)
        if place is None:
            return []
        found = [row for row in rows if row[0] < place][:count]
        low = found[-1][0] if found and len(found) == count else OLDEST
        self.reads.ranges.add((name, low, place))
        return [row[2] for row in found]

    def neighbours(self, name: str, document: Document) -> tuple[Document | None, Document | None]:
        rows = self._lists.get(name, [])
        place = self._place(rows, document)
        if place is None:
            return None, None
        newer = next((row for row in reversed(rows) if row[0] > place), None)
        older = next((row for row in rows if row[0] < place), None)
        self.reads.ranges.add((name, older[0] if older else OLDEST, newer[0] if newer else NEWEST))
        return newer[2] if newer else None, older[2] if older else None

    def count(self, name: str) -> int:
        self.reads.ranges.add((name, OLDEST, NEWEST))
        return len(self._lists.get(name, []))

    def months(self, name: str) -> Sequence[tuple[int, int]]:
        self.reads.keys.add(f"months:{name}")
        found = (month_of(other) for other in self._lists)
        return sorted((month[1:] for month in found if month and month[0] == name), reverse=True)

    def lists(self, parent: str) -> Sequence[str]:
        self.reads.keys.add(f"lists:{parent}")
        return sorted(name for name in self._lists if name.rpartition("/")[0] == parent)

    def asset(self, name: str) -> str:
        stem, _, extension = name.rpartition(".")
        return f"/theme/{stem}.1f2e3d4c.{extension}"

    @staticmethod
    def _place(rows: Sequence[tuple[int, str, Document]], document: Document) -> int | None:
        places = (position for position, path, _document in rows if path == document.path)
        return next(places, None)


def as_body(body: Body | str) -> Body:
    """HTML as a body without references."""
    if isinstance(body, Body):
        return body
    return Body(html=body, text=re.sub(r"<[^>]*>", " ", body).strip())
