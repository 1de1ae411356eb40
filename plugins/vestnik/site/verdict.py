"""What is wrong with a whole content folder, and what follows from it; remembered while nothing
changes.
"""

from __future__ import annotations

import hashlib
from datetime import datetime

import msgspec
from msgspec import Struct, field

from vestnik.catalogue.scan import UNREADABLE_FOLDER
from vestnik.catalogue.store import Catalogue
from vestnik.core.portal import Portal
from vestnik.core.problems import Problem, errors
from vestnik.settings import Places
from vestnik.site.search_state import synonyms_file

SECURITY = frozenset(
    {
        "outside-content",
        "symlink-outside",
        "unsafe-link",
        "file-of-draft",
        "file-outside-content",
        UNREADABLE_FOLDER,
    }
)
"""Codes of leaks and attacks, and of a folder that nobody can look into: nothing is published while
one stands, not even an old version.
"""


class Verdict(Struct, frozen=True):
    """What was found, and what follows from it."""

    problems: list[Problem]
    """Sorted by place; without those that the baseline forgives."""
    notes: list[str]
    """What else the officer should read: how many problems the baseline forgives."""
    forgiven: list[Problem]
    """What the baseline forgives."""
    valid_until: str = ""
    """Moment at which the clock may change the verdict; empty for never."""
    clashing: list[str] = field(default_factory=list)
    """Sources that want what another wants too, an address or a file's place: the one that is
    blamed, and the other. None of them can be published as it is.
    """

    @property
    def faulty_paths(self) -> frozenset[str]:
        """Sources with an error."""
        return frozenset(problem.path for problem in errors(self.problems))

    @property
    def security(self) -> bool:
        """One of the errors is a leak or an attack."""
        return any(problem.code in SECURITY for problem in errors(self.problems))

    @property
    def blocking(self) -> bool:
        """Whether a build must stop."""
        return bool(self.faulty_paths)


_decode = msgspec.json.Decoder(Verdict).decode


def judge(catalogue: Catalogue, places: Places, portal: Portal, now: datetime) -> Verdict:
    """The verdict on all sources at `now`. Asked again about unchanged sources, it remembers its
    answer.
    """
    text = places.baseline.read_text("utf-8") if places.baseline.is_file() else ""
    said = (text.encode(), msgspec.json.encode(portal), synonyms_file(places.override))
    key = hashlib.sha256(b"\0".join(said)).hexdigest()
    moment = now.isoformat()
    known = catalogue.remembered(key)
    if known:
        since, _, blob = known.partition(b"\n")
        verdict = _decode(blob)
        if since.decode() <= moment and (not verdict.valid_until or moment < verdict.valid_until):
            return verdict
    from vestnik.site.judge import Judge  # here, since most builds judge nothing
    from vestnik.site.searching import synonym_problems

    own_words = synonym_problems(places.override)
    verdict = Judge(catalogue, places, portal, now).verdict(text, own_words)
    catalogue.remember(key, moment.encode() + b"\n" + msgspec.json.encode(verdict))
    return verdict
