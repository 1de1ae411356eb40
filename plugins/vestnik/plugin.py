"""Vestnik as a Pelican plugin: the only file that knows Pelican.

Pelican gives the command line, the settings, the theme's place, auto-reload and the server; one
generator hands all of it to `vestnik.site.build`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pelican import DEFAULT_CONFIG_NAME, parse_arguments, signals
from pelican.log import console

from vestnik.output import OutputError
from vestnik.running import finish, make_request, show_progress
from vestnik.settings import SettingsError, read_places
from vestnik.site.build import build
from vestnik.site.request import Report

_WATCHED = "STATIC_PATHS"
"""Pelican's setting whose folders it watches under auto-reload, too."""


class PortalGenerator:
    """Builds the whole portal when Pelican asks for output."""

    def __init__(self, *, settings: Mapping[str, Any], output_path: str, **_unused: object) -> None:
        self._settings = settings
        self._output = Path(output_path)

    def generate_output(self, _writer: object) -> None:
        """Builds and reports. A faulty site ends Pelican with status 1, but not its auto-reload."""
        reloading = _reloading(sys.argv)
        report = self._build(None)
        while reloading and report is not None:
            before, report = report, self._build(report)
            if report is None or not _news(report, before):
                break
        if not reloading and (report is None or not report.applied):
            raise SystemExit(1)

    def _build(self, before: Report | None) -> Report | None:
        """Builds and tells what came of it, or what is new since the build `before`: Pelican looks
        away while it builds, and what is saved meanwhile must not wait for the next change.
        """
        try:
            request = make_request(with_home(self._settings), output=self._output)
            with show_progress() as progress:
                report = build(request, progress)
            if before is None or _news(report, before):
                finish(report, request)
        except (SettingsError, OutputError) as error:
            print(error, file=sys.stderr)
            return None
        return report


def with_home(settings: Mapping[str, Any]) -> Mapping[str, Any]:
    """The settings with the place of their own file, beside which the town's folder lies: Pelican
    does not tell it.
    """
    program = Path(sys.argv[0])
    is_pelican = program.stem == "pelican" or program.parent.name == "pelican"
    if settings.get("VESTNIK_HOME") or not is_pelican:
        return settings
    typed = parse_arguments(sys.argv[1:]).settings or DEFAULT_CONFIG_NAME
    file = Path(typed).resolve()
    return {**settings, "VESTNIK_HOME": str(file.parent)} if file.is_file() else settings


def _news(report: Report, before: Report) -> bool:
    return bool(report.written or report.removed) or report.problems != before.problems


def _reloading(arguments: list[str]) -> bool:
    """Whether Pelican runs with `-r`: it does not tell its generators, and must survive their
    problems.
    """
    return any(
        argument == "--autoreload" or re.fullmatch(r"-[A-Za-z]*r[A-Za-z]*", argument)
        for argument in arguments[1:]
    )


def _get_generators(pelican: Any) -> type[PortalGenerator]:
    console.quiet = False
    pelican.settings[_WATCHED] = []
    return PortalGenerator


def _finalized(pelican: Any) -> None:
    """Pelican's closing line counts its own articles, of which there are none.

    Under auto-reload it now waits for changes of the content, the theme and the static paths: the
    town's own folder is named as one, for as long as Pelican does not read from it.
    """
    console.quiet = True
    own = read_places(with_home(pelican.settings)).override
    pelican.settings[_WATCHED] = [str(own)] if own else []


def register() -> None:
    """Called by Pelican when it loads the plugin."""
    signals.get_generators.connect(_get_generators)
    signals.finalized.connect(_finalized)
