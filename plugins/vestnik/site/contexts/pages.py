"""Pages: the front page, lists, items, indexes, and what is no page of its own."""

from __future__ import annotations

from markupsafe import Markup
from msgspec import Struct

from vestnik.core.model import Alert, Change, Contact, Heading, Kind, Signatory, Withdrawal
from vestnik.core.portal import Link
from vestnik.core.statement import CheckRun
from vestnik.site.contexts.acts import ActFacts, Citing, HistoryStep, RegisterForm, Relation
from vestnik.site.contexts.frame import Page
from vestnik.site.contexts.lists import Card, DayGroup, Pager, TreeNode, YearMonths
from vestnik.site.contexts.parts import EventView, FeedLink, FileView, PictureView, Term, VideoView


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
