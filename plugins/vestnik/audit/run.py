"""One audit: every item of a profile asked of a site, every expected page looked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from vestnik.audit.crawl import Site
from vestnik.audit.duties import Duty, look_for
from vestnik.audit.profile import Item, Profile, ProfileError
from vestnik.core.model import FileFacts


@dataclass(frozen=True, slots=True)
class Finding:
    """One place that does not hold what is asked."""

    address: str
    """Of the page or the file; empty for the site as a whole."""
    message: str


@dataclass(frozen=True, slots=True)
class Inputs:
    """What an audit knows besides the files."""

    today: date
    names: tuple[str, ...] = ()
    """How the body is named in the head of a page: any of them will do."""
    describe: Callable[[Path, str], FileFacts] | None = None
    """Facts of a file: (root, path relative to it)."""
    duties: Mapping[str, Duty] = field(default_factory=dict)
    """What the sources say of pages, by address; empty where only the output is at hand."""


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one item."""

    check: str
    title: str
    sources: tuple[str, ...]
    looked_at: int
    """Pages or files; 0 for what files alone do not show."""
    findings: tuple[Finding, ...]
    by: str = ""
    """Who must look instead: «браузер», «человек»."""

    @property
    def passed(self) -> bool:
        """Whether it was checked, and nothing was found."""
        return not self.by and not self.findings


Rule = Callable[[Site, Inputs, Mapping[str, Any]], Iterator["Finding | int"]]
"""A check: gives what it finds, and as a number how many pages or files it looked at."""


def audit(site: Site, profile: Profile, inputs: Inputs) -> list[Result]:
    """Every item in the order of the profile, the expected pages last.

    Raises ProfileError when the profile asks for a check that there is not.
    """
    from vestnik.audit.rules import RULES

    results = []
    for item in profile.items:
        if item.check and item.check not in RULES:
            known = ", ".join(sorted(RULES))
            raise ProfileError(f"проверки «{item.check}» нет; есть {known}")
        results.append(_ask(RULES.get(item.check), item, site, profile, inputs))
    for expected in profile.expected:
        message = look_for(expected, site, inputs.duties, inputs.today)
        found = (Finding(message[0], message[1]),) if message else ()
        cited = tuple(profile.cite(one) for one in expected.sources)
        results.append(Result(f"page:{expected.key}", expected.title, cited, 1, found))
    return results


def _ask(rule: Rule | None, item: Item, site: Site, profile: Profile, inputs: Inputs) -> Result:
    cited = tuple(profile.cite(one) for one in item.sources)
    if rule is None:
        return Result("", item.title, cited, 0, (), item.by or "человек")
    answers = list(rule(site, inputs, item.parameters or {}))
    findings = tuple(one for one in answers if isinstance(one, Finding))
    looked_at = sum(one for one in answers if isinstance(one, int))
    return Result(item.check, item.title, cited, looked_at, findings, item.by)
