"""What Pelican must know to host Vestnik; a municipality's `pelicanconf.py` starts from these.

Pelican's own generators are given nothing to do: Vestnik writes every file itself. Importing this
module from the settings makes a broken installation stop Pelican with an error; a plugin that
cannot be loaded would only be skipped.
"""

from __future__ import annotations

from vestnik.settings import bundled as _bundled

PLUGINS = ["vestnik.plugin"]
THEME = str(_bundled("theme"))
PATH = "content"
OUTPUT_PATH = "output"
TIMEZONE = "Europe/Moscow"
DEFAULT_LANG = "ru"

ARTICLE_PATHS: list[str] = []
PAGE_PATHS: list[str] = []
STATIC_PATHS: list[str] = []
THEME_STATIC_PATHS: list[str] = []
DIRECT_TEMPLATES: list[str] = []
TEMPLATE_PAGES: dict[str, str] = {}
FEED_ALL_ATOM = None
FEED_ALL_RSS = None
FEED_ATOM = None
FEED_RSS = None
CATEGORY_FEED_ATOM = None
CATEGORY_FEED_RSS = None
AUTHOR_FEED_ATOM = None
AUTHOR_FEED_RSS = None
TAG_FEED_ATOM = None
TAG_FEED_RSS = None
TRANSLATION_FEED_ATOM = None
TRANSLATION_FEED_RSS = None
LOAD_CONTENT_CACHE = False
CACHE_CONTENT = False
DELETE_OUTPUT_DIRECTORY = False
