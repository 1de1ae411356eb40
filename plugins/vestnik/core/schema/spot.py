"""Where a value stands, and how to say that something is wrong with it."""

from __future__ import annotations

from msgspec import Struct, field

from vestnik.core.portal import Portal
from vestnik.core.problems import Problem, Severity


class Reading(Struct):
    """One source being read: what it is judged by, and what was found so far."""

    path: str
    """Source, relative to the content folder."""
    portal: Portal
    lang: str = ""
    """Of the item, where it is known; typography is Russian there alone."""
    problems: list[Problem] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)
    """Line of each field that the source gives, by its full name (`gallery[2].alt`)."""
    items: dict[tuple[str, object], Spot] = field(default_factory=dict)
    """Where a value of a list stands, by the list's name and the value; the last of equal ones."""

    def spot(self, name: str) -> Spot:
        """The place of the field `name`; the first line where the source does not give it."""
        return Spot(self, name, self.lines.get(name, 1))

    def item(self, name: str, value: object) -> Spot:
        """The place of `value` in the list `name`."""
        return self.items.get((name, value)) or self.spot(name)


class Spot(Struct, frozen=True):
    """A field of a source."""

    reading: Reading
    name: str
    """Full name: `image.alt`, `gallery[2].alt` (counted from 1)."""
    line: int

    @property
    def portal(self) -> Portal:
        """The settings of the site."""
        return self.reading.portal

    def inside(self, name: str) -> Spot:
        """The place of the field `name` of the record that stands here."""
        full = f"{self.name}.{name}"
        return Spot(self.reading, full, self.reading.lines.get(full, self.line))

    def error(self, code: str, message: str, remedy: str = "") -> None:
        """Notes what must be mended before anything is published."""
        self._add(code, message, remedy, Severity.ERROR)

    def warn(self, code: str, message: str, remedy: str = "") -> None:
        """Notes what will trouble a reader."""
        self._add(code, message, remedy, Severity.WARNING)

    def advise(self, code: str, message: str, remedy: str = "") -> None:
        """Notes what is worth a thought."""
        self._add(code, message, remedy, Severity.ADVICE)

    def _add(self, code: str, message: str, remedy: str, severity: Severity) -> None:
        self.reading.problems.append(
            Problem(
                path=self.reading.path,
                line=self.line,
                field=self.name,
                code=code,
                message=message,
                remedy=remedy,
                severity=severity,
            )
        )
