"""A small town's search as files: its page, its index, the words of its documents."""

import json
from datetime import date
from pathlib import Path

from tests.search.town import PDF_PAGES, documents, segments
from tests.site.fakes import FakeView
from tests.theme.gallery import THEME, environment
from tests.theme.samples import PORTAL, frame
from vestnik.search import realwords
from vestnik.search.browser_index import MANIFEST, index
from vestnik.search.synonyms import groups
from vestnik.site import presenters
from vestnik.site.asset_names import SEARCH_SCRIPT, plain_name
from vestnik.site.assets import bundle_assets
from vestnik.site.presenters.places import SEARCH_CLIENT
from vestnik.site.search_state import CLIENT
from vestnik.site.searching import client
from vestnik.site.theming import asset_names, load_translations, render_page

SITE = {
    "sections": {"zhizn": "Жизнь города"},
    "acts": {"prikaz": "Приказ"},
    "issuers": {"adm": "Администрация"},
    "synonyms": groups("ЖКХ = жилищно-коммунальное хозяйство"),
    "words": realwords.facts(),
}
BORDER = date(2026, 11, 1)


def build(folder: Path) -> None:
    """Writes the town."""
    files = bundle_assets(THEME)
    for name, data in files.items():
        _write(folder / name, data)
    script = files.pop(next(name for name in files if plain_name(name) == SEARCH_SCRIPT))
    presenters.speak(lambda lang: load_translations(THEME, lang))
    page = presenters.search(FakeView(), "ru")
    names = asset_names(files)
    shown = frame(
        search_script=SEARCH_CLIENT, stylesheet=names.stylesheet, scripts=names.scripts,
        alert_url="",
    )  # fmt: skip
    html = render_page(environment(), "search.html", page, shown, PORTAL)
    _write(folder / "search/index.html", html.encode())
    found = documents()
    parts = [one for one in found if one.day < BORDER], [one for one in found if one.day >= BORDER]
    for name, data in index(*map(segments, parts), SITE).items():
        if name == MANIFEST:
            _write(folder / "search" / CLIENT, client(script, data))
        else:
            _write(folder / "search/shards" / name, data)
    for name in realwords.published_names():
        _write(folder / "search/shards" / name, realwords.published(name))
    for number, one in enumerate(found):
        _write_item(folder / one.address.strip("/"), one.title, number)


def _write_item(place: Path, title: str, number: int) -> None:
    from tests.search.town import TEXTS

    text = TEXTS[number][1] if number < len(TEXTS) else title
    with_file = "уборке снега" in title
    page = (
        f"<!doctype html><title>{title}</title><nav>Главная</nav>"
        f'<article class="article"><div class="text"><p>{text}</p></div></article>'
    )
    _write(place / "index.html", page.encode())
    if with_file:
        pdf = {"title": "Смета", "url": "/smeta.pdf", "pages": PDF_PAGES}
        _write(place / "files.json", json.dumps([pdf]).encode())


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
