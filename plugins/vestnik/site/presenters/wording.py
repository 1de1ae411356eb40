"""The interface's words in one language, and the small grammar of titles.

After `_ = words("ru")` the call `_("News")` gives «Новости», `_("Section “{title}”", title=…)`
fills in values after the translation, `_.count("{count} page", "{count} pages", 6)` chooses the
plural.

Messages are English; the catalogues of the theme translate them (domain `vestnik`).
"""

from __future__ import annotations

from functools import lru_cache
from gettext import NullTranslations
from typing import TYPE_CHECKING

from vestnik.core.addresses import is_numberless
from vestnik.site.wording import NBSP, Wording, date_digits

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date


_CATEGORIES = {"one": 1, "few": 2, "many": 5, "other": 2}
"""A number of each plural category of the languages that the catalogues have."""


class Words:
    """What the interface says in one language."""

    __slots__ = ("_catalogue", "_known", "lang", "wording")

    def __init__(self, lang: str, catalogue: NullTranslations) -> None:
        self.lang = lang
        self.wording = Wording(lang)
        self._catalogue = catalogue
        self._known: dict[str, str] = {}

    def __call__(self, message: str, **values: object) -> str:
        """The message translated, then its places filled."""
        text = self._known.get(message)
        if text is None:
            text = self._known[message] = self._catalogue.gettext(message)
        return text.format(**values) if values else text

    def count(self, one: str, many: str, number: int) -> str:
        """A message that has a number in it, in the right plural."""
        return self._catalogue.ngettext(one, many, number).format(count=number)

    def plurals(self, one: str, many: str) -> dict[str, str]:
        """A message for each plural category, the place of the number left open: for scripts."""
        return {
            category: self._catalogue.ngettext(one, many, number)
            for category, number in _CATEGORIES.items()
        }

    def quoted(self, text: str) -> str:
        """A title in quotation marks; those within it become the inner ones."""
        if self.lang == "ru":
            return f"«{text.replace('«', '„').replace('»', '“')}»"
        return f"“{text}”"

    def month(self, month: int) -> str:
        """Name of a month as it stands alone within a sentence: «ноябрь», “November”."""
        name = self.wording.month_name(month)
        return name if self.lang == "en" else name.lower()

    def day(self, day: date) -> str:
        """A date for titles, kept together: «23.05.2023», “23 May 2023”."""
        if self.lang == "ru":
            return date_digits(day)
        return self.wording.date_words(day).replace(" ", NBSP)


_loader: list[Callable[[str], NullTranslations]] = []


def speak(load: Callable[[str], NullTranslations]) -> None:
    """Says where this process finds the interface's sentences: from a language to its catalogue.

    Whoever renders calls it once, with those of the theme and the town; until then all is English.
    """
    _loader[:] = [load]
    words.cache_clear()


@lru_cache(maxsize=16)
def words(lang: str) -> Words:
    """The words of a language; made once a process."""
    return Words(lang, _loader[0](lang) if _loader else NullTranslations())


def numbered(number: str) -> str:
    r"""An act's number as people write it, never broken at a line's end.

    >>> numbered("3/650")
    '№\xa03/650'
    >>> numbered("б/н")
    'б/н'
    """
    if not number:
        return ""
    text = number.replace(" ", NBSP)
    return text if is_numberless(number) else f"№{NBSP}{text}"


def shortened(text: str, length: int) -> str:
    """The beginning of a plain text, cut between words, on one line."""
    line = " ".join(text[: length * 2].split())
    if len(line) <= length:
        return line
    return line[:length].rpartition(" ")[0].rstrip(" .,;:—–-") + "…"
