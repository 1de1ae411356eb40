"""From what a municipality writes in `pelicanconf.py` to one `Portal` and the places of a build.

Knows Pelican's names for settings, not Pelican.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct, structs

from vestnik.core.portal import SCHEMA, Portal
from vestnik.core.statement import CheckRun, StatementError, read_runs

_PACKAGE = Path(__file__).parent
RECORD = "accessibility.toml"
"""What was checked for accessibility: beside the settings, and in the theme."""


class SettingsError(Exception):
    """The settings cannot be used; the message names the setting and the remedy, in Russian."""


class Places(Struct, frozen=True, kw_only=True):
    """Where a site's parts lie."""

    content: Path
    theme: Path
    override: Path | None
    """The town's own folder of templates, tokens and texts."""
    cache: Path
    """Belongs to this content folder and these settings alone."""
    baseline: Path
    """The tracked list of inherited faults; need not exist."""


def bundled(name: str) -> Path:
    """A folder that ships with Vestnik (`theme`, `content`): inside an installed package, or in a
    checkout.
    """
    installed = _PACKAGE / {"theme": "_theme", "content": "_demo/content"}.get(
        name, f"_demo/{name}"
    )
    return installed if installed.exists() else _PACKAGE.parents[1] / name


def read_portal(settings: Mapping[str, Any]) -> Portal:
    """The portal that the settings describe. Raises SettingsError naming every fault."""
    own = dict(settings.get("VESTNIK") or {})
    own.setdefault("name", settings.get("SITENAME", ""))
    own.setdefault("url", str(settings.get("SITEURL") or ""))
    own.setdefault("timezone", settings.get("TIMEZONE", "Europe/Moscow"))
    known = set(Portal.__struct_fields__)
    faults = [_unknown(key, known) for key in own if key not in known]
    if not own["name"]:
        faults.append("SITENAME: не указано название органа власти")
    own = {key: value for key, value in own.items() if key in known}
    try:
        own.setdefault("checked", _checked(settings))
    except (OSError, UnicodeDecodeError, StatementError) as error:
        faults.append(f"{RECORD}: файл не читается: {error}; запишите его заново: vestnik audit")
    own["url"] = own["url"].rstrip("/")
    try:
        portal = msgspec.convert(own, Portal)
        _ = portal.zone
    except msgspec.ValidationError as error:
        faults.append(f"VESTNIK: {error}")
    except (KeyError, ValueError):
        faults.append(f"TIMEZONE: нет часового пояса «{own['timezone']}»")
    else:
        faults += _other_form(portal.schema_version)
    if faults:
        raise SettingsError("\n".join(faults))
    return _with_language(portal)


def _other_form(version: int) -> list[str]:
    if version == SCHEMA:
        return []
    remedy = "выполните vestnik upgrade" if version < SCHEMA else "обновите «Вестник»"
    return [f"schema_version: сайт записан в форме {version}, а нужна {SCHEMA}; {remedy}"]


def _checked(settings: Mapping[str, Any]) -> list[Any]:
    """The records of accessibility: the site's own, where there is one, and Vestnik's."""
    places = [bundled("theme") / RECORD]
    if "PATH" in settings:
        places.insert(0, home_of(settings) / RECORD)
    runs: list[CheckRun] = []
    for place in places:
        if place.is_file():
            runs += read_runs(place.read_text("utf-8"))
    return [structs.asdict(run) for run in runs]


def home_of(settings: Mapping[str, Any]) -> Path:
    """The folder of the settings, in which a site keeps what belongs to it alone."""
    return Path(settings.get("VESTNIK_HOME") or Path(settings["PATH"]).resolve().parent)


def _with_language(portal: Portal) -> Portal:
    if portal.lang in portal.languages:
        return portal
    return structs.replace(portal, languages=(portal.lang, *portal.languages))


def _unknown(key: str, known: set[str]) -> str:
    import difflib  # here, since most settings are right

    close = difflib.get_close_matches(key, known, 1)
    hint = f"; возможно, {close[0]}" if close else ""
    return f"VESTNIK: неизвестная настройка «{key}»{hint}"


def read_places(settings: Mapping[str, Any]) -> Places:
    """Where the parts of the site lie, the cache named after the content folder and the settings'
    file.
    """
    content = Path(settings["PATH"]).resolve()
    home = home_of(settings)
    override = home / "custom"
    seed = f"{content}|{home.resolve()}|{settings.get('VESTNIK_SETTINGS', '')}"
    cache = Path(settings.get("VESTNIK_CACHE") or home / ".cache") / "vestnik"
    name = hashlib.sha256(seed.encode()).hexdigest()[:16]
    theme = settings.get("VESTNIK_THEME")
    return Places(
        content=content,
        theme=Path(theme).resolve() if theme else bundled("theme"),
        override=override if override.is_dir() else None,
        cache=cache / name,
        baseline=home / "problems-baseline.yaml",
    )


@cache
def code_digest() -> str:
    """Names the code of Vestnik and of its libraries: what other code has made is made anew. Of
    this process it is the code that was there when it was first asked for.
    """
    digest = hashlib.sha256(sys.version.encode())
    for path in sorted(_modules(str(_PACKAGE))):
        with open(path, "rb", buffering=0) as stream:  # noqa: PTH123 - a third of the time
            digest.update(stream.read())
    libraries = Path(msgspec.__file__).parents[1]
    digest.update(repr(sorted(path.name for path in libraries.glob("*.dist-info"))).encode())
    return digest.hexdigest()


def _modules(folder: str) -> Iterator[str]:
    """Every file of code below a folder. Each build asks, so by the quickest way."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(".py"):
                yield entry.path
            elif "." not in entry.name and entry.name != "__pycache__" and entry.is_dir():
                yield from _modules(entry.path)


def portal_digest(portal: Portal) -> str:
    """Names the settings that pages show."""
    return hashlib.sha256(msgspec.json.encode(portal)).hexdigest()


def reading_digest(portal: Portal, code: str) -> str:
    """Names what the reading of a source depends on, besides its bytes."""
    parts = (
        code,
        portal.search,
        msgspec.to_builtins(portal.sections),
        [[kind.key, kind.title] for kind in portal.act_kinds],
        [[issuer.key, issuer.title, issuer.short] for issuer in portal.issuers],
        portal.timezone,
        portal.lang,
        portal.languages,
    )
    return hashlib.sha256(msgspec.json.encode(parts)).hexdigest()
