"""What is shown of an act: its facts, its relations, who cites it, the form of the register."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from vestnik.core.model import Annulment, Consultation, Publication
from vestnik.site.contexts.parts import FileView, Term

Day = date
"""A date, where a field is itself called `date`."""


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
