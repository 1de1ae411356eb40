"""The browser index of an output, brought up to date by what a change concerns.

    lists search/<year>/<month> ─▶ segment targets ─▶ archive ─▶ shards  search/shards/<digest>.bin
                                   (kept, no files)      └─────▶ manifest  in search/now.js

A segment is what a month's documents say. It is a target like others, so it notes what it has
read; but it is kept in the ledger and not published. Where a segment is another, the archive takes
up what it says otherwise (`shelves.py`). `vestnik.search.browser_index` says what is in the files.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path

from vestnik.core.portal import Portal
from vestnik.core.problems import Problem
from vestnik.search import realwords, synonyms
from vestnik.search.browser_archive import Archive
from vestnik.search.browser_index import MANIFEST, VERSION, make_manifest, recent_start
from vestnik.search.packing import file_name
from vestnik.search.segments import Segment, decode_segment
from vestnik.site.ledger import INNER, Ledger, Target
from vestnik.site.lists import day_at, day_start
from vestnik.site.search_state import (
    ARCHIVE,
    BEFORE,
    CLIENT,
    FOLDER,
    LISTS,
    RECENT,
    SHARDS,
    SYNONYMS,
    synonyms_file,
)
from vestnik.site.shelves import FILES, kept_archive, renew_archive
from vestnik.site.view import NEWEST, OLDEST

_OWNER = "search"
_ARCHIVE_OWNER = "search-archive"
_WORDS_OWNER = "search-words"


# --- segments -------------------------------------------------------------------------------


def segment_targets(extents: Iterable[tuple[str, int, int]]) -> list[Target]:
    """The segments of an output: months before the border of the tiers, months after it, and the
    month that it divides in each. `extents` are those of the months' lists.
    """
    months = {name: (count, place) for name, count, place in extents}
    if not months:
        return []
    years: Counter[int] = Counter()
    for name, (count, _) in months.items():
        years[int(name.split("/")[1])] += count
    border = recent_start(years, day_at(max(place for _, place in months.values())))
    targets: list[Target] = []
    for name in sorted(months):
        targets += _segments_of(name, border)
    return targets


def _segments_of(name: str, border: date) -> list[Target]:
    _, year, month = name.split("/")
    first = date(int(year), int(month), 1)
    after = (first + timedelta(days=31)).replace(day=1)
    edge = day_start(border)
    low, high = str(OLDEST), str(NEWEST)
    old, new = f"{INNER}{name}{ARCHIVE}", f"{INNER}{name}{RECENT}"
    if after <= border:
        return [Target(old, "segment", (name, low, high))]
    if first >= border:
        return [Target(new, "segment", (name, low, high))]
    return [
        Target(old, "segment", (name, low, str(edge - 1))),
        Target(new, "segment", (name, str(edge), high)),
    ]


# --- the files ------------------------------------------------------------------------------


def bring_up(ledger: Ledger, portal: Portal, own_synonyms: str, script: str) -> None:
    """Makes the files of the index anew where a segment or the settings are others, and plans their
    targets. `own_synonyms` is the text of the site's file, `script` the made file of the client.
    """
    if not portal.search:
        _drop(ledger)
        return
    parts = ledger.inner(INNER + LISTS)
    old = [part for part in parts if part[0].endswith(ARCHIVE)]
    recent = [part for part in parts if part[0].endswith(RECENT)]
    maker = _key(VERSION, ledger.meta("ground").partition("|")[0])
    archive_key = _key(maker, old)
    archive = None
    if ledger.meta("search-archive") != archive_key:
        whole = ledger.meta("search-maker") != maker
        archive = renew_archive(ledger, old, whole=whole)
        _plan_files(ledger, archive)
        ledger.set_meta("search-archive", archive_key)
        ledger.set_meta("search-maker", maker)
    ledger.keep_only(BEFORE, ())  # words that were taken back must not stay either
    ledger.keep_only(INNER + LISTS, [name for name, _ in parts])
    site = site_facts(portal, own_synonyms)
    key = _key(archive_key, recent, site, script)
    if ledger.meta("search") == key:
        return
    archive = archive or kept_archive(ledger)
    ledger.plan(
        _WORDS_OWNER,
        [Target(SHARDS + name, "real-words", (name,)) for name in realwords.published_names()],
    )
    data = make_manifest(archive, _segments(ledger, [name for name, _ in recent]), site)
    place = f"{FOLDER}/{MANIFEST}"
    ledger.keep(place, data)
    digest = hashlib.sha256(data).hexdigest()
    ledger.plan(_OWNER, [Target(f"{FOLDER}/{CLIENT}", "search-client", (place, digest, script))])
    ledger.set_meta("search", key)


def client(script: bytes, manifest: bytes) -> bytes:
    """`now.js`: the search's script with the manifest in its first line, so that both are one
    request. Where a host compresses scripts, Base64 costs no byte.
    """
    return b'const MANIFEST = "%s";\n%s' % (b64encode(manifest), script)


def _drop(ledger: Ledger) -> None:
    if ledger.meta("search"):
        ledger.plan(_OWNER, ())
        ledger.plan(_ARCHIVE_OWNER, ())
        ledger.plan(_WORDS_OWNER, ())
        ledger.keep_only("", ())
        ledger.set_meta("search", "")
        ledger.set_meta("search-archive", "")


def _plan_files(ledger: Ledger, archive: Archive) -> None:
    """The files of the archive as targets."""
    names = map(file_name, sorted(archive.used()))
    targets = [Target(SHARDS + name, "shard", (FILES + name, "")) for name in names]
    ledger.plan(_ARCHIVE_OWNER, targets)


def _segments(ledger: Ledger, names: Iterable[str]) -> list[Segment]:
    found = (decode_segment(ledger.kept(name)) for name in names)
    return [one for one in found if one.shown]


def synonym_problems(override: Path | None) -> list[Problem]:
    """What is wrong with the town's own file of synonyms."""
    place = f"{override.name}/{SYNONYMS}" if override else SYNONYMS
    return synonyms.problems(synonyms_file(override), place)


def site_facts(portal: Portal, own_synonyms: str) -> Mapping[str, object]:
    """What the browser must know of the settings: names of facets, synonyms."""
    return {
        "sections": {one.key: one.title for one in portal.sections},
        "acts": {one.key: one.title for one in portal.act_kinds},
        "issuers": {one.key: one.short or one.title for one in portal.issuers},
        "synonyms": synonyms.groups(synonyms.USUAL + own_synonyms),
        "words": realwords.facts(),
    }


def _key(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()
