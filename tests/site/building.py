"""Builds a town apart: `python -m tests.site.building ROOT CACHE OUTPUT [WORKERS]`."""

import sys
from pathlib import Path

from msgspec import structs

from tests.site.town import START, Town
from vestnik.site.build import build


def main(root: str, cache: str, output: str, workers: str = "1") -> int:
    """Builds what lies in ROOT/content, at the town's usual hour."""
    town = Town.__new__(Town)
    town.root, town.now = Path(root), START
    town.content = town.root / "content"
    request = structs.replace(town.request(cache, output), workers=int(workers))
    report = build(request)
    return int(report.refused)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
