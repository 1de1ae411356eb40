"""Bring the tables of the guides up to date: `python scripts/update_docs.py [--check]`.

A table stands between `<!-- name -->` and `<!-- /name -->`; everything between is made anew from
the code: fields from the schema, settings from `Portal`, commands from their parsers, messages from
what the checker really says. With `--check` nothing is written, and stale files are named.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

from guides.commands import command_block
from guides.fields import field_blocks
from guides.messages import message_block
from guides.settings import setting_blocks

ROOT = Path(__file__).resolve().parent.parent
GUIDES = (ROOT / "docs" / "guide-editor.md", ROOT / "docs" / "guide-webmaster.md")

_BLOCK = re.compile(r"(<!-- (?P<name>[a-z:]+) -->\n).*?(<!-- /(?P=name) -->)", re.DOTALL)


def blocks() -> dict[str, str]:
    """Every table by its name."""
    return {
        **field_blocks(),
        **setting_blocks(),
        "commands": command_block(),
        "messages": message_block(),
    }


def updated(text: str, made: dict[str, str]) -> str:
    """`text` with its tables made anew. Raises KeyError for a name that no table has."""
    return _BLOCK.sub(lambda found: f"{found[1]}\n{made[found['name']]}\n{found[3]}", text)


def names_in(text: str) -> set[str]:
    """Names of the tables that `text` has a place for."""
    return {found["name"] for found in _BLOCK.finditer(text)}


def main() -> int:
    """Writes the guides, or says which are stale; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, name stale files")
    check = parser.parse_args().check
    made = blocks()
    stale = []
    for guide in GUIDES:
        text = guide.read_text("utf-8")
        new = updated(text, made)
        if new == text:
            continue
        stale.append(guide)
        if not check:
            guide.write_text(new, "utf-8")
    for guide in stale:
        print(f"{'Stale' if check else 'Updated'}: {guide.relative_to(ROOT)}")
    return int(check and bool(stale))


if __name__ == "__main__":
    sys.exit(main())
