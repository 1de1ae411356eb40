"""A publication in a process of its own, for tests that kill it: `publishing ROOT WORKERS`."""

import sys
from pathlib import Path

from msgspec.structs import replace

from tests.publishing.published import PublishedTown
from tests.site.town import START
from vestnik.publishing.publish import publish


def main() -> None:
    """Publishes the town in ROOT into ROOT/www."""
    town = PublishedTown.__new__(PublishedTown)
    town.root, town.now, town.portal = Path(sys.argv[1]), START, PublishedTown.portal
    town.content = town.root / "content"
    request = replace(town.request(), workers=int(sys.argv[2]))
    assert publish(town.folder, request).report.applied


if __name__ == "__main__":
    main()
