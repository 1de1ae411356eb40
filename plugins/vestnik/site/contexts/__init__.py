"""What templates see: one frozen `Struct` per thing on a page.

Presenters (`pages.py`) make these from documents; templates only arrange them. A template gets
`page` (one of the `…Page` classes below), `frame` (what is the same on every page) and `portal`.
Addresses are absolute within the site (`/news/…`), texts are plain unless their type is `Markup`.

Dataclasses are made by running the source of six methods for each of them: for these, a tenth of
the time that one edit takes. msgspec makes its own in C, and their values ten times as fast.
"""

from vestnik.site.contexts.acts import (
    ActFacts,
    Choice,
    CitedBy,
    Citing,
    FilePlace,
    HistoryStep,
    RegisterForm,
    Relation,
)
from vestnik.site.contexts.frame import Frame, Page
from vestnik.site.contexts.lists import Card, DayGroup, MonthLink, Pager, TreeNode, YearMonths
from vestnik.site.contexts.open_data import (
    Bar,
    DataSet,
    LogDay,
    LogPage,
    LogRow,
    OpenDataPage,
    StatisticsPage,
    StatisticsRow,
)
from vestnik.site.contexts.pages import (
    AlertFragment,
    AlertPage,
    ArchivePage,
    FeedsPage,
    HomePage,
    IndexPage,
    ItemPage,
    ListPage,
    LowVisionPage,
    RedirectPage,
    SitemapPage,
)
from vestnik.site.contexts.parts import (
    Crumb,
    EventView,
    FeedLink,
    FileView,
    PictureView,
    Term,
    VideoView,
)
from vestnik.site.contexts.search import FoundItem, Narrowing, SearchAnswer, SearchPage

__all__ = [
    "ActFacts",
    "AlertFragment",
    "AlertPage",
    "ArchivePage",
    "Bar",
    "Card",
    "Choice",
    "CitedBy",
    "Citing",
    "Crumb",
    "DataSet",
    "DayGroup",
    "EventView",
    "FeedLink",
    "FeedsPage",
    "FilePlace",
    "FileView",
    "FoundItem",
    "Frame",
    "HistoryStep",
    "HomePage",
    "IndexPage",
    "ItemPage",
    "ListPage",
    "LogDay",
    "LogPage",
    "LogRow",
    "LowVisionPage",
    "MonthLink",
    "Narrowing",
    "OpenDataPage",
    "Page",
    "Pager",
    "PictureView",
    "RedirectPage",
    "RegisterForm",
    "Relation",
    "SearchAnswer",
    "SearchPage",
    "SitemapPage",
    "StatisticsPage",
    "StatisticsRow",
    "Term",
    "TreeNode",
    "VideoView",
    "YearMonths",
]
