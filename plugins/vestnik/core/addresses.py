"""Addresses: how a name becomes a part of an address, and where everything of a site stands.

Every function is a pure function of what the author wrote about *this* item, so an address never
depends on what else is on the site. Addresses are absolute within the site and end with a slash
unless they name a file; `prefix` is the part of another language (`/en`), see `language_prefix`.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from datetime import date
from zlib import crc32

from vestnik.core.patterns import regex

SLUG = regex(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""The shape of every part of an address (use `fullmatch`)."""

RESERVED_ISSUERS = frozenset({"kind", "year", "issuer", "status", "data"})
"""Keys that no issuer may have: `/documents/kind/…/` are lists."""

NAMELESS = "bez-imeni"
"""Slug of what has no letter or digit that could be written in Latin."""

NUMBERLESS = "b-n"
"""Slug of «б/н»."""

_LETTERS = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "yo", "ж": "zh", "з": "z",
    "и": "i", "й": "j", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r",
    "с": "s", "т": "t", "у": "u", "ф": "f", "х": "x", "ц": "cz", "ч": "ch", "ш": "sh", "щ": "shh",
    "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya",
    # Other languages of Russia and its neighbours, by the nearest letter.
    "і": "i", "ї": "yi", "є": "ye", "ґ": "g", "ў": "u", "ә": "a", "ө": "o", "ү": "u", "ұ": "u",
    "җ": "zh", "ң": "n", "һ": "h", "ғ": "g", "қ": "k", "ҡ": "k", "ҫ": "s", "ҙ": "z", "ҕ": "g",
    "ҥ": "n", "ӕ": "ae", "ҷ": "ch", "ҳ": "x", "ҵ": "cz", "ѣ": "e", "ѳ": "f", "ѵ": "i",
    "ß": "ss", "æ": "ae", "ø": "o", "ł": "l", "đ": "d",
}  # fmt: skip
_C_BEFORE = "иеёыйэюяіїє"
"""Letters whose Latin form begins with i, e, y or j: before them «ц» is c, elsewhere cz."""

_LOWER = str.maketrans(_LETTERS)
_CAPITALS = {key.upper(): value.capitalize() for key, value in _LETTERS.items() if key != "ß"}
_ANY = str.maketrans(_LETTERS | _CAPITALS)
_TS = regex(f"ц(?=[{_C_BEFORE}])")
_TS_ANY = regex(f"[цЦ](?=[{_C_BEFORE}{_C_BEFORE.upper()}])")
_WORD = regex(r"\w+")
_JOINED = str.maketrans("", "", "'’`ʼ′\u00ad\u200b\u200d")
"""What stands inside a word without parting it."""
_NOT_SLUG = regex(r"[^a-z0-9]+")

_LOOK_ALIKE = str.maketrans("ABCEHKMOPTXYaceopxy", "АВСЕНКМОРТХУасеорху")
"""Latin letters that look like Cyrillic ones."""
_SIGN = regex(r"^\s*(?:№+|N(?=\s|\d)|No\.?(?=\s|\d))\s*")
_WITHOUT_NUMBER = regex(r"(?:б\s*[/\\.–-]?\s*н\.?|без\s+номера|)", re.IGNORECASE)


def transliterate(text: str) -> str:
    """Cyrillic in Latin letters by GOST 7.79-2000, system B, without its apostrophes and backticks.

    «Ц» is `c` before i, e, y, j and `cz` elsewhere, as the standard recommends.

    >>> transliterate("Щёлково, площадь Отцов — «Центр»")
    'Shhyolkovo, ploshhad Otczov — «Centr»'
    """
    text = unicodedata.normalize("NFC", text)
    text = _TS_ANY.sub(lambda found: "c" if found[0] == "ц" else "C", text)
    return _WORD.sub(_word, text)


def _word(found: re.Match[str]) -> str:
    word: str = found[0]
    latin = word.translate(_ANY)
    return latin.upper() if len(word) > 1 and word.isupper() else latin


def slug(text: str, limit: int = 80) -> str:
    """A part of an address: lower-case Latin letters and digits, words joined by hyphens.

    Never empty, never longer than `limit` unless `limit` is under 20, cut between words where
    there is more than one.

    >>> slug("Приём заявок на 2026 год начался!")
    'priyom-zayavok-na-2026-god-nachalsya'
    """
    return _cut(_ascii(text), limit) or _nameless(text)


def _ascii(text: str) -> str:
    text = unicodedata.normalize("NFC", text).lower().translate(_JOINED).replace("№", " n ")
    text = _TS.sub("c", text).translate(_LOWER)
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text).translate(_LOWER)
        text = "".join(char for char in decomposed if not unicodedata.combining(char))
    return _NOT_SLUG.sub("-", text.lower()).strip("-")


def _cut(text: str, limit: int) -> str:
    if len(text) <= limit:
        return text
    end = text.rfind("-", 0, limit + 1)
    return text[: end if end > 0 else limit].strip("-")


def _nameless(text: str) -> str:
    """Two names of which nothing is left in Latin must still differ."""
    return f"{NAMELESS}-{crc32(text.encode('utf-8', 'replace')):08x}" if text.strip() else NAMELESS


def is_numberless(number: str) -> bool:
    """Whether an act has no number of its own: «б/н», «без номера», nothing."""
    return (
        _WITHOUT_NUMBER.fullmatch(_SIGN.sub("", number).strip().translate(_LOOK_ALIKE)) is not None
    )


def number_slug(number: str) -> str:
    """The number of an act as a part of its address.

    Latin letters that look like Cyrillic ones count as those, so `12-Н` is one number with either.

    >>> [number_slug(number) for number in ("375", "3/650", "123-п", "б/н", "404п-П13")]
    ['375', '3-650', '123-p', 'b-n', '404p-p13']
    """
    if is_numberless(number):
        return NUMBERLESS
    return slug(_SIGN.sub("", unicodedata.normalize("NFC", number)).translate(_LOOK_ALIKE))


def act_slug(number: str, adopted: date) -> str:
    """The last part of an act's address: its number; an act without one has its date as well.

    Two acts of one issuer, kind, number and year get the same: the build reports it, and the clerk
    gives one of them `slug: 375-2023-05-23` (see `dated_slug`).
    """
    return dated_slug(number, adopted) if is_numberless(number) else number_slug(number)


def dated_slug(number: str, adopted: date) -> str:
    """A slug for an act whose number was used twice in a year: `375-2023-05-23`."""
    return f"{number_slug(number)}-{adopted:%Y-%m-%d}"


def language_prefix(lang: str, default: str = "ru") -> str:
    """What addresses of a language begin with: nothing for the site's own, else `/en`."""
    return "" if lang == default else f"/{slug(lang)}"


def news_address(day: date, name: str, prefix: str = "") -> str:
    """`/news/2026/11/17/<slug>/`; `day` is the day of publication in the site's time zone."""
    return f"{prefix}/news/{day:%Y/%m/%d}/{name}/"


def act_address(
    issuer: str, kind: str, adopted: date, number: str, name: str = "", prefix: str = ""
) -> str:
    """`/documents/<issuer>/<kind>/<year>/<number>/`; `name` is the clerk's own `slug`, if any."""
    return f"{prefix}/documents/{issuer}/{kind}/{adopted:%Y}/{name or act_slug(number, adopted)}/"


def report_address(year: int, name: str, prefix: str = "") -> str:
    """`/reports/<year>/<slug>/`."""
    return f"{prefix}/reports/{year:04d}/{name}/"


def page_address(path: str, prefix: str = "") -> str:
    """The address of a page by its place in `pages/`.

    >>> page_address("pages/gorod/istoriya.md"), page_address("pages/gorod/index.md")
    ('/gorod/istoriya/', '/gorod/')
    """
    parts = posixpath.splitext(path)[0].split("/")
    if parts[0] == "pages":
        del parts[0]
    if parts and parts[-1] == "index":
        parts.pop()
    return f"{prefix}/" + "".join(f"{slug(part)}/" for part in parts if part)


_LISTS = {
    "section": "/sections/",
    "tag": "/tags/",
    "kind": "/documents/kind/",
    "issuer": "/documents/issuer/",
    "status": "/documents/status/",
}
_YEARS = {"news": "/news/", "reports": "/reports/", "documents": "/documents/year/"}
_FRONTS = {"documents": "/documents/", "sections": "/sections/", "tags": "/tags/"}


def list_address(name: str, page: int = 1, prefix: str = "") -> str:
    """The address of a list by its name; raises `ValueError` for a list that has no page.

    >>> list_address("section/obrazovanie/2026/11", page=2)
    '/sections/obrazovanie/2026/11/2/'
    """
    head, *rest = name.split("/")
    if not rest and head in _FRONTS:
        base = _FRONTS[head]
    elif rest and head in _LISTS:
        base = _LISTS[head]
    elif head in _YEARS:
        base = _YEARS[head]
    else:
        raise ValueError(f"no page for the list {name!r}")
    numbered = f"{page}/" if page > 1 else ""
    return prefix + base + "".join(f"{part}/" for part in rest) + numbered


def file_address(
    path: str, owner_address: str | None = None, owner_folder: str | None = None
) -> str:
    """Where a file is published.

    `owner_address` is the address of the item whose `index.md` stands in the file's folder, or
    above it in `owner_folder`; other files go under `/files/`, by their folders.

    >>> file_address("documents/2023/Приказ 375/Скан.PDF", "/documents/upravlenie/prikaz/2023/375/")
    '/documents/upravlenie/prikaz/2023/375/skan.pdf'
    >>> file_address("news/2026/План работ.pdf")
    '/files/news/2026/plan-rabot.pdf'
    """
    folder, name = posixpath.split(path)
    if owner_address is None:
        inner = folder.removeprefix("files").strip("/") if _in_files(folder) else folder
        base = "/files/"
    else:
        inner = posixpath.relpath(folder, owner_folder) if owner_folder else ""
        base = owner_address
    parts = [slug(part) for part in inner.split("/") if part not in ("", ".")]
    return base + "".join(f"{part}/" for part in parts) + file_name(name)


def _in_files(folder: str) -> bool:
    return folder == "files" or folder.startswith("files/")


def file_name(name: str) -> str:
    """A file's name in an address: transliterated, lower case, its extension kept.

    >>> file_name("Приказ № 375 (копия).PDF")
    'prikaz-n-375-kopiya.pdf'
    """
    stem, extension = posixpath.splitext(name)
    extension = _ascii(extension)
    return f"{slug(stem)}.{extension}" if extension else slug(stem)
