"""A cache that knows the theme already: compiled templates and made files cost a second to make."""

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from tests.site.town import DEEDS, Town


@cache
def _made() -> Path:
    """The cache of a town that has been built once in this process."""
    root = Path(tempfile.mkdtemp(prefix="vestnik-warm-"))
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    town = Town(root / "town")
    for deed, number in ((0, 10), (2, 9), (4, 1), (5, 2)):
        DEEDS[deed](town, number)
    assert town.build().applied
    return root / "town" / "cache"


def warm(folder: Path) -> None:
    """Gives a cache what depends on the theme alone; what it knows of content stays unknown."""
    for name in ("templates", "made"):
        shutil.copytree(_made() / name, folder / name, dirs_exist_ok=True)
