"""A small town whose officers change its files at random: the input of the property tests."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from msgspec.structs import replace
from PIL import Image

from vestnik.core.model import Contact
from vestnik.core.portal import ActKind, Issuer, Link, Portal, Section
from vestnik.settings import Places, bundled
from vestnik.site.build import build
from vestnik.site.request import Report, Request

PORTAL = Portal(
    name="Администрация города Липовска",
    short_name="Липовск",
    url="https://lipovsk.example",
    languages=("ru", "en"),
    sections=(
        Section(key="dorogi", title="Дороги"),
        Section(key="shkoly", title="Школы"),
    ),
    act_kinds=(
        ActKind(key="prikaz", title="Приказ", plural="Приказы", genitive="приказа"),
        ActKind(key="postanovlenie", title="Постановление", plural="Постановления"),
    ),
    issuers=(
        Issuer(key="adm", title="Администрация города Липовска", short="Администрация"),
        Issuer(key="uo", title="Управление образования", short="Образование"),
    ),
    menu=(Link(title="Новости", url="/news/"), Link(title="Документы", url="/documents/")),
    contacts=Contact(phone="+7 (000) 555-00-00"),
    per_page=4,
    per_month_page=3,
    feed_items=4,
)
START = datetime(2026, 3, 10, 9, tzinfo=UTC)
NAMED_DAY = "15.01.2026"
"""Of the few acts that texts of the town name, see `Town.cite`."""
_WORDS = (
    *("дорога", "школа", "мост", "автобус", "ремонт", "праздник"),
    *("библиотека", "вода", "ярмарка", "спорт", "парк", "зима"),
)


def words(seed: int, count: int) -> str:
    """A sentence of the town, the same for the same seed."""
    chosen = [_WORDS[(seed * 7 + n * (seed % 5 + 3)) % len(_WORDS)] for n in range(count)]
    return " ".join(chosen).capitalize()


def picture(shade: int) -> bytes:
    """A small JPEG."""
    stream = io.BytesIO()
    Image.new("RGB", (60, 40), (shade % 256, 90, 120)).save(stream, "JPEG")
    return stream.getvalue()


def docx(text: str) -> bytes:
    """A Word file with one paragraph, the same bytes each time."""
    run = f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"
    part = f'<w:document xmlns:w="w"><w:body>{run}</w:body></w:document>'
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in (("[Content_Types].xml", "<Types/>"), ("word/document.xml", part)):
            archive.writestr(zipfile.ZipInfo(name), data)
    return stream.getvalue()


def pdf(text: str) -> bytes:
    """A PDF of one page with a line of text in Russian, made by hand."""
    stream = b"BT /F1 12 Tf 20 100 Td <%s> Tj ET" % text.encode("cp1251").hex().encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources 6 0 R>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 7 0 R>>",
        b"<</Font<</F1 5 0 R>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(_LETTERS), _LETTERS),
    ]
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, io.SEEK_END)
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(out.tell())
        out.write(b"%d 0 obj%s endobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % offset for offset in offsets))
    out.write(b"trailer<</Size %d/Root 1 0 R>>startxref\n%d\n%%%%EOF" % (len(objects) + 1, start))
    return out.getvalue()


_LETTERS = (
    b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap "
    b"1 begincodespacerange <00> <FF> endcodespacerange "
    b"3 beginbfrange <20> <7E> <0020> <B9> <B9> <2116> <C0> <FF> <0410> endbfrange "
    b"endcmap end end"
)
"""Which letters the codes of the page are: those of Windows 1251, but for Ё and quotation marks."""


@dataclass
class Town:
    """A content folder with an incremental output beside it."""

    root: Path
    now: datetime = START
    portal: Portal = PORTAL
    made: int = 0
    reports: list[Report] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.content = self.root / "content"
        self.content.mkdir(parents=True)
        (self.root / "custom" / "templates").mkdir(parents=True)

    # --- building ---------------------------------------------------------------------------

    def request(self, cache: str = "cache", output: str = "output", **choices: object) -> Request:
        """What to build now; another `cache` makes it a clean build."""
        places = Places(
            content=self.content,
            theme=bundled("theme"),
            override=self.root / "custom",
            cache=self.root / cache,
            baseline=self.root / "problems-baseline.yaml",
        )
        return Request(
            portal=self.portal,
            places=places,
            output=self.root / output,
            now=self.now,
            workers=1,
            **choices,
        )

    def build(self, **choices: object) -> Report:
        """Brings the output up to date."""
        self.reports.append(build(self.request(**choices)))
        return self.reports[-1]

    def tree(self, output: str = "output") -> dict[str, bytes]:
        """Every file of an output but the marker, which names the ledger."""
        folder = self.root / output
        return {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.is_file() and path.name != ".vestnik-output"
        }

    # --- what officers do -------------------------------------------------------------------

    def write(self, path: str, text: str | bytes) -> str:
        """Puts a file into the content folder."""
        place = self.content / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    def sources(self) -> list[str]:
        """Paths of all Markdown files, sorted."""
        return sorted(p.relative_to(self.content).as_posix() for p in self.content.rglob("*.md"))

    def pick(self, number: int, kind: str = "") -> str | None:
        """One of the sources."""
        found = [path for path in self.sources() if path.startswith(kind)]
        return found[number % len(found)] if found else None

    def edit(self, path: str, change: Callable[[str], str]) -> None:
        """Rewrites a source."""
        place = self.content / path
        place.write_bytes(change(place.read_text("utf-8")).encode())

    def set_line(self, path: str, key: str, value: str) -> None:
        """Sets a line of the front matter."""
        pattern = re.compile(rf"^{key}:.*\n", re.MULTILINE)

        def change(text: str) -> str:
            text = pattern.sub("", text, count=1)
            return text.replace("---\n", f"---\n{key}: {value}\n", 1) if value else text

        self.edit(path, change)

    def _line(self, path: str, key: str) -> str:
        """A line of the front matter."""
        text = (self.content / path).read_text("utf-8")
        return next((line for line in text.splitlines() if line.startswith(f"{key}:")), "")

    def _moment(self, number: int) -> str:
        return f"{self.now - timedelta(days=number % 90, hours=number % 24):%Y-%m-%d %H:%M}"

    def add_news(self, n: int) -> None:
        """A news item, some with a picture, tags and a section."""
        self.made += 1
        name = f"news/{2025 + n % 2}/item-{self.made}"
        lines = [f"title: {words(n, 4)} {self.made}", f"date: {self._moment(n)}"]
        lines.append(f"lead: {words(n + 1, 8)}.")
        if n % 3:
            lines.append(f"section: {('dorogi', 'shkoly')[n % 2]}")
        if n % 4 == 0:
            lines.append(f"tags: [{_WORDS[n % 5]}]")
        if n % 5 == 0:
            self.write(f"{name}.jpg", picture(n))
            lines.append(f"image: {{file: item-{self.made}.jpg, alt: Вид на {_WORDS[n % 12]}}}")
        if n % 7 == 0:
            lines.append("important: true")
        if n % 6 == 5:
            lines.append(f"redirect_from: [/old/{self.made}.html, '/index.php?ID={self.made}']")
        self._item(f"{name}.md", lines, n)

    def add_act(self, n: int) -> None:
        """An act, some with a PDF and with relations to an older one."""
        self.made += 1
        older = self.pick(n, "documents/") if n % 2 else None
        adopted = self.now.date() - timedelta(days=n % 300)
        if older and f"adopted: {adopted}" < self._line(older, "adopted"):
            older = None
        lines = [
            f"title: О мерах, {words(n, 3)}",
            f"date: {self._moment(n)}",
            f"kind: {('приказ', 'постановление')[n % 2]}",
            f"number: {self.made}-п",
            f"adopted: {adopted}",
            f"issuer: {('adm', 'uo')[n % 2]}",
        ]
        folder = f"documents/{adopted.year}/act-{self.made}"
        if n % 3 == 0:
            self.write(f"{folder}/act.pdf", pdf(f"Act {self.made}"))
            lines.append("attachments: [{file: act.pdf, title: Текст}]")
        if n % 3 == 1:
            self.write(f"{folder}/table.docx", docx(f"Таблица {words(n, 4)}"))
            lines.append("attachments: [{file: table.docx, title: Таблица}]")
        if older:
            lines.append(f"{('amends', 'repeals', 'based_on')[n % 3]}: [{{address: /{older}}}]")
        if older and n % 4 == 3:
            day = self.now.date()
            since, until = day + timedelta(days=n % 7), day + timedelta(days=n % 11)
            lines.append(f"suspends: [{{address: /{older}, since: {since}, until: {until}}}]")
        if n % 6 == 1:
            lines.append(f"valid_until: {self.now.date() + timedelta(days=n % 8)}")
        if n % 5 == 0:
            lines.append(f"effective: {self.now.date() + timedelta(days=n % 9)}")
        if n % 5 == 2:
            lines += [
                f"status: {('действует', 'утратил силу')[n % 2]}",
                f"status_checked: {adopted}",
            ]
        self._item(f"{folder}/index.md", lines, n)

    def cite(self, n: int) -> None:
        """A news item or an act whose text or PDF names one of a few acts, there or not."""
        self.made += 1
        lines = [f"title: {words(n, 3)} {self.made}", f"date: {self._moment(n)}"]
        if n % 4:
            path = f"news/2026/citing-{self.made}.md"
            lines.append(f"lead: {words(n, 5)}.")
        else:
            path = f"documents/2026/citing-{self.made}/index.md"
            lines += ["kind: приказ", f"number: {self.made}-ц", "adopted: 2026-02-02", "issuer: uo"]
        if n % 3 == 2:
            self.write(f"{path.removesuffix('.md')}.pdf", pdf(_naming(n)))
            lines.append(f"attachments: [{{file: {Path(path).stem}.pdf, title: Порядок}}]")
        body = f"\n{_naming(n if n % 3 != 2 else n + n % 4)}\n"
        self.write(path, "---\n" + "\n".join(lines) + "\n---\n" + body)

    def rewrite_file(self, n: int) -> None:
        """A PDF names another act, or none."""
        files = sorted(self.content.rglob("*.pdf"))
        if files:
            files[n % len(files)].write_bytes(pdf(_naming(n) if n % 4 else f"New {n}"))

    def add_named(self, n: int) -> None:
        """One of the few acts that texts name: of one body, or of the other as well."""
        kind, issuer = n // 3 % 2, n % 7 % 2
        lines = [
            f"title: О деле, {words(n, 3)}",
            "date: 2026-01-20 10:00",
            f"kind: {('приказ', 'постановление')[kind]}",
            f"number: {n % 3}/п",
            "adopted: 2026-01-15",
            f"issuer: {('adm', 'uo')[issuer]}",
        ]
        self._item(f"documents/2026/named-{kind}{issuer}{n % 3}/index.md", lines, n)

    def drop_named(self, n: int) -> None:
        """One of them goes."""
        if path := self.pick(n, "documents/2026/named-"):
            (self.content / path).unlink()
            self._drop_mentions(path)

    def add_page(self, n: int) -> None:
        """A page of the tree, sometimes below another."""
        self.made += 1
        folder = ("pages", "pages/gorod")[n % 2]
        self._item(
            f"{folder}/page-{self.made}.md", [f"title: {words(n, 2)}", "date: 2025-01-01"], n
        )

    def add_report(self, n: int) -> None:
        """A report."""
        self.made += 1
        lines = [f"title: Отчёт {self.made}", f"date: {self._moment(n)}", "section: shkoly"]
        self._item(f"reports/{2025 + n % 2}/report-{self.made}.md", lines, n)

    def _item(self, path: str, lines: list[str], n: int) -> None:
        other = self.pick(n)
        link = f"\n\nСмотрите [прежний материал](/{other})." if other and n % 3 == 1 else ""
        front = "\n".join(lines)
        self.write(path, f"---\n{front}\n---\n{words(n, 20)}.{link}\n")

    def edit_body(self, n: int) -> None:
        """A sentence more."""
        if path := self.pick(n):
            self.edit(path, lambda text: f"{text}\n{words(n, 6)}.\n")

    def retitle(self, n: int) -> None:
        """Another title."""
        if path := self.pick(n):
            self.set_line(path, "title", f"{words(n, 3)} заново")

    def retag(self, n: int) -> None:
        """Other tags and another section."""
        if path := self.pick(n, "news/"):
            self.set_line(path, "tags", f"[{_WORDS[n % 5]}, {_WORDS[n % 7]}]" if n % 9 else "")
            self.set_line(path, "section", ("dorogi", "shkoly", "")[n % 3])

    def redate(self, n: int) -> None:
        """Published at another time: backdated, or put under embargo."""
        if path := self.pick(n, "news/"):
            moment = self.now + timedelta(days=n % 40 - 30, hours=n % 5)
            self.set_line(path, "date", f"{moment:%Y-%m-%d %H:%M}")

    def hide(self, n: int) -> None:
        """Made a draft, or published."""
        if path := self.pick(n):
            self.set_line(path, "draft", "true" if n % 2 else "")

    def limit(self, n: int) -> None:
        """Given an end."""
        if path := self.pick(n, "news/"):
            self.set_line(path, "expires", f"{self.now + timedelta(days=n % 20):%Y-%m-%d %H:%M}")

    def announce(self, n: int) -> None:
        """A warning on every page, or an event."""
        if path := self.pick(n, "news/"):
            moment = f"{self.now + timedelta(days=n % 6 + 1):%Y-%m-%d %H:%M}"
            if n % 2:
                self.set_line(path, "alert", f"{{until: {moment}, text: {words(n, 5)}}}")
            else:
                self.set_line(path, "events", f"[{{start: {moment}, place: Площадь}}]")

    def withdraw(self, n: int) -> None:
        """Taken back: the page stays and says so."""
        if path := self.pick(n, "documents/"):
            self.set_line(path, "withdrawn", "{date: 2026-03-09, reason: Издан ошибочно}")

    def relate(self, n: int) -> None:
        """Beside it, another item."""
        path, other = self.pick(n), self.pick(n * 3 + 1)
        if path and other and path != other:
            self.set_line(path, "related", f"[/{other}]")

    def delete(self, n: int) -> None:
        """Removed, with the lines of others that named it."""
        if path := self.pick(n):
            (self.content / path).unlink()
            self._drop_mentions(path)

    def move(self, n: int) -> None:
        """Renamed, with the lines of others that named it."""
        if path := self.pick(n):
            self.made += 1
            new = path.replace(".md", f"-{self.made}.md")
            new = new.replace("index-", "index/index-") if "index-" in new else new
            if new.startswith("documents/") or "image:" in (self.content / path).read_text("utf-8"):
                return
            (self.content / path).rename(self.content / new)
            self._drop_mentions(path)

    def _drop_mentions(self, path: str) -> None:
        for other in self.sources():
            text = (self.content / other).read_text("utf-8")
            kept = [line for line in text.splitlines(keepends=True) if f"/{path}" not in line]
            if len(kept) != len(text.splitlines()):
                self.write(other, "".join(kept))

    def change_file(self, n: int) -> None:
        """Another picture, PDF or Word file under the same name."""
        made = {
            ".jpg": lambda: picture(n),
            ".pdf": lambda: pdf(f"New {n}"),
            ".docx": lambda: docx(f"Перечень {words(n, 3)}"),
        }
        files = sorted(p for p in self.content.rglob("*.*") if p.suffix in made)
        if files:
            place = files[n % len(files)]
            place.write_bytes(made[place.suffix]())

    def print_it(self, n: int) -> None:
        """A PDF is made of the text, or no longer, or as the settings say."""
        if path := self.pick(n, ("documents/", "reports/")[n % 2]):
            self.set_line(path, "pdf", ("auto", "auto", "no", "")[n % 4])

    def print_all(self, n: int) -> None:
        """The settings ask for PDFs of all acts and reports, or do not."""
        self.portal = replace(self.portal, pdf=("", "auto")[n % 2])

    def change_template(self, n: int) -> None:
        """The town's own template."""
        name = ("news.html", "list.html", "404.html")[n % 3]
        place = self.root / "custom" / "templates" / name
        place.write_text(f'{{% extends "theme/{name}" %}}\n<!-- {n} -->\n', "utf-8")

    def change_setting(self, n: int) -> None:
        """Another number of items on a page, another imprint."""
        self.portal = replace(self.portal, per_page=3 + n % 3, imprint=f"Издание {n % 4}")

    def wait(self, n: int) -> None:
        """Time goes by."""
        self.now += timedelta(hours=6 * (n % 60))


def _naming(n: int) -> str:
    """A sentence that names one of a few acts."""
    kind = ("приказу", "постановлению")[n // 3 % 2]
    issuer = ("", "администрации города Липовска ", "управления образования ")[n % 5 % 3]
    return f"Работа идёт по {kind} {issuer}от {NAMED_DAY} № {n % 3}/п."


def _note_change(town: Town, n: int) -> None:
    """Told to readers: an act was changed on the site."""
    if path := town.pick(n, "documents/"):
        day = town.now.date() - timedelta(days=n % 70)
        town.set_line(path, "changes", f"[{{date: {day}, note: {words(n, 4)}}}]")


DEEDS = (
    Town.add_news, Town.add_news, Town.add_act, Town.add_act, Town.add_page, Town.add_report,
    Town.edit_body, Town.retitle, Town.retag, Town.redate, Town.hide, Town.limit, Town.announce,
    Town.withdraw, Town.relate, Town.delete, Town.move, Town.change_file, Town.change_template,
    Town.change_setting, Town.wait, Town.wait, Town.cite, Town.cite, Town.add_named, Town.add_named,
    Town.drop_named, _note_change,
    Town.drop_named, Town.print_it, Town.print_it, Town.print_all, Town.rewrite_file,
    Town.rewrite_file,
)  # fmt: skip
"""What may happen, in one step."""
