"""Bring the catalogues of the theme up to date: `python scripts/update_messages.py`.

Collects the English sentences of templates and Python, merges them into
`theme/locale/*/LC_MESSAGES/vestnik.po`, compiles these to `.mo`, and names what is still to be
translated. Sentences that are no longer used are dropped.
"""

from __future__ import annotations

import io
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "theme" / "locale"
LANGUAGES = ("ru", "en")

_JINJA = {"trimmed": "true", "newstyle_gettext": "true", "silent": "false"}
_KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "count": (1, 2),
    "plurals": (1, 2),
}
"""`count` and `plurals` are methods of `presenters.wording.Words`."""


def template() -> Catalog:
    """All sentences in the order of their sources, without line numbers: those change too often."""
    found = Catalog(domain="vestnik")
    sources: tuple[tuple[Path, list[tuple[str, str]], dict[str, Any]], ...] = (
        (ROOT / "theme" / "components", [("**.html", "jinja2")], {"**.html": _JINJA}),
        (ROOT / "theme" / "templates", [("**.html", "jinja2")], {"**.html": _JINJA}),
        (ROOT / "plugins" / "vestnik" / "site", [("**.py", "python")], {}),
    )
    for folder, methods, options in sources:
        for name, _line, message, _comments, context in sorted(
            extract_from_dir(folder, methods, options, _KEYWORDS), key=lambda item: item[:2]
        ):
            if message:
                place = (folder.relative_to(ROOT) / name).as_posix()
                found.add(message, locations=[(place, 0)], context=context)
    return found


def updated(lang: str, current: Catalog) -> Catalog:
    """The catalogue of a language with all sentences of `current` and no others."""
    path = po_path(lang)
    if path.is_file():
        catalogue = read_po(io.BytesIO(path.read_bytes()), locale=lang, domain="vestnik")
    else:
        catalogue = Catalog(locale=lang, domain="vestnik")
    catalogue.update(current, no_fuzzy_matching=True, update_creation_date=False)
    catalogue.obsolete.clear()
    return catalogue


def po_path(lang: str) -> Path:
    """Where the sentences of a language are."""
    return LOCALE / lang / "LC_MESSAGES" / "vestnik.po"


def as_po(catalogue: Catalog) -> bytes:
    """The catalogue as text, the same for the same sentences whatever the day."""
    text = io.BytesIO()
    write_po(text, catalogue, width=100, omit_header=True, sort_output=False)
    header = (
        f'msgid ""\nmsgstr ""\n"Language: {catalogue.locale}\\n"\n'
        f'"Plural-Forms: {catalogue.plural_forms}\\n"\n'
        '"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n\n'
    )
    return header.encode() + text.getvalue().strip() + b"\n"


def as_mo(po: bytes, lang: str) -> bytes:
    """The catalogue as programs read it, with no trace of the day it was compiled."""
    catalogue = read_po(io.BytesIO(po), locale=lang, domain="vestnik")
    catalogue.creation_date = catalogue.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
    binary = io.BytesIO()
    write_mo(binary, catalogue)
    return binary.getvalue()


def untranslated(catalogue: Catalog) -> list[str]:
    """Sentences without a translation."""
    return [
        str(message.id)
        for message in catalogue
        if message.id
        and not all(message.string if isinstance(message.string, tuple) else [message.string])
    ]


def main() -> int:
    """Update all catalogues; the number of Russian sentences that wait for a translator."""
    current = template()
    missing: list[str] = []
    for lang in LANGUAGES:
        catalogue = updated(lang, current)
        path = po_path(lang)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(as_po(catalogue))
        path.with_suffix(".mo").write_bytes(as_mo(path.read_bytes(), lang))
        if lang == "ru":
            missing = untranslated(catalogue)
    print("\n".join(missing) or "Every sentence is translated.")
    return len(missing)


if __name__ == "__main__":
    sys.exit(1 if main() else 0)
