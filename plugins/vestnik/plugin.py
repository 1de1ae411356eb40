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

from pelican import signals
from pelican.log import console

from vestnik.output import OutputError
from vestnik.running import finish, make_request, show_progress
from vestnik.settings import SettingsError
from vestnik.site.build import build


class PortalGenerator:
    """Builds the whole portal when Pelican asks for output."""

    def __init__(self, *, settings: Mapping[str, Any], output_path: str, **_unused: object) -> None:
        self._settings = settings
        self._output = Path(output_path)

    def generate_output(self, _writer: object) -> None:
        """Builds and reports. A faulty site ends Pelican with status 1, but not its auto-reload."""
        try:
            request = make_request(self._settings, output=self._output)
            with show_progress() as progress:
                report = build(request, progress)
            failed = finish(report, request)
        except (SettingsError, OutputError) as error:
            print(error, file=sys.stderr)
            failed = True
        if failed and not _reloading(sys.argv):
            raise SystemExit(1)


def _reloading(arguments: list[str]) -> bool:
    """Whether Pelican runs with `-r`: it does not tell its generators, and must survive their
    problems.
    """
    return any(
        argument == "--autoreload" or re.fullmatch(r"-[A-Za-z]*r[A-Za-z]*", argument)
        for argument in arguments[1:]
    )


def _get_generators(_pelican: object) -> type[PortalGenerator]:
    console.quiet = False
    return PortalGenerator


def _finalized(_pelican: object) -> None:
    """Pelican's closing line counts its own articles, of which there are none."""
    console.quiet = True


def register() -> None:
    """Called by Pelican when it loads the plugin."""
    signals.get_generators.connect(_get_generators)
    signals.finalized.connect(_finalized)
