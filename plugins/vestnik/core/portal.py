"""A municipality's settings, as one value that can be sent to a worker process.

The glue reads them from `pelicanconf.py` (a dictionary `VESTNIK`, beside a few of Pelican's own
names) and makes one `Portal`. Nothing below the glue sees Pelican's settings.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from msgspec import Struct, field

from vestnik.core.model import Contact
from vestnik.core.statement import CheckRun

SCHEMA = 1
"""The form of content and settings that this release reads, see `migrations`."""


class Naming(Struct, frozen=True, kw_only=True):
    """What something is called in another language."""

    title: str
    description: str = ""


class Section(Struct, frozen=True, kw_only=True):
    """A rubric of the site: «Образование»."""

    key: str
    """Stands in front matter and in the address: `obrazovanie`."""
    title: str
    description: str = ""
    translations: Mapping[str, Naming] = field(default_factory=dict)
    """By language: `{"en": {"title": "Education"}}`."""

    def named(self, lang: str) -> Naming:
        """What it is called in this language; in the site's own where nothing else is said."""
        return self.translations.get(lang) or Naming(title=self.title, description=self.description)


class ActKind(Struct, frozen=True, kw_only=True):
    """A kind of act: «Приказ»."""

    key: str
    """Stands in the address: `prikaz`."""
    title: str
    """Singular, capitalised: «Приказ»."""
    plural: str
    """«Приказы»."""
    genitive: str = ""
    """«приказа», for sentences."""


class Issuer(Struct, frozen=True, kw_only=True):
    """A body that adopts acts."""

    key: str
    """Stands in the address: `administraciya`."""
    title: str
    short: str = ""


class OutsideAct(Struct, frozen=True, kw_only=True):
    """An act that is not in the register but that texts cite: a federal law, a code."""

    url: str
    """Where it is published: `https://…`."""
    title: str = ""
    """Of a code its full name: «Земельный кодекс Российской Федерации»."""
    kind: str = ""
    """«постановление», «закон»; not needed for a federal law or a code."""
    number: str = ""
    """As texts cite it: `131-ФЗ`."""
    date: date | None = None


class Link(Struct, frozen=True, kw_only=True):
    """A named link: menus, services, partners, social networks, other municipalities."""

    title: str
    url: str
    """Address within the site (`/news/`) or elsewhere (`https://…`)."""
    note: str = ""
    children: tuple[Link, ...] = ()


class Admin(Struct, frozen=True, kw_only=True):
    """Where the form in the browser saves: a repository that holds the site."""

    backend: Literal["gitea", "gitlab", "github"]
    """Forgejo is `gitea`, too."""
    repo: str
    """`owner/name`."""
    branch: str = "main"
    server: str = ""
    """Address of a git server of one's own, without the last slash."""
    app_id: str = ""
    """Under which the form is known to the git server; empty: people sign in with a token."""


class Portal(Struct, frozen=True, kw_only=True):
    """Everything that a municipality sets."""

    name: str
    """Full name of the body: «Администрация городского округа Светлоречье»."""
    url: str
    """Address of the site without a final slash: `https://svetlorechye.example`."""
    schema_version: int = SCHEMA
    short_name: str = ""
    town: str = ""
    region: str = ""
    inn: str = ""
    """Taxpayer number of the body: the identifiers of its open data begin with it."""
    description: str = ""
    timezone: str = "Europe/Moscow"
    lang: str = "ru"
    languages: tuple[str, ...] = ("ru",)
    sections: tuple[Section, ...] = ()
    act_kinds: tuple[ActKind, ...] = ()
    issuers: tuple[Issuer, ...] = ()
    outside_acts: tuple[OutsideAct, ...] = ()
    """Where citations of acts lead that the register does not have."""
    menu: tuple[Link, ...] = ()
    services: tuple[Link, ...] = ()
    """«Услуги и обращения» on the home page."""
    social: tuple[Link, ...] = ()
    partners: tuple[Link, ...] = ()
    network: tuple[Link, ...] = ()
    """Other municipalities of the same network: the region choice."""
    network_title: str = "Муниципалитеты региона"
    share: tuple[str, ...] = ("vk", "ok", "telegram", "max")
    contacts: Contact = Contact()
    map_url: str = ""
    imprint: str = ""
    """Who publishes the site, its registration as mass medium, the editor: plain text."""
    age: str = ""
    """Age mark of the site: «12+»."""
    emblem: str = ""
    """Coat of arms: path in the theme's or the town's static folder."""
    accent: str = ""
    """Colour of links and actions instead of the theme's own, `#rrggbb`."""
    licence: str = ""
    """Terms of use of the texts, one sentence."""
    pdf: Literal["", "auto"] = ""
    """`auto`: a PDF is made of every act and report that has none of its own."""
    per_page: int = 20
    """Items on the front page of a list."""
    per_month_page: int = 50
    """Items on one page of a month's archive."""
    feed_items: int = 20
    home_news: int = 4
    home_acts: int = 5
    home_events: int = 5
    """Events under «Скоро», and draft acts under discussion below them."""
    official_phones: tuple[str, ...] = ()
    checked: tuple[CheckRun, ...] = ()
    """What was checked for accessibility: the site's own record first, then Vestnik's."""
    search: bool = True
    """Whether the site has a search: the index for browsers, the words kept for it."""
    search_service: str = ""
    """Address of `vestnik serve-search` (`/poisk/`), for readers without scripts; empty: none."""
    admin: Admin | None = None
    """The form in the browser at `/admin/`; None: there is none."""

    @property
    def zone(self) -> ZoneInfo:
        """The site's time zone."""
        return ZoneInfo(self.timezone)

    def local(self, moment: datetime) -> datetime:
        """`moment` in the site's time zone; a naive one is taken to be in it already."""
        if moment.tzinfo is None:
            return moment.replace(tzinfo=self.zone)
        return moment.astimezone(self.zone)

    def section(self, key: str) -> Section | None:
        """The section of that key."""
        return next((section for section in self.sections if section.key == key), None)

    def act_kind(self, key: str) -> ActKind | None:
        """The kind of act of that key."""
        return next((kind for kind in self.act_kinds if kind.key == key), None)

    def issuer(self, key: str) -> Issuer | None:
        """The issuer of that key."""
        return next((issuer for issuer in self.issuers if issuer.key == key), None)
