"""What templates see: one frozen `Struct` per thing on a page.

Presenters (`pages.py`) make these from documents; templates only arrange them. A template gets
`page` (one of the `…Page` classes below), `frame` (what is the same on every page) and `portal`.
Addresses are absolute within the site (`/news/…`), texts are plain unless their type is `Markup`.

Dataclasses are made by running the source of six methods for each of them: for these, a tenth of
the time that one edit takes. msgspec makes its own in C, and their values ten times as fast.
"""

from __future__ import annotations

from datetime import date, datetime

from markupsafe import Markup
from msgspec import Struct

from vestnik.core.model import (
    Alert,
    Annulment,
    Change,
    Consultation,
    Contact,
    Heading,
    Kind,
    Publication,
    Signatory,
    Withdrawal,
)
from vestnik.core.portal import Link
from vestnik.core.statement import CheckRun
from vestnik.search.passages import Piece

Day = date
"""A date, where a field is itself called `date`."""


class Crumb(Struct, frozen=True, kw_only=True):
    """A step of the breadcrumbs; the last one has no address."""

    title: str
    url: str = ""


class FeedLink(Struct, frozen=True, kw_only=True):
    """A feed that the page announces."""

    title: str
    url: str
    media_type: str
    """`application/rss+xml` or `application/atom+xml`."""


class PictureView(Struct, frozen=True, kw_only=True):
    """A picture in all its sizes."""

    src: str
    """JPEG (or PNG) for browsers that know nothing better, of middle width."""
    width: int
    height: int
    alt: str
    webp: str = ""
    """`srcset` of WebP variants, or empty."""
    jpeg: str = ""
    """`srcset` of JPEG variants, or empty."""
    caption: str = ""
    credit: str = ""
    full: str = ""
    """Address of the full-size file to download, or empty."""
    full_size: int = 0
    """Its size in bytes."""


class FileView(Struct, frozen=True, kw_only=True):
    """A file to download, with what one wants to know before."""

    url: str
    title: str
    type_name: str
    """«PDF», «DOCX»…"""
    size: int
    """Bytes."""
    pages: int = 0
    digest: str = ""
    """SHA-256, hexadecimal."""
    thumbnail: PictureView | None = None
    scan: bool = False
    """A PDF without text: a screen reader finds nothing in it."""
    waiver: str = ""
    """Why it is published though it is not accessible."""


class VideoView(Struct, frozen=True, kw_only=True):
    """A video elsewhere."""

    url: str
    title: str
    host: str
    """Name of the site it leads to: `rutube.ru`."""
    poster: PictureView | None = None
    transcript: str = ""
    duration: str = ""


class Term(Struct, frozen=True, kw_only=True):
    """A section, a tag, a kind of act: a name with the address of its list."""

    title: str
    url: str
    current: bool = False
    note: str = ""
    """A sentence about it, where a list has room: the description of a section."""
    lang: str = ""
    """Of what is behind a link to another language: `en`."""


class Choice(Struct, frozen=True, kw_only=True):
    """An option of a form."""

    value: str
    title: str


class RegisterForm(Struct, frozen=True, kw_only=True):
    """The filter of the register. Of what there is but one there is nothing to choose."""

    url: str
    files: str
    """Folder of the files that the browser filters."""
    script: str
    size: int
    """Rows on a page of what was found."""
    years: tuple[int, ...]
    kinds: tuple[Choice, ...] = ()
    issuers: tuple[Choice, ...] = ()
    sections: tuple[Choice, ...] = ()
    statuses: tuple[Choice, ...] = ()


class EventView(Struct, frozen=True, kw_only=True):
    """An event or a deadline of an item, shown under «Скоро»."""

    title: str
    url: str
    start: datetime
    end: datetime | None = None
    place: str = ""
    deadline: bool = False
    all_day: bool = False


class ActFacts(Struct, frozen=True, kw_only=True):
    """The card of facts of an act."""

    kind: str
    """«Приказ»."""
    number: str
    """With «№» where it has a number, «б/н» else, kept together by no-break spaces."""
    adopted: date
    issuer: str
    kind_url: str = ""
    issuer_url: str = ""
    effective: date | None = None
    project: bool = False
    consultation: Consultation | None = None
    status: str = ""
    """In words, or empty where not known."""
    status_tone: str = ""
    """How the status is shown beside its words: `active`, `pending`, `ended` or plain."""
    status_checked: date | None = None
    """The day whose knowledge the status is: «по данным на 16.11.2026»."""
    status_since: date | None = None
    """From which day on, where the status is not simply «действует»."""
    status_by: Term | None = None
    """The act that ended or suspended this one."""
    annulled: Annulment | None = None
    published_in: tuple[Publication, ...] = ()
    signed_copy: FileView | None = None


class Relation(Struct, frozen=True, kw_only=True):
    """A relation to another act: «вносит изменения в приказ от… № 12 «…»»."""

    label: str
    """«Изменяет», «Признаёт утратившим силу», «Принят на основании», «Изменён», «Утратил силу»."""
    title: str
    url: str = ""
    """Empty for an act outside the register."""
    scope: str = ""
    date: date | None = None
    since: Day | None = None
    """From which day on, where not from the day the act takes effect."""
    until: Day | None = None
    """Last day of a suspension."""


class HistoryStep(Struct, frozen=True, kw_only=True):
    """One step in the life of an act: «Изменён», with the act that did it."""

    date: date
    label: str
    title: str = ""
    url: str = ""
    scope: str = ""
    until: Day | None = None
    ahead: bool = False
    """Its day has not come yet."""


class FilePlace(Struct, frozen=True, kw_only=True):
    """Where a file names an act first."""

    file: str
    """Its address."""
    page: int
    words: str
    """«файл «Порядок», с. 3»."""

    @property
    def url(self) -> str:
        """Of that page of the file."""
        return f"{self.file}#page={self.page}"


class CitedBy(Struct, frozen=True, kw_only=True):
    """An item whose text or files cite the act of the page; or an act that its files cite."""

    title: str
    url: str
    date: date | None = None
    lang: str = ""
    """Only where it differs from the page's."""
    places: tuple[FilePlace, ...] = ()
    """Where the act is named, if not in the text."""


class Citing(Struct, frozen=True, kw_only=True):
    """«На этот документ ссылаются»; «Документы, названные в файлах»."""

    items: tuple[CitedBy, ...]
    """Newest first; those that files cite, in the order of the files."""
    complete: bool = True
    """False where there are more than the page names."""


class Card(Struct, frozen=True, kw_only=True):
    """An item in a list."""

    kind: Kind
    title: str
    url: str
    date: datetime
    updated: datetime
    lead: str = ""
    section: Term | None = None
    picture: PictureView | None = None
    act: ActFacts | None = None
    important: bool = False
    withdrawn: bool = False
    lang: str = ""
    """Only where it differs from the page's."""
    draft: bool = False
    """Only ever true in a preview."""


class DayGroup(Struct, frozen=True, kw_only=True):
    """Items of one day."""

    day: date
    cards: tuple[Card, ...]


class MonthLink(Struct, frozen=True, kw_only=True):
    """A month of an archive."""

    year: int
    month: int
    url: str
    current: bool = False


class YearMonths(Struct, frozen=True, kw_only=True):
    """The months of one year that have items, January first."""

    year: int
    url: str
    months: tuple[MonthLink, ...]


class Pager(Struct, frozen=True, kw_only=True):
    """Pages of one month, and the neighbouring months."""

    number: int
    total: int
    pages: tuple[Term, ...] = ()
    newer: Term | None = None
    older: Term | None = None


class TreeNode(Struct, frozen=True, kw_only=True):
    """A page in the tree of pages, or a project."""

    title: str
    url: str
    note: str = ""
    level: str = ""
    """Of a project: «Национальный проект»."""
    years: str = ""
    """Of a project: «2019–2024»."""
    children: tuple[TreeNode, ...] = ()
    current: bool = False


class Frame(Struct, frozen=True, kw_only=True):
    """What is the same on every page of one language and section of the menu."""

    lang: str
    home_url: str
    menu: tuple[Term, ...]
    languages: tuple[Term, ...] = ()
    """The other languages of the site."""
    stylesheet: str = ""
    scripts: tuple[str, ...] = ()
    early_script: str = ""
    """The one script that runs before the first paint."""
    emblem: str = ""
    alert_url: str = ""
    """The shared fragment that `alert.js` puts at the top of every page."""
    alert_page_url: str = ""
    """The same warnings as a page, for those without scripts."""
    preload_font: str = ""
    search_url: str = ""
    """Page of the search; nothing is shown while empty. So with all addresses below."""
    search_script: str = ""
    """What the search field loads when somebody goes there."""
    search_service_url: str = ""
    """Where the search field asks without scripts."""
    low_vision_url: str = ""
    """Page that tells how to read the site with large text, and holds the settings for it."""
    contacts_url: str = ""
    sitemap_url: str = ""
    feeds_url: str = ""
    open_data_url: str = ""
    accessibility_url: str = ""
    preview: bool = False


class Page(Struct, frozen=True, kw_only=True):
    """What every page has; the classes below add what stands in its middle."""

    title: str
    """Heading of level 1."""
    url: str
    canonical: str
    """Absolute, with the site's host."""
    lang: str
    crumbs: tuple[Crumb, ...] = ()
    """From home to here; empty on the home page."""
    head_title: str = ""
    """For `<title>`, the site's name included."""
    description: str = ""
    feeds: tuple[FeedLink, ...] = ()
    og_image: str = ""
    """Absolute address, or empty."""
    og_type: str = "website"
    jsonld: Markup = Markup()
    """JSON, escaped for a `<script type="application/ld+json">`."""
    published: datetime | None = None
    updated: datetime | None = None
    age: str = ""
    """«12+» or empty."""
    translations: tuple[Term, ...] = ()
    """The same page in other languages: title is the language's own name, url its address."""
    noindex: bool = False


class LowVisionPage(Page, frozen=True, kw_only=True):
    """low-vision.html: the settings of the low-vision mode, and how to do without script."""


class HomePage(Page, frozen=True, kw_only=True):
    """home.html"""

    important: Card | None = None
    news: tuple[Card, ...] = ()
    acts: tuple[Card, ...] = ()
    events: tuple[EventView, ...] = ()
    services: tuple[Link, ...] = ()
    projects: tuple[TreeNode, ...] = ()
    consultations: tuple[Card, ...] = ()
    """Draft acts that are open to comments."""
    news_url: str = ""
    """Where «Все новости» leads; no such link while empty. So with the three below."""
    acts_url: str = ""
    projects_url: str = ""
    consultations_url: str = ""


class ListPage(Page, frozen=True, kw_only=True):
    """list.html: the newest of a list, a month of it, a tag, a section, a cut of the register."""

    intro: str = ""
    groups: tuple[DayGroup, ...] = ()
    """Grouped by day where the list is news-like."""
    cards: tuple[Card, ...] = ()
    """Ungrouped: acts and reports, shown as a table or plain list."""
    acts: bool = False
    """Every item of `cards` is an act: show number, date, title in columns."""
    filters: tuple[tuple[str, tuple[Term, ...]], ...] = ()
    """Named rows of links: («Раздел», …), («Вид», …), («Год», …)."""
    register: RegisterForm | None = None
    """The filter at the head of all documents."""
    archive: tuple[YearMonths, ...] = ()
    pager: Pager | None = None
    total: int | None = None
    """How many items the whole list has, where it is said."""
    empty: str = ""
    """What to say when nothing is there."""


class ItemPage(Page, frozen=True, kw_only=True):
    """news.html, document.html, report.html, page.html"""

    kind: Kind
    lead: str = ""
    body: Markup = Markup()
    """Resolved HTML."""
    contents: tuple[Heading, ...] = ()
    """List of headings, or empty when not wanted."""
    section: Term | None = None
    tags: tuple[Term, ...] = ()
    projects: tuple[Term, ...] = ()
    picture: PictureView | None = None
    gallery: tuple[PictureView, ...] = ()
    videos: tuple[VideoView, ...] = ()
    files: tuple[FileView, ...] = ()
    ask: Contact | None = None
    """Whom to ask for a file in an accessible form; none where every file is accessible."""
    author: str = ""
    source: str = ""
    source_url: str = ""
    changes: tuple[Change, ...] = ()
    withdrawn: Withdrawal | None = None
    alert: Alert | None = None
    events: tuple[EventView, ...] = ()
    signatories: tuple[Signatory, ...] = ()
    contacts: tuple[Contact, ...] = ()
    checked: tuple[CheckRun, ...] = ()
    """What was checked, on the page about accessibility."""
    related: tuple[Card, ...] = ()
    """«По этой теме»."""
    newer: Term | None = None
    older: Term | None = None
    share: tuple[Term, ...] = ()
    period: str = ""
    issuer: str = ""
    act: ActFacts | None = None
    relations: tuple[Relation, ...] = ()
    history: tuple[HistoryStep, ...] = ()
    """«Редакции и изменения», oldest first; empty where nothing has happened since adoption."""
    citing: Citing | None = None
    named_in_files: Citing | None = None
    children: tuple[TreeNode, ...] = ()
    """Pages below this one."""
    siblings: tuple[TreeNode, ...] = ()
    """Side navigation of a page in the tree."""
    project_level: str = ""
    project_years: str = ""
    project_news: tuple[Card, ...] = ()
    draft: bool = False


class ArchivePage(Page, frozen=True, kw_only=True):
    """archive.html: the months of a year, or the years of a list."""

    filters: tuple[tuple[str, tuple[Term, ...]], ...] = ()
    """Other cuts of the same year, see `ListPage.filters`."""
    years: tuple[YearMonths, ...] = ()


class IndexPage(Page, frozen=True, kw_only=True):
    """index.html: all sections, all tags, all kinds of acts: names with addresses."""

    groups: tuple[tuple[str, tuple[Term, ...]], ...] = ()
    intro: str = ""


class SitemapPage(Page, frozen=True, kw_only=True):
    """sitemap.html, for people."""

    groups: tuple[tuple[str, tuple[TreeNode, ...]], ...] = ()


class FeedsPage(Page, frozen=True, kw_only=True):
    """feeds.html: «Подписки»."""

    groups: tuple[tuple[str, tuple[FeedLink, ...]], ...] = ()


class Narrowing(Struct, frozen=True, kw_only=True):
    """A value by which results can be narrowed, or their order."""

    title: str
    url: str
    """Within the page: `?q=…`."""
    count: int | None = None
    chosen: bool = False


class FoundItem(Struct, frozen=True, kw_only=True):
    """A result of the search service."""

    heading: tuple[Piece, ...]
    url: str
    name: tuple[Piece, ...]
    """«Приказ № 375», «Новость»."""
    date: date | None = None
    places: tuple[str, ...] = ()
    """Section, issuer."""
    ended: bool = False
    passage: tuple[Piece, ...] = ()
    file: Term | None = None
    """The page of an attachment that the passage is from."""
    lang: str = ""
    """Only where it differs from the page's."""


class SearchAnswer(Struct, frozen=True, kw_only=True):
    """What the search service has found; everything empty where nothing was asked."""

    query: str = ""
    kept: tuple[tuple[str, str], ...] = ()
    """Names and values that the form sends along: the chosen facets, the order."""
    status: str = ""
    corrected: str = ""
    literally: Term | None = None
    near: Term | None = None
    """The query with words of the site in place of those that no text has."""
    notes: tuple[str, ...] = ()
    rows: tuple[tuple[str, tuple[Narrowing, ...]], ...] = ()
    items: tuple[FoundItem, ...] = ()
    first: int = 1
    """Number of the first of them."""
    everywhere: Term | None = None
    advice: tuple[str, ...] = ()
    pager: Pager | None = None


class SearchPage(Page, frozen=True, kw_only=True):
    """search.html: a field, and what the script puts there, or the answer of the search service."""

    script: str = ""
    sentences: Markup = Markup()
    """What the script says, as JSON for a `<script type="application/json">`."""
    ways: tuple[Term, ...] = ()
    """Where one finds things without a search."""
    service_url: str = ""
    """A service that answers without scripts, or empty."""
    answer: SearchAnswer | None = None
    """Only the service has one: then there is no script."""


class DataSet(Struct, frozen=True, kw_only=True):
    """Files of open data that belong together."""

    title: str
    files: tuple[Term, ...] = ()
    years: tuple[tuple[int, tuple[Term, ...]], ...] = ()
    """The same by year, the latest first."""


class OpenDataPage(Page, frozen=True, kw_only=True):
    """opendata.html"""

    sets: tuple[DataSet, ...] = ()
    passport: tuple[tuple[str, str], ...] = ()
    """Names and values; a value may be an address, or empty."""
    statistics_url: str = ""


class LogRow(Struct, frozen=True, kw_only=True):
    """A line of the log of the register."""

    deed: str
    """«Опубликован»."""
    name: str
    """«Приказ от 23.05.2023 № 375»."""
    title: str
    url: str
    note: str = ""
    tone: str = ""
    """`active`, `ended` or plain."""


class LogDay(Struct, frozen=True, kw_only=True):
    """What happened on a day."""

    day: date
    rows: tuple[LogRow, ...]


class LogPage(Page, frozen=True, kw_only=True):
    """log.html"""

    days: tuple[LogDay, ...] = ()
    archive: tuple[YearMonths, ...] = ()
    """The address of a year is its table."""


class Bar(Struct, frozen=True, kw_only=True):
    """A part of a year's bar."""

    place: int
    """Of its kind among the kinds, from 0."""
    start: str
    """In percent of the longest bar, with the sign."""
    width: str


class StatisticsRow(Struct, frozen=True, kw_only=True):
    """The acts of a year by kind."""

    year: int
    url: str
    counts: tuple[int, ...]
    total: int
    bars: tuple[Bar, ...]


class StatisticsPage(Page, frozen=True, kw_only=True):
    """statistics.html"""

    kinds: tuple[Term, ...] = ()
    rows: tuple[StatisticsRow, ...] = ()
    """The latest year first."""
    totals: tuple[int, ...] = ()


class AlertFragment(Struct, frozen=True, kw_only=True):
    """alert.html: the shared fragment, not a page."""

    alerts: tuple[EventView, ...] = ()


class AlertPage(Page, frozen=True, kw_only=True):
    """alert-page.html: the warnings in force, for readers without scripts."""

    alerts: tuple[EventView, ...] = ()


class RedirectPage(Page, frozen=True, kw_only=True):
    """redirect.html: an old address."""

    target: str = ""
    target_title: str = ""
