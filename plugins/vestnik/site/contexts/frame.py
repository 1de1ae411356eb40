"""What every page has: the frame around it, its head."""

from __future__ import annotations

from datetime import datetime

from markupsafe import Markup
from msgspec import Struct

from vestnik.site.contexts.parts import Crumb, FeedLink, Term


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
