"""The content model: one frozen struct per concept.

A source file becomes one `Document` (its facts, which lists and pages of others may show) and one
`Body` (its text, which only its own page, the feeds and the search read). Both are pure functions
of the source's bytes and the settings: nothing in them depends on other files, on the clock or on
the output, so they can be kept in the catalogue. Whatever needs another file is kept as a
*reference*, looked up when a page is rendered.

Paths of sources are relative to the content folder with forward slashes (`news/2026/priem.md`).
Addresses are absolute within the site (`/news/2026/11/17/priem/`).
"""

from __future__ import annotations

import enum
from datetime import date, datetime

from msgspec import Struct

from vestnik.core.citation import Citation

Day = date
"""A date without a time, where a field is itself called `date`."""


class Kind(enum.StrEnum):
    """What a source file is; decides which fields it may have and where it appears."""

    NEWS = "news"
    DOCUMENT = "document"
    REPORT = "report"
    PAGE = "page"


class Picture(Struct, frozen=True, kw_only=True):
    """A picture with what a reader who cannot see it needs to know."""

    file: str
    """Path of the picture, relative to the content folder."""
    alt: str
    """What the picture shows; empty only for a decoration."""
    caption: str = ""
    credit: str = ""
    """Author or owner of the rights."""


class Attachment(Struct, frozen=True, kw_only=True):
    """A file to download from the page of its document."""

    file: str
    """Path relative to the content folder."""
    title: str = ""
    """How the link is called; the file's name where empty."""
    waiver: str = ""
    """Reason for publishing a file that is not accessible."""


class Change(Struct, frozen=True, kw_only=True):
    """A change of a published item, told to its readers."""

    date: date
    note: str


class Withdrawal(Struct, frozen=True, kw_only=True):
    """The item is no longer published: its page stays and says when and why."""

    date: date
    reason: str


class Signatory(Struct, frozen=True, kw_only=True):
    """Who signed: «Начальник управления образования — О. Ю. Бригида»."""

    name: str
    post: str = ""


class Contact(Struct, frozen=True, kw_only=True):
    """Whom to ask."""

    name: str = ""
    post: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    hours: str = ""
    url: str = ""


class Video(Struct, frozen=True, kw_only=True):
    """A video elsewhere: shown as a link with a poster, never embedded."""

    url: str
    title: str = ""
    poster: str = ""
    """Path of the poster picture, relative to the content folder; may be empty."""
    transcript: str = ""
    """What is said and shown, for those who cannot hear or see it."""
    duration: str = ""


class Alert(Struct, frozen=True, kw_only=True):
    """A warning that stands on every page (through one shared fragment) until a moment."""

    until: datetime
    text: str = ""
    """The warning in one sentence; the item's title where empty."""


class Event(Struct, frozen=True, kw_only=True):
    """Something that takes place, or a deadline: shown under «Скоро» until it is over."""

    start: datetime
    end: datetime | None = None
    place: str = ""
    deadline: bool = False
    """True for a date until which something can be done («приём заявок до…»)."""
    title: str = ""


class Consultation(Struct, frozen=True, kw_only=True):
    """Public discussion of a draft act."""

    start: date
    until: date
    email: str = ""
    address: str = ""


class Publication(Struct, frozen=True, kw_only=True):
    """Official publication of an act in another medium."""

    name: str
    """«Вестник Светлоречья»."""
    date: date
    issue: str = ""
    """Issue and page, as printed."""
    url: str = ""


class ActReference(Struct, frozen=True, kw_only=True):
    """A relation of an act to another act, as the clerk named it."""

    kind: str = ""
    """Key of the site's list of kinds (`prikaz`), or the words as typed for an outside act."""
    number: str = ""
    date: date | None = None
    issuer: str = ""
    """Key of the issuer; the act's own issuer where empty."""
    address: str = ""
    """Address of the act, or path of its source, in place of kind, number and date."""
    title: str = ""
    scope: str = ""
    """Clauses concerned, as typed («пункт 2.1»); empty for the whole act."""
    since: Day | None = None
    """From which day on, where not from the day the naming act takes effect."""
    until: Day | None = None
    """Last day of a suspension; without one it lasts until it is lifted."""
    outside: bool = False
    """The act is not in this register: shown unlinked, never looked up."""
    url: str = ""
    """Address of an outside act elsewhere."""


class Annulment(Struct, frozen=True, kw_only=True):
    """A court has declared an act, or clauses of it, void."""

    date: date
    """From which day on the act has no force."""
    court: str
    case: str = ""
    """Number of the case, as typed."""
    scope: str = ""
    """Clauses concerned, as typed; empty for the whole act."""
    url: str = ""
    """Where the decision is published."""


class Act(Struct, frozen=True, kw_only=True):
    """What makes a document an act. Its identity is issuer + kind + number + date."""

    kind: str
    """Key of the site's list of kinds: `prikaz`, `postanovlenie`…"""
    number: str
    """As typed, without «№»: `375`, `3/650`, `123-п`, `б/н`."""
    adopted: date
    issuer: str
    """Key of the site's list of issuers."""
    effective: date | None = None
    """Entry into force; the day of adoption where not given."""
    published_in: tuple[Publication, ...] = ()
    amends: tuple[ActReference, ...] = ()
    repeals: tuple[ActReference, ...] = ()
    suspends: tuple[ActReference, ...] = ()
    based_on: tuple[ActReference, ...] = ()
    valid_until: date | None = None
    """Last day of its own term, where it has one."""
    annulled: Annulment | None = None
    signed_copy: str = ""
    """Path of the scan of the signed original."""
    status: str = ""
    """Typed only for what comes from outside the register; else derived."""
    status_checked: date | None = None
    project: bool = False
    """A draft act put up for discussion (проект)."""
    consultation: Consultation | None = None


class Report(Struct, frozen=True, kw_only=True):
    """What makes a document a report (справка, отчёт, доклад)."""

    period: str = ""
    """As typed: «первый квартал 2026 года»."""
    issuer: str = ""
    """Key of the site's list of issuers."""
    contacts: tuple[Contact, ...] = ()


class Project(Struct, frozen=True, kw_only=True):
    """What makes a page a project in the tree national → regional → municipal."""

    level: str
    """`national`, `federal`, `regional` or `municipal`."""
    start: date | None = None
    end: date | None = None


class MenuPlace(Struct, frozen=True, kw_only=True):
    """Where a page stands among its sisters."""

    order: int = 1000
    hidden: bool = False
    title: str = ""
    """Short name for menus; the page's title where empty."""


class Document(Struct, frozen=True, kw_only=True):
    """The facts of one item, as its front matter gives them."""

    path: str
    """Source, relative to the content folder."""
    kind: Kind
    title: str
    date: datetime
    """When it is published, in the site's time zone; in the future it is under embargo."""
    address: str
    slug: str
    section: str = ""
    """Key of the site's list of sections; empty for none."""
    tags: tuple[str, ...] = ()
    lead: str = ""
    image: Picture | None = None
    gallery: tuple[Picture, ...] = ()
    author: str = ""
    source: str = ""
    """Where the text was taken from, as typed or as an address."""
    video: tuple[Video, ...] = ()
    changes: tuple[Change, ...] = ()
    withdrawn: Withdrawal | None = None
    attachments: tuple[Attachment, ...] = ()
    draft: bool = False
    expires: datetime | None = None
    important: bool = False
    alert: Alert | None = None
    events: tuple[Event, ...] = ()
    age: str = ""
    """Age mark («12+»); the site's own where empty."""
    related: tuple[str, ...] = ()
    """Addresses or source paths of items that the author wants beside this one."""
    projects: tuple[str, ...] = ()
    """Addresses or source paths of the project pages that this item belongs to."""
    redirect_from: tuple[str, ...] = ()
    """Old addresses: paths, queries (`/index.php?ELEMENT_ID=375`), files, feeds."""
    guid: str = ""
    """Identifier in feeds kept from an old site; else made from the address."""
    owner: str = ""
    review_by: Day | None = None
    lang: str = "ru"
    translations: tuple[str, ...] = ()
    """Addresses or source paths of the same item in other languages."""
    signatory: tuple[Signatory, ...] = ()
    contacts: tuple[Contact, ...] = ()
    act: Act | None = None
    report: Report | None = None
    project: Project | None = None
    menu: MenuPlace | None = None
    pdf: str = ""
    """`auto`: the site makes a PDF of the text; `no`: it does not; empty: as the settings say."""
    contents: bool = False
    """Show a list of the headings at the top."""

    @property
    def updated(self) -> datetime:
        """The last change told to readers, never before `date`."""
        latest = max((change.date for change in self.changes), default=None)
        if latest is None or latest <= self.date.date():
            return self.date
        return datetime(latest.year, latest.month, latest.day, tzinfo=self.date.tzinfo)


class Heading(Struct, frozen=True, kw_only=True):
    """A heading of the body."""

    level: int
    """2 to 6; the title of the page is 1."""
    text: str
    anchor: str


class Reference(Struct, frozen=True, kw_only=True):
    """A link or picture of the body that leads to something of this site."""

    target: str
    """Content path of a source (`pages/kontakty.md`) or a file (`news/a.pdf`), or an address
    (`/news/`).
    """
    anchor: str = ""
    """Part behind «#», without it."""
    line: int = 0
    """Line of the source."""
    text: str = ""
    """Link text, or the alt text of a picture."""
    picture: bool = False
    title: str = ""
    """Markdown title of a picture: its caption."""


class Body(Struct, frozen=True, kw_only=True):
    """The text of one item."""

    html: str
    """Sanitised HTML. References of this site are still unresolved: `href="vestnik:N"` and `<img
    src="vestnik:N">` where N is an index into `references`.
    """
    text: str
    """Plain text, one block a line."""
    headings: tuple[Heading, ...] = ()
    anchors: tuple[str, ...] = ()
    """Every id that a link may lead to: headings, clauses, footnotes."""
    references: tuple[Reference, ...] = ()
    citations: tuple[Citation, ...] = ()
    """Acts that the text names; in the HTML `<a href="vestnik:cite:N">` marks the N-th."""


class Stated(Struct, frozen=True, kw_only=True):
    """What the first page of an act's PDF says that it is."""

    kind: str
    """In lower case: «приказ»."""
    number: str
    date: Day


class PersonalTrace(Struct, frozen=True, kw_only=True):
    """Personal data in a file."""

    datum: str
    """Name of its kind, see `core.personal.Datum`."""
    page: int
    """From 1."""
    masked: str
    """What may be shown of it."""
    sure: bool
    phone: str = ""
    """Of a phone, the digest that `core.personal.phone_mark` makes: those of the settings are no
    citizen's, and the digits themselves are kept nowhere.
    """


class FileFacts(Struct, frozen=True, kw_only=True):
    """What is known of an attachment or a picture, from its bytes alone."""

    path: str
    """Relative to the content folder."""
    digest: str
    """SHA-256, hexadecimal."""
    size: int
    """Bytes."""
    media_type: str
    """`application/pdf`, `image/jpeg`… by content, not by name."""
    width: int = 0
    """CSS pixels after the orientation is applied; 0 unless a picture."""
    height: int = 0
    pages: int = 0
    animated: bool = False
    """0 unless a PDF, or an office file that says it."""
    sheets: int = 0
    """Of a workbook."""
    text_layer: str = ""
    """Of a PDF: `text` on every page, `mixed` (most pages have text), `scan` (most are pictures),
    `garbled` (most pages' letters make no words); empty where nobody can tell.
    """
    has_text: bool = False
    """A PDF of which at least half of the pages hold words."""
    tagged: bool = False
    title: str = ""
    language: str = ""
    encrypted: bool = False
    locked: bool = False
    """It cannot even be opened without a password."""
    active: tuple[str, ...] = ()
    """What a PDF holds besides pages: `javascript`, `launch`, `embedded-files`."""
    stated: Stated | None = None
    """Of a PDF that begins with the head of an act."""
    personal: tuple[PersonalTrace, ...] = ()
    """Personal data in the text of a PDF, the first of each kind on a page."""
    fault: str = ""
    """Code of what is wrong with it (`missing`, `truncated`, `bomb`, `lfs-pointer`, `heic`…), or
    empty.
    """
    detail: str = ""
    """Details of the fault for the message, in Russian."""


class Derived(Struct, frozen=True, kw_only=True):
    """A file made from a picture or a PDF: a variant, a thumbnail."""

    suffix: str
    """Added to the stem of the address: `-800.webp`, `-page1.webp`, `.jpg`."""
    cached: str
    """Path relative to the media cache."""
    media_type: str
    width: int
    height: int
    size: int
    digest: str
