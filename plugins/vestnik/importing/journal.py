"""What an import has done: the journal that makes it resumable, the report for people."""

from __future__ import annotations

import enum
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from vestnik.core.russian import plural


class Outcome(enum.StrEnum):
    """What became of a page."""

    IMPORTED = "imported"
    DOUBTFUL = "doubtful"
    """Imported as a draft: somebody has to look at it."""
    SKIPPED = "skipped"


_NAMES = {
    Outcome.IMPORTED: "Импортировано",
    Outcome.DOUBTFUL: "Под вопросом (черновики)",
    Outcome.SKIPPED: "Пропущено",
}


_NAMED = 5
"""Pages named below one reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One page of the old site and what became of it."""

    source: str
    """Path of the file that was read."""
    digest: str
    """SHA-256 of its bytes."""
    outcome: Outcome
    target: str = ""
    """Path of the new source in the content folder."""
    title: str = ""
    old: tuple[str, ...] = ()
    """Old addresses."""
    reasons: tuple[str, ...] = ()
    """Why it is doubtful or was skipped."""
    notes: tuple[str, ...] = ()
    """What was left behind: files that were not saved."""
    files: tuple[str, ...] = ()
    """Files of the old site that came along."""
    names: tuple[str, ...] = ()
    """Where it stood, as `relinking.old_key` spells it."""
    links: tuple[str, ...] = ()
    """Its links to pages of the old site; in a report, those of them that stay as they were."""


@dataclass(slots=True)
class Journal:
    """A file with a line for each page that is done."""

    path: Path

    def read(self) -> dict[str, Entry]:
        """The last entry of every source; damaged lines are passed over."""
        known: dict[str, Entry] = {}
        try:
            lines = self.path.read_text("utf-8").splitlines()
        except OSError:
            return known
        for line in lines:
            try:
                entry = _entry(json.loads(line))
            except (ValueError, TypeError, KeyError):
                continue
            known[entry.source] = entry
        return known

    def add(self, entry: Entry) -> None:
        """Notes a page as done."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(entry), ensure_ascii=False) + "\n")


def _entry(values: dict[str, Any]) -> Entry:
    lists = {
        name: tuple(values[name]) for name in ("old", "reasons", "notes", "files", "names", "links")
    }
    return Entry(**{**values, **lists, "outcome": Outcome(values["outcome"])})


def summary(entries: Iterable[Entry], shown: int = 20) -> str:
    """The report for people: counts, then what needs a look."""
    entries = list(entries)
    counts = Counter(entry.outcome for entry in entries)
    lines = [f"{_NAMES[outcome]}: {counts[outcome]}" for outcome in Outcome]
    for outcome in (Outcome.DOUBTFUL, Outcome.SKIPPED):
        lines += _reasons([one for one in entries if one.outcome is outcome], shown)
    left = sum(len(entry.notes) for entry in entries)
    if left:
        lines.append(f"Не нашлось среди сохранённых файлов: {left} — перечислены в отчёте")
    stay = [(entry, link) for entry in entries for link in entry.links]
    if stay:
        lines.append(f"Ссылки на старые страницы, которых среди перенесённых нет: {len(stay)}")
        lines += [f"  {entry.target}: {link}" for entry, link in stay[:shown]]
        if len(stay) > shown:
            lines.append(f"  … и ещё {len(stay) - shown}, все — в отчёте (--report)")
    return "\n".join(lines)


def _reasons(entries: list[Entry], shown: int) -> list[str]:
    """Why, the commonest reason first, each with the pages that it concerns."""
    groups: dict[str, list[str]] = {}
    for entry in entries:
        if entry.reasons:
            groups.setdefault("; ".join(entry.reasons), []).append(entry.target or entry.source)
    lines = []
    ordered = sorted(groups.items(), key=lambda group: -len(group[1]))
    for reason, pages in ordered[:shown]:
        if len(pages) == 1:
            lines.append(f"  {pages[0]}: {reason}")
            continue
        rest = len(pages) - _NAMED
        lines.append(f"  {reason} — {len(pages)}:")
        lines += [f"    {page}" for page in pages[:_NAMED]]
        if rest > 0:
            lines.append(f"    … и ещё {rest} {plural(rest, 'страница', 'страницы', 'страниц')}")
    if len(ordered) > shown:
        lines.append(f"  … и ещё {len(ordered) - shown} причин, все — в отчёте (--report)")
    return lines


def as_json(entries: Iterable[Entry], **more: object) -> str:
    """The report for programs, with every page."""
    values = {**more, "pages": [asdict(entry) for entry in entries]}
    return json.dumps(values, ensure_ascii=False, indent=1) + "\n"
